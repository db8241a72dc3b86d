"""Standing requests meet arriving records: just those that a search would find them by."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.search.documents import Document
from museion.search.engine import Engine
from museion.search.engines.columns.anchors import Anchors
from museion.search.engines.columns.layout import Layout
from museion.search.engines.columns.rows import make_values
from museion.search.expansion import Found
from museion.search.questions import Form, Marked, Meaning
from museion.search.requests import Box, SearchRequest, Span
from museion.search.syntax import read_question
from museion.search.tests.shelves import DOCUMENTS, FIELDS, make_documents, make_secret, open_engine, take, write

WORDS = (
    "venice", "Venedig", "paintings", "painting", "iris", "okeeffe", "O'Keeffe", "картины", "Shishkin", "шишкин", "athena",
    "αθηνα", "屏風", "東京", "مخطوطة", "bridge", "the", "of", "zephyrine", "J.M.W.", "W", "canal", "masque", "3.1995.11", "иван",
)  # fmt: skip

leaves = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda word: f"{word[:3]}*"),
    st.sampled_from(WORDS).map(lambda word: f"title:{word}"),
    st.sampled_from(
        ['"grand canal"', '"canal grand"', '"a painted screen"', "country:IT", "country:France", "material:gold"]
    ),
    st.sampled_from(["1700..1800", "..1600", "1900..", "date:-500..-1", "height:50..80"]),
)
texts = st.recursive(
    leaves,
    lambda held: st.one_of(
        st.tuples(held, held).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        st.tuples(held, held).map(" ".join),
        held.map(lambda text: f"NOT ({text})"),
    ),
    max_leaves=4,
)
requests = st.builds(
    SearchRequest,
    text=texts,
    filters=st.sampled_from([{}, {}, {"country": ("IT", "FR")}, {"kind": ("object",)}, {"kind": ("museum",)}]),
    spans=st.sampled_from([{}, {}, {"date": Span(1700, 1900)}]),
    boxes=st.sampled_from([{}, {}, {"location": Box(0, 170, 5, 178)}]),
    tokens=st.just(("public", "desk")),
    limit=st.just(50),
    explain=st.just(value=True),
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(tmp_path_factory.mktemp("standing"))
    write(engine, [*make_documents(), make_secret()])
    return engine


@given(st.lists(requests, min_size=1, max_size=8))
@settings(max_examples=take(80))
def test_arrivals_are_matched_as_the_search_finds_them(everything: Engine, asked: list[SearchRequest]) -> None:
    found = everything.match_arrivals([*make_documents(), make_secret()], asked)
    for place, request in enumerate(asked):
        result = everything.search(request)
        if not result.relaxed and not result.suggestion and not _is_shortened(result):
            assert set(found.get(place, [])) == {hit.key for hit in result.hits}, request


def _is_shortened(result: object) -> bool:
    """Words put right, or initials for given names: what a search offers instead of nothing is no match."""
    return any(why.via == "typo" for hit in result.hits for why in hit.why)  # type: ignore[attr-defined]


def test_one_arrival_among_many_requests(everything: Engine) -> None:
    asked = [SearchRequest(text=f"word{number}") for number in range(500)] + [SearchRequest(text="Shishkin")]
    arrived = next(document for document in make_documents() if document.key == "o6")
    assert everything.match_arrivals([arrived], asked) == {500: ["o6"]}


def test_a_request_is_tried_only_where_each_of_its_words_may_be() -> None:
    asked = [SearchRequest(text=f"venice canal {word}") for word in ("view", "bridge", "iris")]
    asked += [SearchRequest(text="venice", filters={"country": ("FR",)}), SearchRequest(text="1700..1800")]
    layout = Layout.of(FIELDS)
    anchors = Anchors(asked, lambda request: read_question(request.text, layout.fields))
    rows = [make_values(document, layout) for document in make_documents()]
    assert anchors.find_candidates(rows) == [0, 4]


def test_a_request_that_cannot_be_read_any_more_finds_nothing(everything: Engine) -> None:
    asked = [SearchRequest(text="nofield:x"), SearchRequest(filters={"gone": ("x",)}), SearchRequest(text="iris")]
    assert everything.match_arrivals(make_documents(), asked) == {2: ["o3"]}


def test_nothing_arrived(tmp_path: Path) -> None:
    assert open_engine(tmp_path).match_arrivals([], [SearchRequest(text="iris")]) == {}


def test_more_arrivals_than_one_round_holds(everything: Engine) -> None:
    arrived = []
    for number in range(2500):
        document = Document(f"n{number}", "object", ("public",))
        document.add_text("title", f"Plate {number} of {DOCUMENTS[number % 12][0]}", "en")
        arrived.append(document)
    found = everything.match_arrivals(arrived, [SearchRequest(text="plate"), SearchRequest(text="2499")])
    assert len(found[0]) == 2500
    assert found[1] == ["n2499"]


def test_what_words_mean_counts_and_can_be_switched_off(tmp_path: Path) -> None:
    def know(texts: Sequence[str], language: str) -> list[Found]:
        form = Form("schilderij", "nl", 0.5)
        meaning = Meaning(
            "c1", "painting", "painting", "en", forms=(form,), marked=(Marked("material", "oil", 1.0, form),)
        )
        return [Found(place, place + 1, meaning) for place, text in enumerate(texts) if text == "painting"]

    engine = open_engine(tmp_path, expanders=[know])
    said, coded = Document("n1", "object", ("public",)), Document("n2", "object", ("public",))
    said.add_text("title", "Een schilderij", "nl")
    coded.add_term("material", "oil")
    asked = [SearchRequest(text="painting"), SearchRequest(text="painting", bridge=False),
             SearchRequest(text="painting", without=("c1",))]  # fmt: skip
    assert engine.match_arrivals([said, coded], asked) == {0: ["n1", "n2"]}
