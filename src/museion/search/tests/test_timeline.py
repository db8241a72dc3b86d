"""Counts by time, against a count of every record."""

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from museion.search.documents import Document
from museion.search.engine import Engine
from museion.search.requests import Bar, InvalidRequestError, Span
from museion.search.tests.shelves import DOCUMENTS, ask, open_engine, take, write

YEARS = {key: years for key, _, _, years in DOCUMENTS if years}


def _count(bar: Bar, spans: list[tuple[int, int]]) -> int:
    low = -(10**9) if bar.first is None else bar.first
    high = 10**9 if bar.last is None else bar.last
    return sum(first <= high and last >= low for first, last in spans)


def test_every_span_is_counted_in_each_bar_that_it_touches(engine: Engine) -> None:
    bars = ask(engine, histograms=("date",)).histograms["date"]
    assert [bar.count for bar in bars] == [_count(bar, list(YEARS.values())) for bar in bars]
    assert bars[0].first is None or bars[0].first <= -447
    assert sum(bar.count > 0 for bar in bars) > 3


def test_a_chosen_span_is_shown_more_closely(engine: Engine) -> None:
    bars = ask(engine, histograms=("date",), spans={"date": Span(1920, 1939)}).histograms["date"]
    assert (bars[0].first, bars[-1].last) == (1920, 1939)
    assert {bar.count for bar in bars if bar.first == 1926} == {_count(Bar(1926, 1926, 0), list(YEARS.values()))}


def test_the_words_narrow_it_and_the_undated_are_in_no_bar(engine: Engine) -> None:
    assert sum(bar.count for bar in ask(engine, "iris", histograms=("date",)).histograms["date"]) == 1
    assert ask(engine, "description:venice", histograms=("date",)).histograms["date"] == ()


def test_what_is_no_field_of_years_is_refused(engine: Engine) -> None:
    with pytest.raises(InvalidRequestError):
        ask(engine, histograms=("country",))


spans = st.tuples(st.integers(-5000, 2100), st.integers(0, 300)).map(lambda held: (held[0], held[0] + held[1]))


@given(st.lists(spans, min_size=1, max_size=30))
@settings(max_examples=take(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bars_count_right_whatever_the_years(tmp_path: Path, held: list[tuple[int, int]]) -> None:
    engine = open_engine(tmp_path / f"{abs(hash(tuple(held)))}")
    documents = [Document(f"k{number}", "object", ("public",)) for number in range(len(held))]
    for document, years in zip(documents, held, strict=True):
        document.years["date"] = years
    hidden = Document("secret", "object", ("desk",))
    hidden.years["date"] = (-9999, 9999)
    write(engine, [*documents, hidden])
    bars = ask(engine, histograms=("date",)).histograms["date"]
    assert [bar.count for bar in bars] == [_count(bar, held) for bar in bars]
    assert len(bars) <= 43
    assert all(before.last is not None and before.last + 1 == after.first for before, after in itertools.pairwise(bars))
