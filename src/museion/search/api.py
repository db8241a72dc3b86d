"""Search over HTTP: the same document as `museion search --json` prints."""

from dataclasses import asdict, astuple
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from museion.core.http.asking import get_languages, get_viewer
from museion.core.problems import ProblemError
from museion.search.boxes import read_box
from museion.search.documents import SOURCES, FieldKind, get_cards, get_fields, get_point_field
from museion.search.nearby import USUAL_KM, Nearby, find_nearby
from museion.search.queries import complete, search
from museion.search.requests import (
    DEEPEST_HIT,
    PAGE_SIZE,
    Box,
    Grid,
    SearchRequest,
    SearchResult,
    Span,
)
from museion.search.telling import (
    MeaningJson,
    ReasonJson,
    UnknownCodeJson,
    label_code,
    tell_meanings,
    tell_reason,
    tell_unknown,
)

router = Router(tags=["search"])
LONGEST_PAGE = 100
MOST_FACETS = 12
LARGEST_NUMBER = 10**9


class HitJson(BaseModel):
    key: str
    kind: str
    title: str
    url: str
    score: float
    why: list[ReasonJson]


class FacetValueJson(BaseModel):
    code: str
    label: str
    count: int


class BarJson(BaseModel):
    """Records dated, at least in part, in these years; null is open."""

    first: int | None
    last: int | None
    count: int


class CellJson(BaseModel):
    """An area as south, west, north, east; how many records lie in it, and about where their middle is."""

    box: tuple[float, float, float, float]
    count: int
    latitude: float
    longitude: float


class GridJson(BaseModel):
    step: float
    cells: list[CellJson]


class SearchJson(BaseModel):
    """`relaxed`: no record held every word, these hold some. `suggestion`: the question with misspelt words put right."""

    total: int
    took_ms: float
    hits: list[HitJson]
    facets: dict[str, list[FacetValueJson]]
    meanings: list[MeaningJson]
    histograms: dict[str, list[BarJson]] = {}
    grids: dict[str, GridJson] = {}
    relaxed: bool = False
    suggestion: str = ""
    unknown: list[UnknownCodeJson] = []


class SearchQuery(BaseModel):
    """Beside these, every field of the index filters: `country=FR` (repeat it for any of several codes), and a span of numbers
    or years by `date_from=1930&date_to=1939`."""

    q: str = Field(default="", max_length=1000, description='words, "phrases", field:value, 1930..1939, AND, OR, NOT')
    sort: str = Field(default="", description="a sortable field, with - before it for descending; empty for relevance")
    offset: int = Field(default=0, ge=0, lt=DEEPEST_HIT)
    limit: int = Field(default=PAGE_SIZE, ge=0, le=LONGEST_PAGE)
    facets: str = Field(default="", description="names of fields to count, parted by commas")
    histograms: str = Field(default="", description="names of fields of years to count by time, parted by commas")
    near: str = Field(
        default="", max_length=100, description="a town: only records within some kilometres of it; “Lima, PE”"
    )
    within: int = Field(default=USUAL_KM, ge=1, le=5000, description="how many kilometres from the town")
    area: str = Field(
        default="", max_length=100, description="south,west,north,east in degrees: only records in this area"
    )
    grids: str = Field(default="", description="names of fields of places to count over all hits, parted by commas")
    lang: str = Field(default="", description="the reader's language, BCP 47")
    bridge: bool = Field(default=True, description="whether words also find what they mean, in every language")
    without: list[str] = Field(default_factory=list, description="keys of meanings to leave out", max_length=50)


@router.get("/search", response=SearchJson, summary="Search everything")
def search_records(request: HttpRequest, query: Query[SearchQuery]) -> dict[str, Any]:
    asked = make_request(request, query)
    return describe_result(search(asked), asked.language)


def make_request(request: HttpRequest, query: SearchQuery) -> SearchRequest:
    """What the address asks for, as whoever asks may see it."""
    place, near = get_point_field(), read_near(query)
    return SearchRequest(
        text=query.q,
        tokens=get_viewer(request).tokens,
        filters=read_filters(request),
        spans=read_spans(request),
        boxes={place: area} if place and (area := read_area(query.area)) else {},
        discs={place: near.disc} if place and near else {},
        sort=query.sort,
        offset=query.offset,
        limit=query.limit,
        facets=read_facets(query.facets),
        histograms=read_facets(query.histograms),
        grids=read_facets(query.grids),
        language=query.lang or get_languages(request)[0],
        bridge=query.bridge,
        without=tuple(query.without),
    )


class SuggestedRecordJson(BaseModel):
    key: str
    kind: str
    title: str
    url: str


class SuggestedCodeJson(BaseModel):
    """A value of a field; search with `field=code`."""

    field: str
    code: str
    label: str
    count: int


class SuggestionsJson(BaseModel):
    """`words` complete the last word typed."""

    words: list[str]
    records: list[SuggestedRecordJson]
    codes: list[SuggestedCodeJson]


