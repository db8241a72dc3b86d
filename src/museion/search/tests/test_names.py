"""Names in any script, inverted, and with initials."""

from pathlib import Path

import pytest

from museion.search.documents import Document
from museion.search.engine import Engine
from museion.search.tests.shelves import ask, find, open_engine, write

NAMES = {
    "ru1": ("Иван Шишкин", "ru"), "ru2": ("Марк Шагал", "ru"), "ru3": ("Пётр Чайковский", "ru"),
    "el1": ("Γιάννης Τσαρούχης", "el"), "ar1": ("نجيب محفوظ", "ar"), "ar2": ("محمود مختار", "ar"),
    "he1": ("מארק שאגאל", "he"), "ja1": ("葛飾北斎", "ja"), "ja2": ("草間彌生", "ja"), "ja3": ("パブロ・ピカソ", "ja"),
    "ko1": ("김홍도", "ko"), "ko2": ("이중섭", "ko"), "zh1": ("王羲之", "zh"), "ka1": ("ნიკო ფიროსმანი", "ka"),
    "la1": ("Claude Monet", "fr"), "la2": ("Monet, Camille", "fr"), "la3": ("C. Pissarro", "en"),
    "la4": ("Ivan Aivazovsky", "en"), "la5": ("Katsushika Hokusai", "en"), "la6": ("Naguib Mahfouz", "en"),
    "la7": ("Kim Hong-do", "en"), "la8": ("Joseph Mallord William Turner", "en"), "la9": ("Yiannis Tsarouchis", "en"),
}  # fmt: skip


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(tmp_path_factory.mktemp("names"))
    documents = []
    for key, (name, language) in NAMES.items():
        document = Document(key, "person", ("public",))
        document.add_text("title", name, language)
        documents.append(document)
    hidden = Document("secret", "person", ("desk",))
    hidden.add_text("title", "Казимир Малевич", "ru")
    write(engine, [*documents, hidden])
    return engine


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Shishkin", "ru1"), ("Schischkin", "ru1"), ("Šiškin", "ru1"), ("Chichkine", "ru1"), ("Chagall", "ru2"),
        ("Tchaikovsky", "ru3"), ("Tsarouchis", "el1"), ("Mahfouz", "ar1"), ("Mahfuz", "ar1"), ("Mukhtar", "ar2"),
        ("Chagall", "he1"), ("Hokusai", "ja1"), ("katsushika hokusai", "ja1"), ("Kusama Yayoi", "ja2"), ("Picasso", "ja3"),
        ("Kim Hong-do", "ko1"), ("Lee", "ko2"), ("Wang Xizhi", "zh1"), ("Pirosmani", "ka1"),
    ],
)  # fmt: skip
def test_a_latin_form_finds_the_name_in_its_own_script(people: Engine, typed: str, found: str) -> None:
    assert found in find(people, typed, limit=50)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Айвазовский", "la4"), ("北斎", "la5"), ("ほくさい", "la5"), ("محفوظ", "la6"), ("김홍도", "la7"), ("Τσαρούχης", "la9"),
     ("Моне", "la1"), ("Шагал", "he1")],
)  # fmt: skip
def test_a_name_in_its_own_script_finds_the_latin_form(people: Engine, typed: str, found: str) -> None:
    assert found in find(people, typed, limit=50)


def test_the_reason_says_that_it_is_another_script(people: Engine) -> None:
    hit = ask(people, "Shishkin").hits[0]
    assert [(why.field, why.term, why.via) for why in hit.why] == [("title", "shishkin", "script")]


def test_sounds_join_scripts_and_never_two_latin_words(people: Engine) -> None:
    assert "la1" not in find(people, "Monnet", limit=50) or ask(people, "Monnet").suggestion


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Monet, C.", {"la1", "la2"}), ("C. Monet", {"la1", "la2"}), ("Monet, Claude", {"la1"}), ("Camille Monet", {"la2"}),
     ("Turner J.M.W.", {"la8"}), ("Camille Pissarro", {"la3"})],
)  # fmt: skip
def test_names_are_found_inverted_and_by_their_initials(people: Engine, typed: str, found: set[str]) -> None:
    assert set(find(people, typed)) == found


def test_an_inverted_name_is_the_whole_name(people: Engine) -> None:
    assert "exact" in {why.via for why in ask(people, "Camille Monet").hits[0].why}


def test_a_restricted_name_is_not_heard(people: Engine) -> None:
    assert find(people, "Malevich") == []
    assert ask(people, "Malevic").suggestion == ""
    assert find(people, "Malevich", tokens=("desk", "public")) == ["secret"]


def test_a_word_of_one_small_letter_is_no_initial(tmp_path: Path, people: Engine) -> None:
    assert "la1" not in find(people, "monet c", limit=50) or ask(people, "monet c").relaxed
