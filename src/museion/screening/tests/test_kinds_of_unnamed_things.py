"""A thing that no field names may be of a kind that its material suggests; where the field speaks, it decides."""

import pytest

from museion.screening.matching.facets import Answer, Description, load_knowledge, read_facets
from museion.screening.matching.facets.times import find_years
from museion.screening.matching.types import RiskType, TypeScreen

SILK = RiskType(
    key="silk",
    list_key="list",
    forms=frozenset({"textiles"}),
    materials=frozenset({"silk"}),
    countries=frozenset({"CN"}),
    peoples=frozenset(),
    years=None,
    least_side=None,
    most_side=None,
    names={"en": "Silk textiles"},
)


def _ask(object_type: str = "", materials: str = "ink and color on silk") -> list[Answer]:
    described = Description(
        object_type=object_type, materials=materials, culture="Chinese", title="Scroll Painting (Vertical)"
    )
    return [answer.answer for answer in TypeScreen([SILK]).screen(described)]


def test_a_painted_scroll_of_silk_may_be_a_silk_textile() -> None:
    assert _ask() == [Answer.MAY_FALL]


def test_the_field_decides_and_another_material_suggests_nothing() -> None:
    assert _ask("painting") == []
    assert _ask(materials="ink on paper") == []
    assert _ask("textile") == [Answer.FALLS]


@pytest.mark.parametrize(
    ("object_type", "form"),
    [
        ("arrowhead", "weapon"),
        ("bronze spearhead", "weapon"),
        ("mace head", "tools"),
        ("manuscript book", "manuscripts"),
        ("architectural relief", "relief"),
        ("سراج", "lamp"),
        ("جعران", "seal"),
        ("quero", "cup"),
    ],
)
def test_a_word_of_two_kinds_that_may_each_be_the_other_is_of_both_and_not_of_none(object_type: str, form: str) -> None:
    assert form in read_facets(Description(object_type=object_type), load_knowledge()).forms


@pytest.mark.parametrize("written", ["haematite", "hematita", "hématite", "حجر الدم"])
def test_the_stone_of_seals_is_known_however_it_is_spelled(written: str) -> None:
    assert read_facets(Description(object_type="seal", materials=written), load_knowledge()).materials == {"stone"}


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("ختم أسطواني، العراق، 2100 ق.م", (-2099, -2099)),
        ("مخطوط من القرن الثامن عشر", (1700, 1799)),
        ("مصحف، 1250 هـ", (1834, 1835)),
        ("جرة ارتفاعها 41 سم", None),
        ("عمود ارتفاعه 3 م", None),
    ],
)
def test_years_are_found_in_arabic_and_never_taken_for_another_era(written: str, years: tuple[int, int] | None) -> None:
    found = find_years(written)
    assert (found and (found[0].first, found[0].last)) == years
