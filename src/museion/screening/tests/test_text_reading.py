"""What is read of words before they are compared: folding, numbers, sizes, years, inventory numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.screening.matching.texts.reading import complete, find_inventory_number, find_sizes, find_years
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.sizes import compare_sizes
from museion.screening.matching.texts.words import fold, read_number, split_words


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("L'Éléphant à la Cruche", "l elephant a la cruche"),
        ("MÜNZE – Größe", "munze grosse"),
        ("جَرَّة مِن الفُخَّار", "جرة من الفخار"),
        ("Ἀφροδίτη", "αφροδιτη"),
        ("ｆｕｌｌ ｗｉｄｔｈ ﬁgure", "full width figure"),
        ("Ёлка", "елка"),
    ],
)
def test_words_are_folded_to_one_form(written: str, compared: str) -> None:
    assert " ".join(split_words(written)) == compared


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = " ".join(split_words(text))
    assert " ".join(split_words(once)) == once


@pytest.mark.parametrize(("word", "number"), [("7", 7), ("vii", 7), ("viii", 8), ("xiv", 14), ("mcmlx", 1960)])
def test_arabic_and_roman_numbers_are_one(word: str, number: int) -> None:
    assert read_number(word) == number


@pytest.mark.parametrize("word", ["i", "mix-up", "civil", "", "iiii", "12345678901"])
def test_other_words_are_no_numbers(word: str) -> None:
    assert read_number(word) is None


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("oil on canvas, 73,2 x 92,5 cm", (732.0, 925.0)),
        ('engraving, 14 1/2 x 10"', (368.3, 254.0)),
        ("Jarre, H. 41,3 cm; D. 20 cm", (413.0, 200.0)),
        ("vaso, altezza 30 cm, 2 kg", (300.0,)),
        ("portrait, 24 x 18 in., framed 30 x 24 in.", (609.6, 457.2)),
        ("weight 3 kg", ()),
        ("lot 12, two figures", ()),
    ],
)
def test_sizes_of_a_text_are_those_of_the_object(text: str, sides: tuple[float, ...]) -> None:
    assert find_sizes(text) == pytest.approx(sides)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Monet, c. 1906", (1901, 1911)),
        ("terre cuite, XVIIIe siècle", (1700, 1799)),
        ("vasija, siglo XVIII", (1700, 1799)),
        ("Attic krater, 5th century BC", (-499, -400)),
        ("Vase, 2. Jh. v. Chr.", (-199, -100)),
        ("dated 1850-60", (1850, 1860)),
        ("lot 1203, plate of 1797", (1797, 1797)),
        ("500 pieces, 1200 x 800 mm", None),
        ("height 1880 mm", None),
    ],
)
def test_years_of_a_text_are_not_its_counts(text: str, years: tuple[int, int] | None) -> None:
    assert find_years(text) == years


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Jar, inv. no. 1984.12.3, clay", "1984.12.3"),
        ("inventaire n° MNB-2201", "MNB-2201"),
        ("Inv.-Nr. A 123", "A 123"),
        ("an invoice of 12 lines", ""),
    ],
)
def test_an_inventory_number_in_a_text_is_found(text: str, number: str) -> None:
    assert find_inventory_number(text) == number


def test_what_fields_say_stays_when_the_text_says_something_else() -> None:
    completed = complete(ObjectText(text="30 x 40 cm, 1850", measurements=(100.0,), years=(1600, 1600)))
    assert (completed.measurements, completed.years) == ((100.0,), (1600, 1600))


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    completed = complete(ObjectText(text=text))
    assert all(side > 0 for side in completed.measurements)
    assert completed.years is None or completed.years[0] <= completed.years[1]
    assert fold(text) == fold(fold(text)) or not text.isascii()


def test_sides_in_another_order_and_unit_agree_exactly() -> None:
    agreement = compare_sizes([413.0, 200.0], [412.8, 200.3])
    assert agreement is not None
    assert agreement.level == 3
    assert agreement.slip < 0.6


def test_a_frame_around_a_picture_is_seen_as_one() -> None:
    agreement = compare_sizes([700.0, 600.0], [600.0, 500.0])
    assert agreement is not None
    assert agreement.is_framed
    assert agreement.level == 0


def test_sizes_that_nobody_states_say_nothing() -> None:
    assert compare_sizes([], [100.0]) is None
