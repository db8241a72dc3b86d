"""What meetings adopt, on its way to whoever keeps the network's resolutions: a room that does fills the list.

Rooms beside each other never import one another; whoever records a meeting asks here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from museion.core.access import Actor
from museion.network.models import Body


@dataclass(frozen=True, slots=True)
class Adopted:
    """A resolution as a meeting adopted it. `titles`, `texts`: by language; votes are None where they were not counted."""

    body: Body
    event_key: str
    number: str
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    adopted_date: date
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None


class ResolutionTaker(Protocol):
    """Returns the key of the record that keeps it. Asked twice about one number of one event, it returns the same."""

    def __call__(self, adopted: Adopted, *, actor: Actor, at: datetime) -> str: ...


class NoResolutionRegisterError(LookupError):
    """No room of this installation keeps resolutions."""


RESOLUTION_TAKERS: list[ResolutionTaker] = []


def hand_over_resolution(adopted: Adopted, *, actor: Actor, at: datetime) -> str:
    if not RESOLUTION_TAKERS:
        raise NoResolutionRegisterError("no room registered a taker of resolutions")
    return RESOLUTION_TAKERS[0](adopted, actor=actor, at=at)
