"""Words find what they mean beside themselves, are weighed less for it, and can be taken as typed again."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from museion.search.documents import Document, Text
from museion.search.engine import Engine
from museion.search.expansion import Found
from museion.search.questions import Form, Marked, Meaning
from museion.search.tests.shelves import ask, find, is_on_cluster, open_engine, write

BOAT = Meaning(
    "c1",
    typed="bateau",
    label="boat",
    language="fr",
    forms=(
        Form("boat", "en", 0.7, ("bateau", "boat")),
        Form("сосуд", "ru", 0.7, ("bateau", "boat")),
        Form("rowing boat", "en", 0.7, ("bateau", "boat")),
        Form("canoe", "en", 0.35, ("bateau", "boat", "canoe"), is_narrower=True),
    ),
    marked=(Marked("material", "c1", 0.7, Form("boat", "en", 0.7, ("bateau", "boat"))),),
)
STILL_LIFE = Meaning("c2", "nature morte", "still life", "fr", forms=(Form("still life", "en", 0.7),))


def say(texts: Sequence[str], language: str) -> list[Found]:
    """An expander that knows two things in French."""
    words = [text.casefold() for text in texts]
    found = [Found(place, place + 1, BOAT) for place, word in enumerate(words) if word == "bateau"]
    return found + [
        Found(place, place + 2, STILL_LIFE) for place, pair in enumerate(pairwise(words)) if pair == ("nature", "morte")
    ]


@pytest.fixture
def shelf(tmp_path: Path) -> Engine:
    engine = open_engine(tmp_path, expanders=[say])
    texts = {
        "literal": ("Le bateau rouge", "fr"),
        "english": ("Boats on the beach", "en"),
        "narrow": ("A canoe on the river", "en"),
        "other": ("A bridge over the river", "en"),
        "still": ("Still life with fruit", "en"),
        "strewn": ("Life goes on, still", "en"),
    }
    documents = [
        Document(key, "object", ("public",), {"title": [Text(text, tag)]}) for key, (text, tag) in texts.items()
    ]
    documents.append(Document("coded", "object", ("public",), terms={"material": ["c1"]}))
    documents.append(Document("secret", "object", ("desk",), {"title": [Text("Secret boat", "en")]}))
    write(engine, documents)
    return engine


def test_a_word_finds_what_it_means_and_itself_first(shelf: Engine) -> None:
    found = find(shelf, "bateau", language="fr")
    assert found[0] == "literal"
    assert set(found) == {"literal", "english", "narrow", "coded"}
    assert found.index("english") < found.index("narrow")


def test_all_words_are_still_wanted(shelf: Engine) -> None:
    assert set(find(shelf, "bateau river")) == {"narrow"}


def test_words_that_stand_together_mean_something_together(shelf: Engine) -> None:
    assert find(shelf, "nature morte") == ["still"]


@pytest.mark.parametrize("text", ['"bateau"', "title:bateau", "bateau*"])
def test_words_that_are_meant_as_typed_stay_so(shelf: Engine, text: str) -> None:
    assert find(shelf, text) == ["literal"]


def test_what_is_not_wanted_is_not_widened(shelf: Engine) -> None:
    assert "english" in find(shelf, "beach -bateau")


def test_a_meaning_is_switched_off_by_its_key_or_all_at_once(shelf: Engine) -> None:
    off = ask(shelf, "bateau", without=("c1",))
    assert [hit.key for hit in off.hits] == ["literal"]
    assert [meaning.key for meaning in off.meanings] == ["c1"]
    literal = ask(shelf, "bateau", bridge=False)
    assert [hit.key for hit in literal.hits] == ["literal"]
    assert literal.meanings == ()


def test_a_hit_says_field_language_path_and_share(shelf: Engine) -> None:
    hits = {hit.key: hit for hit in ask(shelf, "bateau").hits}
    (reason,) = hits["narrow"].why
    assert (reason.field, reason.term, reason.via, reason.language) == ("title", "canoe", "narrower", "en")
    assert reason.path == ("bateau", "boat", "canoe")
    assert reason.share == 1.0
    (coded,) = hits["coded"].why
    assert (coded.field, coded.term, coded.via) == ("material", "boat", "concept")
    assert {reason.via for reason in hits["literal"].why} <= {"", "stem", "exact"}


def test_only_the_best_way_to_say_it_counts(shelf: Engine) -> None:
    """A record that holds the word in three languages is no better than one that holds it in one."""
    write(shelf, [Document("many", "object", ("public",), {"title": [Text("bateau boat canoe rowing boat", "und")]})])
    many = next(hit for hit in ask(shelf, "bateau").hits if hit.key == "many")
    assert len({reason.term for reason in many.why}) == 1
    assert sum(reason.share for reason in many.why) == pytest.approx(1.0, abs=0.001)


def test_restricted_records_are_not_found_by_meaning_either(shelf: Engine) -> None:
    assert "secret" not in find(shelf, "bateau")
    assert ask(shelf, "bateau").total == 4


def test_the_same_words_in_the_records_language_lose_nothing(shelf: Engine) -> None:
    with_bridge, without = find(shelf, "canoe river"), find(shelf, "canoe river", bridge=False)
    assert with_bridge == without


def test_a_question_of_many_words_is_answered_in_time(shelf: Engine) -> None:
    assert ask(shelf, " ".join(["bateau"] * 60)).took_ms < (5000 if is_on_cluster() else 500)
