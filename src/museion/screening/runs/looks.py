"""The other looks of a run: kinds at risk, looted sites, the law, gaps in custody. `registry` lists them.

A look reads the question as a loss that is in no table, with the free text beside it, and answers with entries that say
what they used. It never raises for what the question leaves out: it asks for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from museion.core.access import PUBLIC_VIEWER, Viewer
from museion.screening.models import LossRecord
from museion.screening.queries.looted_sites import SiteState
from museion.screening.queries.red_lists import RedListState


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at. `value_eur`: what it is offered or insured for. `language`: the reader's, for what is asked back.

    `red_lists`, `sites`: their state, where whoever asks many questions has looked at it already. `viewer`: who asks.
    """

    row: LossRecord
    text: str = ""
    value_eur: float | None = None
    language: str = "en"
    red_lists: RedListState | None = None
    sites: SiteState | None = None
    viewer: Viewer = PUBLIC_VIEWER


Entry = dict[str, Any]
Look = Callable[[Subject], list[Entry]]


def take_looks(looks: tuple[Look, ...], subject: Subject) -> list[Entry]:
    return [entry for look in looks for entry in look(subject)]
