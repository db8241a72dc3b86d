"""What is offered while a question is typed."""

import pytest

from museion.search.documents import Document
from museion.search.engine import Engine
from museion.search.requests import Suggestions
from museion.search.tests.shelves import open_engine, write

PUBLIC, DESK = ("public",), ("desk", "public")
RECORDS = (
    ("m1", "museum", "Rijksmuseum", "NL", "public"), ("m2", "museum", "Ribe Kunstmuseum", "DK", "public"),
    ("o1", "object", "The Night Watch", "NL", "public"), ("o2", "object", "Night in the Rialto", "IT", "public"),
    ("o3", "object", "Riding school", "IT", "desk"), ("o4", "object", "東京の屏風", "JP", "public"),
    ("o5", "object", "Nightfall over Riga", "LV", "desk"), ("c1", "concept", "rite", "", "public"),
)  # fmt: skip


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(tmp_path_factory.mktemp("typed"))
    documents = []
    for key, kind, title, country, access in RECORDS:
        document = Document(key, kind, (access,))
        document.add_text("title", title, "en")
        document.add_term("country", country)
        documents.append(document)
    write(engine, documents)
    return engine


def _complete(engine: Engine, text: str, tokens: tuple[str, ...] = PUBLIC) -> Suggestions:
    return engine.complete(text, tokens=tokens, language="en")


def test_records_come_by_kind(typed: Engine) -> None:
    found = _complete(typed, "ri")
    assert found.hits.keys() == {"museum", "object", "concept"}
    assert set(found.hits["museum"]) == {"m1", "m2"}
    assert found.hits["object"] == ("o2",)


def test_the_words_before_the_last_must_be_there(typed: Engine) -> None:
    assert _complete(typed, "night ria").hits == {"object": ("o2",)}
    assert _complete(typed, "watch ria").hits == {}


def test_a_name_that_begins_so_comes_first(typed: Engine) -> None:
    assert _complete(typed, "night").hits["object"][0] == "o2"
    assert _complete(typed, "rijksmus").hits == {"museum": ("m1",)}


def test_a_part_of_an_unspaced_name_is_enough(typed: Engine) -> None:
    assert _complete(typed, "屏風").hits == {"object": ("o4",)}


def test_values_are_offered_by_the_name_that_readers_see(typed: Engine) -> None:
    assert [(code.field, code.code, code.count) for code in _complete(typed, "fran").codes] == []
    assert [code.code for code in _complete(typed, "it").codes] == ["IT"]


def test_restricted_records_are_in_no_group_and_no_count(typed: Engine) -> None:
    assert _complete(typed, "riding") == Suggestions()
    assert _complete(typed, "lv").codes == ()
    assert [code.count for code in _complete(typed, "it").codes] == [1]
    assert _complete(typed, "riding", DESK).hits == {"object": ("o3",)}
    assert [code.count for code in _complete(typed, "it", DESK).codes] == [2]


@pytest.mark.parametrize(
    "text", ["", " ", '"', "(((", "\0", "🏺", "a" * 5000, "\u202e\u202d", "x " * 900, "*", "AND", "-"]
)
def test_any_text_is_answered(typed: Engine, text: str) -> None:
    assert isinstance(_complete(typed, text), Suggestions)
