"""Counts over an index of several parts are exact, and equals keep their order when it is written anew."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from museion.search.documents import Document
from museion.search.engine import Engine
from museion.search.tests.shelves import ask, find, open_engine, write


@pytest.fixture(scope="module")
def sheets() -> list[Document]:
    """Ever other materials in every part, so that no part alone knows which ones are frequent."""
    chance = Random(20261122)  # noqa: S311 - no secret
    made = []
    for number in range(6000):
        document = Document(f"o{number}", "object", ("public",))
        document.add_text("title", "Untitled sheet", "en")
        codes = f"m{min(int(chance.paretovariate(0.4)), 3000)}", f"p{number // 1500}-{number % 700}"
        document.add_term("material", *codes)
        document.add_term("owner", *codes)
        document.add_term("country", "IT" if number % 3 else "FR")
        document.numbers["height"] = number % 4
        document.years["date"] = (1900 + number % 5, 1950)
        made.append(document)
    return made


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory, sheets: list[Document]) -> Engine:
    engine = open_engine(tmp_path_factory.mktemp("parts"))
    for start in range(0, len(sheets), 1500):
        write(engine, sheets[start : start + 1500])
    return engine


@pytest.mark.parametrize("size", [1, 12, 60])
@pytest.mark.parametrize("name", ["material", "owner"])
def test_facets_of_very_many_values_are_counted_exactly(
    parts: Engine, sheets: list[Document], name: str, size: int
) -> None:
    counts = Counter(code for sheet in sheets for code in sheet.terms[name])
    expected = sorted(counts.items(), key=lambda held: (-held[1], held[0]))[:size]
    facet = ask(parts, "untitled", facets=(name, "country"), facet_size=size).facets[name]
    assert [(value.code, value.count) for value in facet] == expected


@pytest.mark.parametrize("asked", [{"text": "untitled"}, {}, {"sort": "height"}, {"sort": "-date"}, {"sort": "title"}])
def test_equals_keep_their_order_when_the_index_is_written_anew(
    tmp_path: Path, sheets: list[Document], asked: dict[str, str]
) -> None:
    engine = open_engine(tmp_path)
    few = sheets[:300]
    write(engine, few)
    before = find(engine, **asked, limit=100)
    for start in (250, 100, 0):
        write(engine, few[start : start + 60])
    again = open_engine(tmp_path)
    assert find(again, **asked, limit=100) == before
