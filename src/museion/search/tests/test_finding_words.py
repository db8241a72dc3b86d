"""What is typed finds what is meant, in every script."""

from pathlib import Path

import pytest

from museion.search.documents import Document
from museion.search.engine import Engine
from museion.search.tests.shelves import ask, find, open_engine, write


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("CANAL venice", "o1"),
        ("atelier", "o2"),
        ("l'atelier", "o2"),
        ("O'Keeffe", "o3"),
        ("okeeffe", "o3"),
        ("東京", "o4"),
        ("京国立", "o4"),
        ("京", "o4"),
        ("風", "o4"),
        ("مخطوطة", "o5"),
        ("картина ЕЛКОЙ", "o6"),
        ("картины", "o6"),
        ("αθηνα", "o7"),
        ("παρθενος", "o7"),
        ("M 1920/5", "o7"),
        ("चित्रकला", "o8"),
        ("3.1995.11", "o8"),
        ("istanbul", "o9"),
        ("isikli", "o9"),
        ("ISTANBUL", "o9"),
        ("Llangollen: Bridge", "o12"),
    ],
)
def test_a_question_finds_the_record_that_it_means(engine: Engine, text: str, key: str) -> None:
    assert find(engine, text)[:1] == [key]


def test_an_inventory_number_finds_only_its_own(engine: Engine) -> None:
    assert find(engine, "3.1995.12") == ["o10"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('"grand canal"', {"o1"}),
        ('"canal grand"', set()),
        ("title:bridge", {"o12"}),
        ("title:(bridge OR iris)", {"o12", "o3"}),
        ("bridge -turner", {"o9"}),
        ("bridge NOT turner", {"o9"}),
        ("country:FR", {"o2"}),
        ("country:fr", {"o2"}),
        ("country:France", {"o2"}),
        ("country:senegal", {"o10"}),
        ("iris OR masque", {"o3", "o10"}),
        ("maker:turner iris", set()),
        ("veni*", {"o1", "o11"}),
        ("1930..1939", {"o9", "o10"}),
        ("date:-450..-440", {"o7"}),
        ("date:..1320", {"o5", "o7"}),
        ("date:1926", {"o3", "o9"}),
        ("height:10..20", {"o1", "o2"}),
        ("kind:object turner", {"o12"}),
        ("the view of the canal", {"o1"}),
        ("turner - & bridge …", {"o12"}),
        ("qqxzw -", set()),
        ("*", {f"o{number}" for number in range(1, 13)}),
    ],
)
def test_the_query_syntax_means_what_the_guide_says(engine: Engine, text: str, keys: set[str]) -> None:
    result = ask(engine, text)
    assert {hit.key for hit in result.hits if not result.relaxed} == keys


def test_a_stem_is_found_in_the_language_of_its_text(engine: Engine) -> None:
    assert set(find(engine, "paintings", language="en")) == {"o4", "o5", "o9"}


def test_a_record_called_exactly_so_comes_first(engine: Engine) -> None:
    result = ask(engine, "venice")
    assert [hit.key for hit in result.hits] == ["o11", "o1"]
    assert "exact" in {reason.via for reason in result.hits[0].why}


def test_some_words_are_offered_when_no_record_holds_all(engine: Engine) -> None:
    result = ask(engine, "iris canal")
    assert result.relaxed
    assert {hit.key for hit in result.hits} == {"o1", "o3"}
    assert not ask(engine, "iris").relaxed


@pytest.mark.parametrize(("typed", "meant", "key"), [("vemice", "venice", "o11"), ("bellottto", "bellotto", "o1"),
                                                      ("llangolenn", "llangollen", "o12"), ("Шишкни", "шишкин", "o6")])  # fmt: skip
def test_a_misspelt_word_is_put_right_and_said_so(engine: Engine, typed: str, meant: str, key: str) -> None:
    result = ask(engine, typed)
    assert result.suggestion == meant
    assert result.hits[0].key == key
    assert {reason.via for reason in result.hits[0].why} == {"typo"}


def test_the_shares_of_a_hit_add_up_and_name_field_and_word(engine: Engine) -> None:
    (hit,) = ask(engine, "turner bridge").hits
    assert {(reason.field, reason.term) for reason in hit.why} == {("maker", "turner"), ("title", "bridge")}
    assert sum(reason.share for reason in hit.why) == pytest.approx(1.0, abs=0.001)


def test_explaining_changes_neither_hits_nor_scores(engine: Engine) -> None:
    explained, bare = ask(engine, "view venice", explain=True), ask(engine, "view venice", explain=False)
    assert [(hit.key, hit.score) for hit in explained.hits] == [(hit.key, hit.score) for hit in bare.hits]


def test_beside_few_hits_the_commoner_spelling_is_offered(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    documents = [Document(f"p{n}", "object", ("public",)) for n in range(40)]
    for document in documents:
        document.add_text("title", f"Ceramic jar {document.key}", "en")
    rare, shut = Document("r1", "object", ("public",)), Document("s1", "object", ("desk",))
    rare.add_text("title", "Ceramik dish", "en")
    shut.add_text("title", "Ceramikk hoard", "en")
    write(engine, [*documents, rare, shut])
    result = ask(engine, "ceramik")
    assert ([hit.key for hit in result.hits], result.suggestion) == (["r1"], "ceramic")
    assert ask(engine, "ceramik dish").suggestion == "", "all words together would find nothing more"
    assert ask(engine, "dish").suggestion == ""
    assert ask(engine, "ceramic").suggestion == ""


def test_a_record_that_states_just_what_was_asked_comes_before_one_that_mentions_it(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    subjects = {"tagged": "man; Prisoner of War; tent", "near": "prisoner; war", "mentions": "tower"}
    documents = [Document(key, "object", ("public",)) for key in subjects]
    for document in documents:
        document.add_text("title", "Prisoner of the War Tower" if document.key == "mentions" else "Untitled", "en")
        document.add_text("subject", subjects[document.key], "en")
    write(engine, documents)
    first, *others = ask(engine, "prisoner of war").hits
    assert first.key == "tagged"
    assert ("subject", "label") in {(reason.field, reason.via) for reason in first.why}
    assert "label" not in {reason.via for hit in others for reason in hit.why}


def test_a_name_that_is_common_among_makers_weighs_no_more_in_a_title(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    titles = {"own": "View of a canal", "about": "View of a canal: Turner and his friends at their easels"}
    titles |= {f"other{number}": f"Sketch number {number}" for number in range(60)}
    documents = [Document(key, "object", ("public",)) for key in titles]
    for document in documents:
        document.add_text("title", titles[document.key], "en")
        document.add_text("maker", "Anna Smith" if document.key == "about" else "J. M. W. Turner")
    write(engine, documents)
    assert [hit.key for hit in ask(engine, "canal view turner").hits] == ["own", "about"]
