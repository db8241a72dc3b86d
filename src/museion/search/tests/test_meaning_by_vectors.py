"""With the extra: records are found by meaning without a word in common, under the same rules of access, filters and pages."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.search.documents import Document
from museion.search.requests import SearchRequest
from museion.search.tests.shelves import FIELDS, write
from museion.search.vectors.filling import add_documents, describe
from museion.search.vectors.fusing import fuse
from museion.search.vectors.hybrid import VIA, HybridEngine
from museion.search.vectors.model import DIMENSIONS, has_model
from museion.search.vectors.store import VectorStore

needs_model = pytest.mark.skipif(not has_model(), reason="the extra 'semantic' is not installed")
TITLES = {
    "boat": "Fishing boat with its nets", "jar": "Jar for storing water", "horse": "Horse rider in battle",
    "bread": "Oven for baking bread", "mask": "Wooden dance mask", "clock": "Pocket watch of gold",
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> HybridEngine:
    root = tmp_path_factory.mktemp("meaning")
    documents = [_make(key, title) for key, title in TITLES.items()] + [_make("shut", "Vessel on the sea", "desk")]
    store = VectorStore(root / "vectors")
    assert add_documents(store, documents) == len(documents)
    assert add_documents(store, documents) == 0, "what did not change keeps its vector"
    store.save()
    engine = HybridEngine(root / "index", FIELDS, lambda: False)
    write(engine, documents)
    return engine


def _make(key: str, title: str, token: str = "public") -> Document:  # noqa: S107
    document = Document(key, "object", (token,))
    document.add_text("title", title, "en")
    document.add_term("country", "FR" if key < "i" else "SN")
    return document


@needs_model
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("bateau de pêche", "boat"),
        ("reloj de bolsillo", "clock"),
        ("قناع للرقص", "mask"),
        ("パンを焼くかまど", "bread"),
    ],
)
def test_a_question_in_another_language_finds_it_and_says_why(engine: HybridEngine, text: str, key: str) -> None:
    hits = engine.search(SearchRequest(text=text)).hits
    assert hits[0].key == key
    assert any(reason.via == VIA for reason in hits[0].why)
    assert sum(reason.share for reason in hits[0].why) == pytest.approx(1.0, abs=0.02)


@needs_model
def test_access_and_filters_hold_for_what_is_near(engine: HybridEngine) -> None:
    assert "shut" not in {hit.key for hit in engine.search(SearchRequest(text="navire", limit=50)).hits}
    seen = engine.search(SearchRequest(text="navire en mer", tokens=("public", "desk"), limit=50))
    assert seen.hits[0].key == "shut"
    narrowed = engine.search(SearchRequest(text="bateau de pêche", filters={"country": ("SN",)}, limit=50))
    assert {hit.key for hit in narrowed.hits} <= {"jar", "mask"}


@needs_model
def test_pages_part_the_same_order_and_totals_agree(engine: HybridEngine) -> None:
    whole = engine.search(SearchRequest(text="boat", limit=6))
    parts = [engine.search(SearchRequest(text="boat", offset=place, limit=2)) for place in (0, 2, 4)]
    assert [hit.key for part in parts for hit in part.hits] == [hit.key for hit in whole.hits]
    assert {part.total for part in parts} == {whole.total}
    assert whole.hits[0].key == "boat"


@needs_model
def test_sorted_lists_and_questions_without_words_are_left_alone(engine: HybridEngine) -> None:
    assert engine.search(SearchRequest(text="")).total == len(TITLES)
    assert engine.search(SearchRequest(text="boat", sort="title")).total == 1


def test_without_vectors_the_words_answer(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    assert store.find(np.zeros(DIMENSIONS, dtype=np.float32), 5) == []


@needs_model
def test_a_vector_that_was_removed_is_near_nothing(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    add_documents(store, [_make(key, title) for key, title in TITLES.items()])
    store.remove(["boat"])
    store.save()
    fresh = VectorStore(tmp_path)
    assert "boat" not in {near.key for near in fresh.find(np.ones(DIMENSIONS, dtype=np.float32), 10)}
    assert set(fresh.iterate_keys()) == set(TITLES) - {"boat"}


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), min_size=1, max_size=3))
def test_what_every_order_puts_first_stays_first(orders: list[list[str]]) -> None:
    fused = list(fuse([(order, 1.0) for order in orders]))
    assert set(fused) == {key for order in orders for key in order}
    firsts = {order[0] for order in orders if order}
    if len(firsts) == 1 and all(orders):
        assert fused[0] in firsts


def test_a_description_holds_each_text_once_and_ends() -> None:
    document = _make("x", "Jar")
    document.add_text("title", "Jar", "fr")
    document.add_text("description", "clay " * 200, "en")
    assert describe(document).startswith("Jar. clay")
    assert len(describe(document)) == 300
