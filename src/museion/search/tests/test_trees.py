"""Facets that are trees: a part stands for all that lies below it."""

import pytest

from museion.search.documents import Document, Field, FieldKind
from museion.search.engine import Engine
from museion.search.engines.columns.facets import make_branch_pattern
from museion.search.tests.shelves import ask, find, open_engine, write

PLACES = {
    "a": "150/155/FR",
    "b": "150/155/BE",
    "c": "150/154/SE",
    "d": "002/011/SN",
    "e": "150/155/FR",
    "f": "150/15.*/x(y)",
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    fields = {"region": Field("region", FieldKind.TERM, "region", is_facet=True, is_tree=True)}
    engine = open_engine(tmp_path_factory.mktemp("tree"), fields=fields)
    documents = [Document(key, "museum", ("public",), terms={"region": [path]}) for key, path in PLACES.items()]
    hidden = Document("secret", "museum", ("desk",), terms={"region": ["009/053/AU"]})
    write(engine, [*documents, hidden])
    return engine


def _count(engine: Engine, *chosen: str) -> dict[str, int]:
    filters = {"region": chosen} if chosen else {}
    return {value.code: value.count for value in ask(engine, filters=filters, facets=("region",)).facets["region"]}


def test_the_tops_come_first_and_hidden_parts_never(tree: Engine) -> None:
    assert _count(tree) == {"150": 5, "002": 1}


def test_a_chosen_part_opens_what_lies_directly_below(tree: Engine) -> None:
    assert _count(tree, "150") == {"150": 5, "002": 1, "150/155": 3, "150/154": 1, "150/15.*": 1}
    opened = _count(tree, "150/155/FR")
    assert {code: count for code, count in opened.items() if code.count("/") == 2} == {"150/155/FR": 2, "150/155/BE": 1}
    assert find(tree, filters={"region": ("150/155",)}) == find(tree, filters={"region": ("150/155/FR", "150/155/BE")})


def test_parts_are_no_patterns(tree: Engine) -> None:
    assert [code for code in _count(tree, "150/15.*") if code.startswith("150/15") and code.count("/") == 2] == [
        "150/15.*/x(y)"
    ]
    assert "(" not in make_branch_pattern(["a(b"]).replace("\\(", "")
