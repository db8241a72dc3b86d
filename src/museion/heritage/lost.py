"""How an object that a museum held becomes one that is sought: a room that keeps a register of losses fills the list.

Rooms beside each other never import one another; whoever finds an object missing asks here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from museion.core.access import Actor
from museion.heritage.models import CulturalObject


@dataclass(frozen=True, slots=True)
class Lost:
    """What is known of the loss of an object."""

    object: CulturalObject
    circumstances: str
    language: str
    place: str = ""
    country: str = ""
    lost_text: str = ""


class LossMaker(Protocol):
    """Returns the key of the record that says so."""

    def __call__(self, lost: Lost, *, actor: Actor, at: datetime) -> str: ...


class NoLossRegisterError(LookupError):
    """No room of this installation keeps a register of losses."""


LOSS_MAKERS: list[LossMaker] = []


def make_loss(lost: Lost, *, actor: Actor, at: datetime) -> str:
    if not LOSS_MAKERS:
        raise NoLossRegisterError("no room registered a loss maker")
    return LOSS_MAKERS[0](lost, actor=actor, at=at)