@router.get("/search/suggestions", response=SuggestionsJson, summary="What a question that is being typed may become")
def suggest_while_typing(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, description="what was typed so far")],
    lang: Annotated[str, Query(description="the reader's language, BCP 47")] = "",
) -> dict[str, Any]:
    language = lang or get_languages(request)[0]
    found = complete(q, tokens=get_viewer(request).tokens, language=language)
    pairs = [(key, kind) for kind, keys in found.hits.items() for key in keys]
    cards = get_cards(pairs, language)
    return {
        "words": found.words,
        "records": [
            {"key": key, "kind": kind, "title": cards[key].title.pick(language).text, "url": cards[key].url}
            for key, kind in pairs
            if key in cards
        ],
        "codes": [
            {"field": code.field, "code": code.code, "label": label_code(code.field, code.code, language),
             "count": code.count}
            for code in found.codes
        ],
    }  # fmt: skip


def describe_result(result: SearchResult, language: str) -> dict[str, Any]:
    """The contract's document. A record that left between index and reading is not shown, and stays in the total."""
    cards = get_cards([(hit.key, hit.kind) for hit in result.hits], language)
    return {
        "total": result.total,
        "took_ms": round(result.took_ms, 3),
        "hits": [
            {
                "key": hit.key,
                "kind": hit.kind,
                "title": cards[hit.key].title.pick(language).text,
                "url": cards[hit.key].url,
                "score": hit.score,
                "why": [tell_reason(reason) for reason in hit.why],
            }
            for hit in result.hits
            if hit.key in cards
        ],
        "facets": {
            name: [
                {"code": value.code, "label": label_code(name, value.code, language), "count": value.count}
                for value in values
            ]
            for name, values in result.facets.items()
        },
        "histograms": {name: [asdict(bar) for bar in bars] for name, bars in result.histograms.items()},
        "grids": {name: _tell_grid(grid) for name, grid in result.grids.items()},
        "relaxed": result.relaxed,
        "suggestion": result.suggestion,
        "meanings": tell_meanings(result),
        "unknown": tell_unknown(result, language),
    }


def _tell_grid(grid: Grid) -> dict[str, Any]:
    cells = [
        {"box": astuple(cell.box), "count": cell.count, "latitude": cell.latitude, "longitude": cell.longitude}
        for cell in grid.cells
    ]
    return {"step": grid.step, "cells": cells}


def read_facets(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if len(names) > MOST_FACETS:
        raise ProblemError(400, _("Too many facets"), _("Ask for at most 12 at once."), "too-many-facets")
    return names


def read_filters(request: HttpRequest) -> dict[str, tuple[str, ...]]:
    """Every parameter that is neither the query's own nor a range's must be a field of codes."""
    codes = {"kind"} | {name for name, field in get_fields().items() if field.kind == FieldKind.TERM}
    known = codes | set(SearchQuery.model_fields) | set(_list_range_parameters())
    if unknown := sorted(set(request.GET) - known):
        detail = _("%(unknown)s: not a field of the index; known are %(known)s.")
        values = {"unknown": ", ".join(unknown), "known": ", ".join(sorted(known))}
        raise ProblemError(400, _("Unknown parameter"), detail % values, "unknown-parameter")
    if strangers := sorted(set(request.GET.getlist("kind")) - set(SOURCES)):
        detail = _("There is no kind of record %(kind)s; there are %(known)s.")
        values = {"kind": ", ".join(strangers)[:200], "known": ", ".join(sorted(SOURCES))}
        raise ProblemError(400, _("Unknown kind"), detail % values, "unknown-kind")
    return {name: tuple(request.GET.getlist(name)) for name in request.GET if name in codes}


def read_near(query: SearchQuery) -> Nearby | None:
    near = find_nearby(query.near, query.within) if query.near else None
    if query.near and near is None:
        detail = _("near: no town called “%(name)s” is known.") % {"name": query.near}
        raise ProblemError(400, _("Invalid parameter"), detail, "invalid-parameter")
    return near


def read_area(text: str) -> Box | None:
    area = read_box(text) if text else None
    if text and area is None:
        detail = _("area: write it as south,west,north,east in degrees.")
        raise ProblemError(400, _("Invalid parameter"), detail, "invalid-parameter")
    return area


def read_spans(request: HttpRequest) -> dict[str, Span]:
    asked = {parameter: place for parameter, place in _list_range_parameters().items() if parameter in request.GET}
    bounds: dict[str, dict[str, int]] = {}
    for parameter, (name, end) in asked.items():
        bounds.setdefault(name, {})[end] = _read_number(parameter, request.GET[parameter])
    return {name: Span(ends.get("from"), ends.get("to")) for name, ends in bounds.items()}


def _list_range_parameters() -> dict[str, tuple[str, str]]:
    ranges = [name for name, field in get_fields().items() if field.kind in {FieldKind.YEARS, FieldKind.NUMBER}]
    return {f"{name}_{end}": (name, end) for name in ranges for end in ("from", "to")}


def _read_number(parameter: str, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = LARGEST_NUMBER + 1
    if abs(number) > LARGEST_NUMBER:
        detail = _("%(parameter)s: a whole number is needed; write years before 1 BCE with a minus.")
        raise ProblemError(400, _("Invalid parameter"), detail % {"parameter": parameter}, "invalid-parameter")
    return number
