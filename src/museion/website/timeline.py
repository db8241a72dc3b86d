"""The years of a search as bars, each a link that narrows to it; works without scripts, and by dragging where there are some."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from museion.search.requests import Bar, SearchResult, Span
from museion.website.facets import get_label
from museion.website.question import Question, get_span_fields

WIDTH, HEIGHT = 240, 56
_LEAST_HEIGHT = 2


@dataclass(frozen=True, slots=True)
class ShownBar:
    """A column of the drawing, in its own units."""

    x: float
    width: float
    y: float
    height: float
    url: str
    title: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A range of years: the fields to type it, and the bars. `wider_url`: the same search over thrice the years."""

    name: str
    label: Any
    least: str
    most: str
    bars: tuple[ShownBar, ...]
    begin: str = ""
    end: str = ""
    wider_url: str = ""


def make_timelines(question: Question, result: SearchResult) -> list[Timeline]:
    return [_make_timeline(question, name, result.histograms.get(name, ())) for name in get_span_fields()]


def write_year(year: int) -> str:
    """Astronomical years have a year 0, calendars have not: 0 is 1 BCE."""
    return str(year) if year > 0 else _("%(year)s BCE") % {"year": 1 - year}


def _make_timeline(question: Question, name: str, bars: tuple[Bar, ...]) -> Timeline:
    span = question.spans.get(name, Span())
    closed = [bar for bar in bars if bar.first is not None and bar.last is not None]
    return Timeline(
        name=name,
        label=get_label(name),
        least="" if span.least is None else str(span.least),
        most="" if span.most is None else str(span.most),
        bars=tuple(_draw(question, name, bars)) if len(bars) > 1 else (),
        begin=write_year(closed[0].first or 0) if closed else "",
        end=write_year(closed[-1].last or 0) if closed else "",
        wider_url=_widen(question, name),
    )


def _draw(question: Question, name: str, bars: tuple[Bar, ...]) -> list[ShownBar]:
    most = max(bar.count for bar in bars) or 1
    width = WIDTH / len(bars)
    return [_draw_bar(question, name, bar, place * width, width, most) for place, bar in enumerate(bars)]


def _draw_bar(question: Question, name: str, bar: Bar, x: float, width: float, most: int) -> ShownBar:
    height = max(_LEAST_HEIGHT, round(bar.count / most * HEIGHT, 1)) if bar.count else 0
    spans = {**question.spans, name: Span(bar.first, bar.last)}
    return ShownBar(
        x=round(x, 2),
        width=round(width, 2),
        y=HEIGHT - height,
        height=height,
        url=question.get_address(spans=spans) if bar.count else "",
        title=f"{_name_years(bar)}: {number_format(bar.count, force_grouping=True)}",
        first="" if bar.first is None else str(bar.first),
        last="" if bar.last is None else str(bar.last),
    )


def _name_years(bar: Bar) -> str:
    if bar.first is None:
        return _("until %(year)s") % {"year": write_year(bar.last or 0)}
    if bar.last is None:
        return _("from %(year)s on") % {"year": write_year(bar.first)}
    if bar.first == bar.last:
        return write_year(bar.first)
    return f"{write_year(bar.first)} – {write_year(bar.last)}"


def _widen(question: Question, name: str) -> str:
    span = question.spans.get(name)
    if span is None or span.least is None or span.most is None:
        return ""
    more = max(5, span.most - span.least + 1)
    return question.get_address(spans={**question.spans, name: Span(span.least - more, span.most + more)})
