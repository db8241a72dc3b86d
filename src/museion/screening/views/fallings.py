"""Kinds at risk, laws and gaps of custody as the answer's page shows them: what falls under, what may, what to find out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.screening.terms import Falling

MOST_QUESTIONS = 6
_FACET_LABELS: dict[str, Any] = {
    "form": _("type of object"),
    "material": _("materials and techniques"),
    "origin": _("place of origin or discovery"),
    "period": _("date or period"),
    "size": _("measurements"),
    "value": _("value"),
    "find": _("where it was found"),
}


@dataclass(frozen=True, slots=True)
class ShownFalling:
    """`used`: what was stated of each facet that agreed."""

    title: str
    url: str
    within: str
    falls: bool
    label: Any
    duties: str
    used: tuple[tuple[Any, str], ...]


@dataclass(frozen=True, slots=True)
class ShownFallings:
    falls: list[ShownFalling]
    may_fall: list[ShownFalling]
    questions: list[str]


def show_fallings(entries: Iterable[Mapping[str, Any]]) -> ShownFallings:
    """The questions that several entries share are asked once."""
    held = list(entries)
    shown = [_show(entry) for entry in held]
    asked = (question for entry in held for question in entry.get("ask", ()))
    return ShownFallings(
        falls=[entry for entry in shown if entry.falls],
        may_fall=[entry for entry in shown if not entry.falls],
        questions=list(dict.fromkeys(asked))[:MOST_QUESTIONS],
    )


def _show(entry: Mapping[str, Any]) -> ShownFalling:
    answer = entry.get("answer", "")
    used = (ground for ground in entry.get("used", ()) if ground.get("agrees") and ground.get("stated"))
    return ShownFalling(
        title=str(entry.get("title") or entry.get("text", "")),
        url=f"/id/{entry['key']}" if entry.get("key") else "",
        within=str(entry.get("list") or entry.get("source", "")),
        falls=answer == Falling.FALLS,
        label=Falling(answer).label if answer in Falling else "",
        duties=str(entry.get("duties", "")),
        used=tuple((_FACET_LABELS.get(ground["facet"], ground["facet"]), ground["stated"]) for ground in used),
    )
