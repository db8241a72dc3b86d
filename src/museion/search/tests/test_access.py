"""Restricted records leak nowhere."""

import pytest

from museion.search.engine import Engine
from museion.search.tests.shelves import ask

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
