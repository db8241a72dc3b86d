"""Whatever is typed is answered in bounded time, or refused with the place of the trouble."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from museion.search.analysis import fold, split_question, split_words
from museion.search.engine import Engine
from museion.search.highlight import highlight
from museion.search.requests import QuerySyntaxError
from museion.search.tests.shelves import ask, is_on_cluster, take

_PIECES = st.sampled_from(
    ['"', "(", ")", "-", "NOT ", "OR ", "AND ", "*", "title:", "date:", "country:", "..", "1900..1950", "x:", "\u202e", "\u0000",
     "🏺", "東京", "O'Keeffe ", " ", "“", "«", "vénice ", "-1..", "+", "\u0301", "kind:", "\ud7ff", "ﷺ", "²", "İ", "[1 TO 2]", "a*b?~2^3"]
)  # fmt: skip
_TYPED = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map("".join))


def _check_answer(engine: Engine, text: str) -> None:
    try:
        result = ask(engine, text, facets=("country",))
    except QuerySyntaxError as error:
        position, message = error.position, str(error)
    else:
        position, message = 0, "answered"
        assert result.total >= len(result.hits)
        assert "o99" not in {hit.key for hit in result.hits}
    assert 0 <= position <= len(text)
    assert message


@settings(
    max_examples=take(400),
    deadline=20_000 if is_on_cluster() else 2000,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=_TYPED)
def test_a_text_is_answered_or_refused_with_its_place(engine: Engine, text: str) -> None:
    _check_answer(engine, text)


@pytest.mark.parametrize("text", ["x" * 10_000, "(" * 10_000, '"' * 9_999, "a " * 5_000, "-" * 10_000, "NOT " * 2_500, "é*" * 5_000,
                                  "(a OR " * 2_000, "東" * 10_000, "1.." * 3_000])  # fmt: skip
def test_a_long_text_takes_no_long_time(engine: Engine, text: str) -> None:
    started = time.process_time()
    _check_answer(engine, text)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(("text", "position"), [("iris (venice", 5), ("iris nosuch:thing", 5), ("date:1950..1900", 5), ("1950..1900", 0),
                                                ("date:soon", 5), ("location:here", 0)])  # fmt: skip
def test_what_is_truly_wrong_is_pointed_at(engine: Engine, text: str, position: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(engine, text)
    assert caught.value.position == position


def test_an_unknown_field_is_answered_with_the_known_ones(engine: Engine) -> None:
    with pytest.raises(QuerySyntaxError, match="country, date, description"):
        ask(engine, "artist:turner")


@given(text=st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(text=st.text(max_size=80))
def test_a_question_asks_for_words_that_the_same_text_holds(text: str) -> None:
    assert {word for _, word in split_question(text)} <= set(split_words(text))


@given(text=st.text(max_size=80))
def test_highlighting_keeps_the_text_and_lets_no_markup_in(text: str) -> None:
    marked = highlight(text, set(split_words(text)), "en")
    bare = marked.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare.replace("&lt;", "")
    assert bare == highlight(text, ())


@pytest.mark.parametrize(
    ("text", "words", "language", "marked"),
    [
        ("Two Paintings", {"paint"}, "en", "Two <mark>Paintings</mark>"),
        ("<b>Müller</b>", {"muller"}, "", "&lt;b&gt;<mark>Müller</mark>&lt;/b&gt;"),
        ("東京国立博物館", {"京国"}, "ja", "東<mark>京国</mark>立博物館"),
        ("Venezia", {"vene*"}, "it", "<mark>Venezia</mark>"),
    ],
)
def test_matched_words_are_marked(text: str, words: set[str], language: str, marked: str) -> None:
    assert highlight(text, words, language) == marked
