"""Objects as tables of two profiles: what goes out comes back, by the pure reader and through the import."""

import csv
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from museion.core.dates.days import make_day_number
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import BadRecord
from museion.core.imports.runner import Order, Step, import_file
from museion.core.tables import UnreadableTableError
from museion.heritage.formats.describing import DescribedObject
from museion.heritage.formats.object_table import (
    PROFILES,
    UNWRITTEN,
    read_object_table,
    write_object_table,
)
from museion.heritage.imports import IMPORTERS
from museion.heritage.tests.care_cast import NOON, OPERATOR, make_museum, make_object

JAR: dict[str, Any] = {
    "inventory_number": "NA 12/7",
    "title": {"fr": "Jarre « au lion »", "ar": "جرة الأسد", "und": "=SUM(A1)"},
    "object_type": {"en": "Jar"},
    "materials": ["clay", "tin | glaze"],
    "measurements": [{"dimension": "height", "value": 31.5, "unit": "cm", "normalised": 315.0, "text": "H. 31,5 cm", "part": "body"}],
    "inscriptions_markings": [{"kind": "mark", "text": "عمل\nأحمد", "position": "foot", "language": "ar"}],
    "makers": [{"name": "Ahmad", "kind": "person", "role": "potter"}, {"name": "Iznik", "kind": "cultural_group"}],
    "date_text": "vers 1500",
    "date_edtf": "1500~",
    "provenance": "A, Tunis, by 1900; museum, 1950",
    "related_objects": [{"text": "lid", "key": "o9a5yj8ne"}],
    "external_images": ["https://example.org/a.jpg"],
}  # fmt: skip


def _go_round(values: dict[str, Any], profile: str) -> dict[str, Any]:
    written = write_object_table([DescribedObject("o1", "https://m.example/id/o1", values)], profile)
    ((place, read),) = read_object_table(BytesIO(written))
    assert place.startswith("line ")
    return read


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_what_goes_out_comes_back(profile: str) -> None:
    assert _go_round(JAR, profile) == JAR
    days = _go_round(
        {"title": {"en": "Lamp"}, "date_earliest": make_day_number(-43, 3, 15), "date_latest": 15001231}, profile
    )
    assert (days["date_earliest"], days["date_latest"]) == ("-0043-03-15", "1500-12-31")
    assert all(UNWRITTEN)


@given(
    st.dictionaries(
        st.sampled_from(["fr", "und", "zh-Hant"]),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
        min_size=1,
    )
)
def test_any_text_survives_a_table(texts: dict[str, str]) -> None:
    assert _go_round({"title": texts}, "spectrum") == {"title": texts}


def test_another_table_is_told() -> None:
    with pytest.raises(UnreadableTableError, match="line 1"):
        list(read_object_table(BytesIO(b"name,price\nfoo,1\n")))


def test_a_cell_beyond_all_cells_is_told_with_its_line() -> None:
    with pytest.raises(UnreadableTableError, match="not CSV"):
        list(read_object_table(BytesIO(b"title@fr,inventory_number\n" + b"x" * csv.field_size_limit() * 2)))


def test_both_profiles_cover_the_same_fields_and_the_import_knows_them() -> None:
    assert set(PROFILES["object-id"]) == set(PROFILES["spectrum"])
    assert "object-table" in IMPORTERS[0].readers


@pytest.mark.django_db
def test_an_object_is_offered_as_a_table_and_a_formula_stays_text(client: Client) -> None:
    jar = make_object(make_museum("Musée du Bardo"), **{name: JAR[name] for name in ("title", "makers", "provenance")})
    table = client.get(f"{jar.url}.csv").content.decode("utf-8-sig")
    assert "title@ar" in table
    assert "'=SUM(A1)" in table
    assert client.get(f"{jar.url}.spectrum").content.decode("utf-8-sig").startswith("object number,")


OFFICE = "inventory_number;title@fr;shelf\nX 1;Bol à poissons;A 3\nX 2;Café;A 4\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_of_an_office_is_read_and_the_file_stays_open_for_who_opened_it(encoding: str) -> None:
    stream = BytesIO(OFFICE.encode(encoding))
    told, *rows = IMPORTERS[0].readers["object-table"](stream)
    assert told[0] == "line 1"
    assert isinstance(told[1], BadRecord)
    assert "shelf" in told[1].problem
    assert [values["title"] for _place, values in rows if isinstance(values, dict)] == [
        {"fr": "Bol à poissons"},
        {"fr": "Café"},
    ]
    assert not stream.closed


def test_a_heading_that_only_its_parts_have_is_told() -> None:
    unknown: list[str] = []
    rows = list(
        read_object_table(BytesIO(b"title,measurements,measurement 1 value\nBowl,H. 12 cm,12\n"), unknown=unknown)
    )
    assert (unknown, rows[0][1]["measurements"]) == (["measurements"], [{"value": 12.0}])


@pytest.mark.django_db
def test_a_small_table_goes_in_through_the_importer_that_tells_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "objects.csv"
    steps: list[Step] = []
    path.write_text("inventory_number,title\nX 1,Bowl\n", encoding="utf-8")
    mapping = load_mapping("object-table", IMPORTERS[0])
    outcome = import_file(Order(IMPORTERS[0], mapping, path, OPERATOR, lambda: NOON, on_progress=steps.append))
    assert (outcome.created, outcome.rejected, len(steps)) == (1, 0, 1)
