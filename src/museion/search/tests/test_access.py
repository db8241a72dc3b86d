"""Restricted records leak nowhere."""

from pathlib import Path

import pytest

from museion.core.access import AccessLevel
from museion.core.access.levels import get_access_tokens
from museion.search.documents import Document
from museion.search.engine import Engine
from museion.search.engines.tantivy.gates import read_access
from museion.search.tests.shelves import ask, find, is_on_cluster, open_engine, write

PUBLIC, DESK = ("public",), ("desk", "public")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zephyrine",
        "hoard OR iris",
        "NOT iris",
        "zephyr*",
        '"zephyrine hoard"',
        "country:ZZ",
        "-venice",
        "title:hoard",
    ],
)
def test_the_public_finds_no_trace_of_it(engine: Engine, text: str) -> None:
    asked = ask(engine, text, tokens=PUBLIC, facets=("country",), limit=50)
    assert "o99" not in {hit.key for hit in asked.hits}
    assert "ZZ" not in {value.code for value in asked.facets["country"]}
    seen_by_desk = ask(engine, text, tokens=DESK, limit=50)
    assert asked.relaxed or asked.total == seen_by_desk.total - ("o99" in {hit.key for hit in seen_by_desk.hits})


def test_neither_suggestions_nor_corrections_nor_counts_tell_of_it(engine: Engine) -> None:
    assert engine.suggest("zeph", tokens=PUBLIC) == []
    assert engine.suggest("zeph", tokens=DESK) == ["Zephyrine"]
    assert ask(engine, "zephirine", tokens=PUBLIC).suggestion == ""
    assert ask(engine, "zephirine", tokens=DESK).suggestion == "zephyrine"
    assert engine.count(tokens=PUBLIC) == engine.count(tokens=DESK) - 1


def test_no_token_opens_nothing(engine: Engine) -> None:
    assert ask(engine, "", tokens=()).total == 0


def test_suggestions_are_written_as_the_records_write_them(engine: Engine) -> None:
    assert engine.suggest("ven", tokens=PUBLIC) == ["Venice"]
    assert engine.suggest("işik", tokens=PUBLIC) == ["Işıklı"]


def make_bodies_records(count: int) -> list[Document]:
    """One of each of so many committees, and as many that all may read."""
    records = []
    for number in range(count):
        tokens = get_access_tokens(AccessLevel.COMMITTEE, f"x{number}")
        for key, held in ((f"o{number}", tokens), (f"p{number}", ("public",))):
            document = Document(key, "object", held)
            document.add_text("title", "astrolabe", "en")
            records.append(document)
    return records


@pytest.mark.skipif(is_on_cluster(), reason="looks into the embedded index")
def test_what_each_of_many_bodies_keeps_to_itself_is_found_by_it_and_costs_others_nothing(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    write(engine, make_bodies_records(300))
    assert ask(engine, "astrolabe", tokens=PUBLIC).total == 300
    assert ask(engine, "astrolabe", tokens=("public", "committee:x7")).total == 301
    assert ask(engine, "astrolabe", tokens=("public", "committee")).total == 600
    assert find(engine, "astrolabe", tokens=("committee:x7",)) == ["o7"]
    snapshot = engine._snapshots.get()  # type: ignore[attr-defined]
    assert len(read_access(PUBLIC, snapshot.layout.schema, snapshot.searcher).shut_gates) == 1
