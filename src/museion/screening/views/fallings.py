"""Kinds at risk, laws and gaps of custody as the answer's page shows them: what falls under, what may, what to find out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from museion.screening.terms import SITE_LABELS, Falling

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
    rest: str
    """What `may_fall` are, counted."""


def show_fallings(entries: Iterable[Mapping[str, Any]]) -> ShownFallings:
    """The questions that several entries share are asked once."""
    return _show_all(list(entries), {each: each.label for each in Falling}, _count_possible)


def show_sites(entries: Iterable[Mapping[str, Any]]) -> ShownFallings:
    return _show_all(list(entries), SITE_LABELS, _count_sites)


def _show_all(
    held: list[Mapping[str, Any]], labels: Mapping[Any, Any], count_rest: Callable[[int], str]
) -> ShownFallings:
    shown = [_show(entry, labels) for entry in held]
    possible = [entry for entry in shown if not entry.falls]
    asked = (question for entry in held for question in entry.get("ask", ()))
    return ShownFallings(
        falls=[entry for entry in shown if entry.falls],
        may_fall=possible,
        questions=list(dict.fromkeys(asked))[:MOST_QUESTIONS],
        rest=count_rest(len(possible)),
    )


def _count_possible(count: int) -> str:
    return ngettext("%(count)d that it may fall under", "%(count)d that it may fall under", count) % {"count": count}


def _count_sites(count: int) -> str:
    return ngettext("%(count)d that may agree", "%(count)d that may agree", count) % {"count": count}


def _show(entry: Mapping[str, Any], labels: Mapping[Any, Any]) -> ShownFalling:
    answer = entry.get("answer", "")
    used = (ground for ground in entry.get("used", ()) if ground.get("agrees") and ground.get("stated"))
    return ShownFalling(
        title=str(entry.get("title") or entry.get("text", "")),
        url=f"/id/{entry['key']}" if entry.get("key") else "",
        within=str(entry.get("list") or entry.get("expected") or entry.get("source", "")),
        falls=answer == Falling.FALLS,
        label=labels.get(answer, ""),
        duties=str(entry.get("duties", "")),
        used=tuple((_FACET_LABELS.get(ground["facet"], ground["facet"]), ground["stated"]) for ground in used),
    )
