"""What a person corrects of a statement that was misread, without changing its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from museion.core.dates import UnreadableDateError, read_date
from museion.core.dates.days import split_day_number, write_year
from museion.heritage.custody.events import Bounds, CustodyEvent
from museion.heritage.custody.methods import Method
from museion.heritage.custody.reading.places import find_country
from museion.heritage.custody.windows import Paper
from museion.heritage.labels import METHOD_LABELS
from museion.heritage.views.care_forms import CareField

_BOUNDS = ("begin_earliest", "begin_latest", "end_earliest", "end_latest")


def _offer_methods() -> list[tuple[str, Any]]:
    return [("", "—"), *((method.value, label) for method, label in METHOD_LABELS.items())]


class LineForm(forms.Form):
    """One holder. `text`: the statement that it belongs to; a statement that was rewritten is read anew."""

    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    party = CareField.line(_("Holder"))
    place = CareField.line(_("Place"))
    method = forms.ChoiceField(
        label=_("How"), choices=_offer_methods, required=False, widget=forms.Select(attrs={"class": "field"})
    )
    giver = CareField.line(_("From whom"))
    begin_earliest = CareField.line(_("Began no earlier than"), length=40)
    begin_latest = CareField.line(_("Began no later than"), length=40)
    end_earliest = CareField.line(_("Ended no earlier than"), length=40)
    end_latest = CareField.line(_("Ended no later than"), length=40)
    is_direct = forms.BooleanField(label=_("straight from the holder before"), required=False)
    is_agent = forms.BooleanField(label=_("for somebody else"), required=False)
    is_certain = forms.BooleanField(label=_("certain"), required=False)

    def clean(self) -> dict[str, Any]:
        held = {**self.cleaned_data}
        for name in _BOUNDS:
            held[name] = self._read_bound(name, held.get(name, ""))
        for moment in ("begin", "end"):
            earliest, latest = held[f"{moment}_earliest"], held[f"{moment}_latest"]
            if earliest is not None and latest is not None and earliest > latest:
                self.add_error(f"{moment}_latest", gettext("This lies before the day above it."))
        return held

    def _read_bound(self, name: str, text: str) -> int | None:
        if not text.strip():
            return None
        try:
            read = read_date(text)
        except UnreadableDateError:
            self.add_error(
                name, gettext("“%(text)s” is no day; write it as 1937, 1937-11 or 1937-11-13.") % {"text": text}
            )
            return None
        return read.earliest if name.endswith("earliest") else read.latest


@dataclass(frozen=True, slots=True)
class Corrected:
    """The chain as corrected, and for each of its holders the form that stands beside it."""

    events: list[CustodyEvent]
    forms: list["ShownForm"]

    @property
    def problems(self) -> list[str]:
        return [
            f"{number}: {told}"
            for number, form in enumerate(self.forms, 1)
            for told in dict.fromkeys(text for texts in form.told.values() for text in texts)
        ]


class ShownForm(LineForm):
    """Not bound, so that it can stand at another number than it was sent with. `told`: what was wrong with it."""

    def __init__(self, number: int, values: dict[str, Any], told: dict[str, list[str]] | None = None) -> None:
        super().__init__(prefix=f"line-{number}", initial=values)
        self.told = told or {}


def show_forms(events: Sequence[CustodyEvent]) -> list[ShownForm]:
    return [ShownForm(number, _write(event)) for number, event in enumerate(events, 1)]


def correct(sent: QueryDict, events: Sequence[CustodyEvent]) -> Corrected:
    """Corrections and papers follow their statement when others are put in before it."""
    rows: dict[str, list[tuple[int, LineForm]]] = defaultdict(list)
    for number, form in _iterate_sent(sent):
        rows[_even(str(form["text"].value() or ""))].append((number, form))
    is_plain, corrected = not rows, Corrected([], [])
    for number, event in enumerate(events, 1):
        held = rows[_even(event.text)]
        at, line = held.pop(0) if held else (number if is_plain else 0, None)
        named = replace(event, papers=_read_papers(sent, at))
        told: dict[str, list[str]] = {}
        if line and line.is_valid():
            named = _apply(line.cleaned_data, named)
        elif line:
            told = {name: [str(text) for text in texts] for name, texts in line.errors.items()}
        values = {name: line[name].value() for name in line.fields} if line and told else _write(named)
        corrected.events.append(named)
        corrected.forms.append(ShownForm(number, values, told))
    return corrected


def _iterate_sent(sent: QueryDict) -> Iterator[tuple[int, LineForm]]:
    for number in count(1):
        if f"line-{number}-text" not in sent:
            return
        yield number, LineForm(sent, prefix=f"line-{number}")


def _read_papers(sent: QueryDict, number: int) -> tuple[str, ...]:
    known = set(Paper)
    return tuple(code for code in sent.getlist(f"paper-{number}") if code in known)


def _apply(held: dict[str, Any], event: CustodyEvent) -> CustodyEvent:
    """What a person states is understood, whatever was read before."""
    changed = replace(
        event,
        party=held["party"],
        place=held["place"],
        country=event.country if held["place"] == event.place else find_country(held["place"]),
        method=Method(held["method"]) if held["method"] else None,
        giver=held["giver"],
        begin=Bounds(held["begin_earliest"], held["begin_latest"]),
        end=Bounds(held["end_earliest"], held["end_latest"]),
        is_direct=held["is_direct"],
        is_agent=held["is_agent"],
        is_certain=held["is_certain"],
    )
    return changed if changed == event else replace(changed, is_read=True)


def _write(event: CustodyEvent) -> dict[str, Any]:
    bounds = (event.begin.earliest, event.begin.latest, event.end.earliest, event.end.latest)
    return {
        "text": event.text,
        "party": event.party,
        "place": event.place,
        "method": event.method.value if event.method else "",
        "giver": event.giver,
        "is_direct": event.is_direct,
        "is_agent": event.is_agent,
        "is_certain": event.is_certain,
        **{name: _write_day(day) for name, day in zip(_BOUNDS, bounds, strict=True)},
    }


def _write_day(number: int | None) -> str:
    if number is None:
        return ""
    year, month, day = split_day_number(number)
    return f"{write_year(year)}-{month:02d}-{day:02d}" if month and day else write_year(year)


def _even(text: str) -> str:
    """Browsers send other line ends than they were given."""
    return " ".join(text.split())
