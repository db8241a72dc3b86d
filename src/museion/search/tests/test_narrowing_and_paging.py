"""Filters, facets, order, pages."""

import pytest

from museion.search.engine import Engine
from museion.search.requests import Box, InvalidRequestError, Span
from museion.search.tests.shelves import DOCUMENTS, ask, find


def test_the_filter_of_a_facet_does_not_narrow_its_own_counts(engine: Engine) -> None:
    result = ask(engine, filters={"material": ("gold",)}, facets=("material", "country"))
    assert {value.code: value.count for value in result.facets["material"]} == {"gold": 6, "paper": 6}
    assert {value.code for value in result.facets["country"]} == {"IT", "US", "EG", "GR", "TR"}
    assert result.total == 6


def test_a_filter_takes_any_of_its_codes(engine: Engine) -> None:
    assert set(find(engine, filters={"country": ("FR", "SN")})) == {"o2", "o10"}


def test_facets_count_what_the_words_find(engine: Engine) -> None:
    result = ask(engine, "venice", facets=("country", "kind"))
    assert [(value.code, value.count) for value in result.facets["country"]] == [("IT", 2)]
    assert [(value.code, value.count) for value in result.facets["kind"]] == [("object", 2)]


def test_spans_and_boxes_narrow(engine: Engine) -> None:
    assert find(engine, spans={"date": Span(1800, 1810)}) == ["o12"]
    assert set(find(engine, spans={"height": Span(110, None)})) == {"o11", "o12"}
    # Longitudes begin at 171: from 179.5 across the antimeridian there is 180 alone, and what lies beyond is not on earth.
    assert find(engine, boxes={"location": Box(0, 179.5, 90, -170)}) == ["o10"]
    assert set(find(engine, boxes={"location": Box(0, 170, 2.5, 175)})) == {"o1", "o2"}


def test_years_sort_both_ways_and_the_undated_come_last(engine: Engine) -> None:
    rising, falling = find(engine, sort="date"), find(engine, sort="-date")
    assert rising[0] == "o7"
    assert falling[0] == "o9"
    assert rising[-1] == falling[-1] == "o11"


def test_titles_sort_without_regard_to_case_or_accents(engine: Engine) -> None:
    latin = [key for key in find(engine, sort="title") if key in {"o1", "o2", "o3", "o9", "o10", "o12"}]
    assert latin == ["o3", "o9", "o2", "o12", "o10", "o1"]


def test_pages_follow_on_one_another(engine: Engine) -> None:
    whole = find(engine, limit=50)
    paged = [key for offset in range(0, 20, 5) for key in find(engine, offset=offset, limit=5)]
    assert paged == whole
    assert len(set(whole)) == len(DOCUMENTS)


@pytest.mark.parametrize(
    "asked",
    [{"offset": -1}, {"limit": -1}, {"offset": 10_000, "limit": 20}, {"sort": "rowid"}, {"facets": ("title",)},
     {"filters": {"_access": ("desk",)}}, {"filters": {"title": ("x",)}}, {"spans": {"title": Span(1, 2)}}],
)  # fmt: skip
def test_a_forged_request_is_refused(engine: Engine, asked: dict[str, object]) -> None:
    with pytest.raises(InvalidRequestError):
        ask(engine, **asked)
