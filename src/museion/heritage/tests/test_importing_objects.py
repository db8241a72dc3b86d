"""Rows of partners' files become objects and elements; what is bad is told with its field, the rest is kept."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from museion.core.access import make_operator
from museion.core.imports.registry import IMPORTERS, FieldError
from museion.heritage.incoming.cleaning import clean_text
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.network.actions import create_museum

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OPERATOR = make_operator()
ROW: dict[str, Any] = {
    "source": "ribera",
    "source_id": "114",
    "title": {"es": "Vasija <i>retrato</i> &amp; tapa", "ar": "إناء"},
    "object_type": {"es": "vasija"},
    "materials_techniques": "cerámica",
    "language": "es",
    "measurements_text": '9 1/2 x 5" (24.1 x 12.7 cm)',
    "date_text": "siglos III-V",
    "makers": [{"name": "attributed to Inés Quispe", "role": "potter"}],
    "culture": "Moche",
    "inscriptions_markings": "signed lower left",
    "date_documented": "2004-10-08",
    "external_images": ["https://ribera.example/114.jpg"],
}


def _read(**changes: Any) -> Any:
    return IMPORTERS["objects"].read({name: value for name, value in {**ROW, **changes}.items() if value is not None})


def test_a_row_becomes_object_id_values() -> None:
    values = _read().draft.values
    assert values["title"] == {"es": "Vasija retrato & tapa", "ar": "إناء"}
    assert values["materials_techniques"] == {"es": "cerámica"}
    assert [held["normalised"] for held in values["measurements"]] == [241.0, 127.0]
    assert (values["date_edtf"], values["date_earliest"], values["date_latest"]) == ("0200/0499", 2000101, 4991231)
    assert [(maker["name"], maker["qualifier"], maker["kind"]) for maker in values["makers"]] == [
        ("Inés Quispe", "attributed to", "person"),
        ("Moche", "", "cultural_group"),
    ]
    assert values["inscriptions_markings"][0]["kind"] == "signature"
    assert values["date_documented"] == date(2004, 10, 8)


def test_an_unreadable_date_is_kept_as_written_with_a_warning() -> None:
    row = _read(date_text="when the river froze")
    assert (row.draft.values["date_text"], row.draft.values["date_earliest"]) == ("when the river froze", None)
    assert [(warning.field, warning.value) for warning in row.warnings] == [("date_text", "when the river froze")]


def test_bounds_of_the_source_stand_in_for_words_that_cannot_be_read() -> None:
    row = _read(date_text="Ming dynasty", date_earliest="1368-01-01", date_latest="1644-01-01")
    assert (row.draft.values["date_earliest"], row.draft.values["date_latest"]) == (13680101, 16441231)
    assert row.warnings == []


def test_swapped_bounds_are_put_in_order_with_a_warning() -> None:
    row = _read(date_text=None, date_earliest="1644", date_latest="1368")
    assert (row.draft.values["date_earliest"], row.draft.values["date_latest"]) == (13680101, 16441231)
    assert [warning.field for warning in row.warnings] == ["date_earliest"]


def test_an_absurd_year_is_not_believed() -> None:
    row = _read(date_text="99999")
    assert row.draft.values["date_latest"] is None
    assert row.warnings


def test_unreadable_measurements_are_kept_as_written_with_a_warning() -> None:
    row = _read(measurements_text="12 1/4 x 9")
    assert (row.draft.values["measurements_text"], row.draft.values["measurements"]) == ("12 1/4 x 9", [])
    assert [warning.field for warning in row.warnings] == ["measurements_text"]


def test_measurements_in_separate_columns_are_taken_as_they_are() -> None:
    stated = [{"dimension": "Höhe", "value": "14,5", "unit": "cm"}, {"dimension": "weight", "value": 2, "unit": "kg"}]
    values = _read(measurements=stated).draft.values
    assert [(held["dimension"], held["normalised"]) for held in values["measurements"]] == [
        ("height", 145.0),
        ("weight", 2000.0),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": None, "object_type": None}, "title"),
        ({"title": "<br/>", "object_type": None}, "title"),
        ({"title": {"not a language": "Vasija"}}, "title"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"external_images": ["ftp://ribera.example/1.jpg"]}, "external_images"),
        ({"date_documented": "last spring"}, "date_documented"),
        ({"inventory_number": "9" * 201}, "inventory_number"),
        ({"date_text": "1" * 501}, "date_text"),
        ({"access": "everybody"}, "access"),
        ({"measurements": [{"dimension": "height", "value": "tall", "unit": "cm"}]}, "measurements"),
        ({"measurements": [{"dimension": "height", "value": "3", "unit": "cubits"}]}, "measurements"),
    ],
)
def test_what_no_column_can_hold_refuses_the_row_by_the_fields_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as told:
        _read(**changes)
    assert told.value.field == field


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>Nude</p> &lt;1&gt;", "Nude <1>"),
        ("3 < 4 > 2", "3 < 4 > 2"),
        ("Caf\x00é\r\n  noir", "Café\nnoir"),
        ("<script>x</script>Ἀφροδίτη", "xἈφροδίτη"),
    ],
)
def test_texts_lose_tags_and_control_characters_and_nothing_else(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@pytest.mark.django_db
def test_rows_are_saved_once_and_name_their_museum() -> None:
    museum = create_museum(
        {"names": {"es": "Museo de la Ribera"}, "source": "ribera", "source_id": "m1"}, actor=OPERATOR, at=NOON
    )
    importer = IMPORTERS["objects"]
    assert importer.resolve is not None
    rows = [
        _read(museum_source_id="m1"),
        _read(source_id="115", museum_source_id=museum.key),
        _read(source_id="116", museum_source_id="m9"),
    ]
    resolved = importer.resolve(rows, True)  # noqa: FBT003 - the importer's call
    assert [error.field if error else "" for _, error in resolved] == ["", "", "museum_source_id"]
    first = importer.save([row for row, _ in resolved], OPERATOR, NOON, "first import")
    again = importer.save([row for row, _ in resolved], OPERATOR, NOON, "again")
    assert ((first.created, first.unchanged), (again.created, again.unchanged)) == ((3, 0), (0, 3))
    assert list(CulturalObject.objects.order_by("source_id").values_list("museum_id", flat=True)) == [
        museum.id,
        museum.id,
        None,
    ]


@pytest.mark.django_db
def test_warnings_reach_whoever_imports_and_the_row_is_kept() -> None:
    importer = IMPORTERS["objects"]
    assert importer.resolve is not None
    ((row, error),) = importer.resolve([_read(date_text="when the river froze")], True)  # noqa: FBT003
    assert row is not None
    assert error is not None
    assert error.field == "date_text"


ELEMENT: dict[str, Any] = {
    "source": "ribera",
    "source_id": "e1",
    "names": {"es": "Canto de la sal"},
    "domains": ["performing_arts", "oral_traditions"],
    "countries": ["PE"],
    "language_tags": ["qu", "es_PE"],
    "latitude": "-8.1",
    "longitude": "-79.0",
}


@pytest.mark.django_db
def test_an_element_is_imported_with_its_domains_and_languages() -> None:
    importer = IMPORTERS["elements"]
    importer.save([importer.read(ELEMENT)], OPERATOR, NOON, "")
    element = IntangibleElement.objects.get()
    assert (element.domains, element.language_tags) == (["performing_arts", "oral_traditions"], ["qu", "es-PE"])


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"names": {}}, "names"),
        ({"domains": ["dancing"]}, "domains"),
        ({"latitude": "-179.0", "longitude": "-8.1"}, "look swapped"),
        ({"countries": ["Peru"]}, "countries"),
        ({"language_tags": ["not a tag"]}, "language_tags"),
    ],
)
def test_a_bad_element_is_refused_in_words(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(FieldError, match=told):
        IMPORTERS["elements"].read({**ELEMENT, **changes})
