"""Losses found by words in any of the shipped languages, by variants of names, by sizes and numbers; and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from museion.screening.matching.texts.matcher import TextMatch, match_text
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.register import TextRegister
from museion.screening.matching.texts.scoring import get_text_model
from museion.screening.matching.texts.words import split_words
from museion.screening.registers.words import get_canon

JAR = ObjectText(
    id="jar",
    title="Jar with two facing birds",
    object_type="jar",
    materials="earthenware",
    measurements=(413.0, 268.0),
    years=(-700, -600),
    inventory_number="S.1934.207",
)
ICON = ObjectText(
    id="icon",
    title="Saint Nicholas of the Lake",
    object_type="painting",
    makers=("Dimitri Volkonsky",),
    materials="tempera on wood",
    measurements=(352.0, 281.0),
    years=(1680, 1720),
    inscriptions=("ΑΓΙΟΣ ΝΙΚΟΛΑΟΣ",),
)
PLATE_SEVEN = ObjectText(
    id="plate-7", title="Journey to the Islands, plate VII", object_type="print", makers=("Ana Ruiz",)
)
PLATE_EIGHT = ObjectText(
    id="plate-8", title="Journey to the Islands, plate VIII", object_type="print", makers=("Ana Ruiz",)
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> TextRegister:
    held = TextRegister(tmp_path_factory.mktemp("texts"), get_canon())
    held.fill([JAR, ICON, PLATE_SEVEN, PLATE_EIGHT, *_make_others()], as_of="2026-03-14T12:00:00+00:00")
    return held


def _make_others() -> Iterator[ObjectText]:
    """Three hundred objects that are like nothing in particular."""
    kinds = ("vase", "drawing", "necklace", "coin", "bowl", "textile")
    for number in range(300):
        yield ObjectText(
            id=f"other-{number}",
            title=f"{kinds[number % 6].title()} with lozenges and leaves {number}",
            object_type=kinds[number % 6],
            materials=("silver", "wool", "paper")[number % 3],
            measurements=(60.0 + 7 * number, 50.0 + 3 * number),
            years=(1800 + number % 100, 1805 + number % 100),
            makers=(f"Workshop of town {number % 40}",),
        )


def ask(register: TextRegister, **stated: object) -> list[TextMatch]:
    return match_text(ObjectText(**stated), register, get_text_model())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("object_type", "materials"),
    [
        ("jarre", "faïence"),
        ("jarra", "loza"),
        ("جرة", "فخار"),
        ("Krug", ""),
        ("giara", ""),
        ("storage jars", "earthenware"),
    ],
)
def test_a_type_in_any_language_finds_the_object(register: TextRegister, object_type: str, materials: str) -> None:
    found = ask(register, object_type=object_type, materials=materials, measurements=(268.0, 413.0))
    assert found[0].id == "jar"


@pytest.mark.parametrize("label", ["jar", "jarre", "jarra", "جرة", "Krug", "giara", "JARS", "jarres"])
def test_six_languages_and_plurals_are_one_code(label: str) -> None:
    assert get_canon().find(split_words(label)) == {"jar"}


def test_a_longer_label_wins_over_its_words() -> None:
    assert get_canon().find(split_words("oil paint on canvas")) >= {"oil_paint", "canvas"}


@pytest.mark.parametrize(
    "name", ["Volkonsky, Dimitri", "D. Volkonsky", "dimitri volkonski", "VOLKONSKY", "Dimitri  Volkonsky"]
)
def test_variants_of_a_maker_meet(register: TextRegister, name: str) -> None:
    found = ask(register, makers=(name,), object_type="painting", measurements=(352.0, 281.0))
    assert found[0].id == "icon"
    assert found[0].points["maker"] > 0


def test_a_title_with_typing_errors_is_found(register: TextRegister) -> None:
    assert ask(register, title="Saint Nichlas of the Laek")[0].id == "icon"


def test_half_an_inscription_in_greek_is_found(register: TextRegister) -> None:
    found = ask(register, inscriptions=("άγιος νικολ",), object_type="painting")
    assert found[0].id == "icon"
    assert found[0].points["marks"] > 0


def test_numbers_in_titles_tell_siblings_apart(register: TextRegister) -> None:
    first, second, *_ = ask(register, title="Journey to the Islands, plate 7", makers=("Ana Ruiz",))
    assert (first.id, second.id) == ("plate-7", "plate-8")
    assert second.points["number"] < 0 < first.points["number"]


def test_an_inventory_number_alone_finds_its_object(register: TextRegister) -> None:
    found = ask(register, inventory_number="s 1934-207")
    assert found[0].id == "jar"
    assert found[0].points["inventory"] > 0


def test_what_differs_speaks_against(register: TextRegister) -> None:
    found = {match.id: match for match in ask(register, title="Saint Nicholas of the Lake", object_type="necklace")}
    assert found["icon"].points["type"] < 0 < found["icon"].points["title"]


def test_silence_is_no_evidence(register: TextRegister) -> None:
    found = ask(register, title="Saint Nicholas of the Lake")[0]
    assert found.points.keys() <= {"title", "words", "retrieval"}


def test_what_is_not_registered_is_improbable(register: TextRegister) -> None:
    found = ask(register, title="Portrait of a bell founder", object_type="painting", measurements=(1210.0, 333.0))
    assert all(match.probability < 0.5 for match in found)


def test_an_empty_question_finds_nothing(register: TextRegister) -> None:
    assert ask(register) == []
    assert ask(register, title="?! …") == []


def test_two_equal_records_share_the_probability(tmp_path: Path) -> None:
    held = TextRegister(tmp_path, get_canon())
    held.fill([ICON, ObjectText(**{**_as_values(ICON), "id": "twin"}), *_make_others()])
    first, second, *_ = ask(held, title=ICON.title, makers=ICON.makers, measurements=ICON.measurements)
    assert {first.id, second.id} == {"icon", "twin"}
    # The order in which equal ones were retrieved is all that tells them apart.
    assert first.probability + second.probability > 0.5


def _as_values(record: ObjectText) -> dict[str, object]:
    return {name: getattr(record, name) for name in ObjectText.__dataclass_fields__}
