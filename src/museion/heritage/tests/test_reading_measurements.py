"""Measurements as museums write them become values in millimetres, grams and seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.heritage.formats.measurements import Measurement, make_measurement, read_dimension, read_measurements
from museion.heritage.formats.units import UNITS
from museion.heritage.terms import Dimension

WRITTEN = [
    ('14 x 18" (35.6 x 45.7 cm)', [("height", 356), ("width", 457)]),
    ("37.5 × 47.7 × 0.3 cm (14 3/4 × 18 3/4 × 1/8 in)", [("height", 375), ("width", 477), ("depth", 3)]),
    ("support: 394 x 419 mm", [("height", 394), ("width", 419)]),
    ('25 x 45 13/16 x 31 5/8"', [("height", 635), ("width", 1163.638), ("depth", 803.275)]),
    ("10½ x 8¼ in. (26.7 x 21 cm)", [("height", 267), ("width", 210)]),
    ("diam. 12 cm", [("diameter", 120)]),
    ("Ø 30 cm", [("diameter", 300)]),
    ("H. 3 ft 2 in", [("height", 965.2)]),
    ("9' 10\" x 13' 1\"", [("height", 2997.2), ("width", 3987.8)]),
    ("Höhe 12,5 cm, Breite 7 cm", [("height", 125), ("width", 70)]),
    ("H. 12 cm x W. 5 cm x D. 3 cm", [("height", 120), ("width", 50), ("depth", 30)]),
    ("Mått 14,5 x 20,4 cm", [("height", 145), ("width", 204)]),
    ("1937x1205x35mm- variable", [("height", 1937), ("width", 1205), ("depth", 35)]),
    ("1,200 mm", [("other", 1200)]),
    ('Each disc:  8 15/16" (22.8 cm) diameter.', [("diameter", 228)]),
    ("object: 1550 x 1320 x 1130 mm, 57 kg", [("height", 1550), ("width", 1320), ("depth", 1130), ("weight", 57000)]),
    ("Gewicht: 3,5 kg", [("weight", 3500)]),
    ("each part weight 2 lbs (0.90 kg)", [("weight", 900)]),
    ("duration: 59min, 18sec", [("duration", 3558)]),
    ("9:44 min.", [("duration", 584)]),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_a_written_measurement_is_read_once_whatever_its_units(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(held.dimension, held.normalised) for held in read_measurements(text)] == expected


def test_parts_keep_their_names_and_the_words_stay_as_written() -> None:
    plate, sheet = 'plate: 10 x 8" (25.4 x 20.3 cm)', 'sheet: 17 x 15" (43.2 x 38.1 cm)'
    found = read_measurements(f"{plate}; {sheet}")
    assert [(held.part, held.text) for held in found] == [("plate", plate)] * 2 + [("sheet", sheet)] * 2


@pytest.mark.parametrize(
    "text", ["", "dimensions vary", "12 1/4 x 9", "Scale 1:200", "0 x 0 cm", "1/0 cm", "86:00:00", "9" * 4900 + "/1 cm"]
)
def test_what_has_no_unit_or_no_size_is_not_guessed_at(text: str) -> None:
    assert read_measurements(text) == ()


@pytest.mark.parametrize(
    ("name", "code"), [("Höjd", "height"), ("halkaisija, suurin", "diameter"), ("poids", "weight")]
)
def test_dimensions_are_known_in_several_languages(name: str, code: str) -> None:
    assert read_dimension(name) == code


def test_dimensions_are_those_of_the_catalogue() -> None:
    words = ["high", "wide", "deep", "long", "diam", "circum", "thick", "wt", "dauer"]
    assert {read_dimension(word) for word in words} | {"other"} == set(Dimension.values)


@given(
    st.floats(0.01, 9999).map(lambda value: round(value, 2)),
    st.sampled_from(sorted(unit for unit in UNITS if unit.isalpha())),
)
def test_a_value_with_a_unit_survives_being_written(value: float, unit: str) -> None:
    made = make_measurement("", value, unit)
    assert made is not None
    (read,) = read_measurements(f"{value} {unit}") or (None,)
    assert isinstance(read, Measurement)
    assert (read.value, read.unit, read.normalised) == (made.value, made.unit, made.normalised)


@given(st.text(alphabet="0123456789 .,/x×()'\"cminHD:;½\n", max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(held.normalised >= 0 for held in read_measurements(text))
