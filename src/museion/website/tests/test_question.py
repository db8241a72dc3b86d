"""A question and its address say the same, both ways."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from museion.search.requests import PAGE_SIZE, Box, Span
from museion.website.facets import make_chips
from museion.website.paging import make_pages
from museion.website.question import VIEWS, Question, read_question

codes = st.frozensets(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8), min_size=1, max_size=3
)
years = st.none() | st.integers(-9999, 9999)


def _read(address: str) -> Question:
    return read_question(QueryDict(address.partition("?")[2]))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    least, most = draw(years), draw(years)
    if least is not None and most is not None and least > most:
        least, most = most, least
    return Question(
        text=draw(st.text(st.characters(exclude_categories=["C"]), max_size=30)).strip(),
        filters={"country": tuple(sorted(draw(codes)))} if draw(st.booleans()) else {},
        spans={"date": Span(least, most)} if (least, most) != (None, None) else {},
        area=draw(st.none() | st.just(Box(-10.5, 170, 3.25, -170))),
        page=draw(st.integers(1, 500)),
        view=draw(st.sampled_from(VIEWS)),
    )


@given(questions())
def test_the_address_of_a_question_reads_as_the_question(question: Question) -> None:
    assert _read(question.get_address(page=question.page)) == question


@given(questions())
def test_every_chip_leads_to_a_question_with_less(question: Question) -> None:
    for chip in make_chips(question, "en"):
        assert len(_read(chip.url).get_parameters()) < len(replace(question, page=1).get_parameters())


@given(st.text(max_size=40))
def test_any_text_in_the_address_is_read_or_named(text: str) -> None:
    query = QueryDict(mutable=True)
    query.update({"q": text, "date_from": text, "area": text, "page": text, "sort": text})
    question = read_question(query)
    assert question.page >= 1
    assert question.spans or question.problems or not text.strip()


def test_a_changed_question_begins_at_its_first_page() -> None:
    assert "page" not in Question(text="jar", page=7).get_address(sort="date")


@pytest.mark.parametrize(("total", "page", "labels"), [
    (PAGE_SIZE, 1, []),
    (PAGE_SIZE * 2, 1, ["1", "2", "Next"]),
    (PAGE_SIZE * 30, 9, ["Previous", "1", "…", "7", "8", "9", "10", "11", "…", "30", "Next"]),
    (10**6, 500, ["Previous", "1", "…", "498", "499", "500"]),
])  # fmt: skip
def test_the_row_of_pages_shows_the_ends_and_the_neighbours(total: int, page: int, labels: list[str]) -> None:
    assert [shown.label for shown in make_pages(Question(page=page), total)] == labels
