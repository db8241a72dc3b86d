"""Objects as tables of two profiles: what goes out comes back, by the pure reader and through the import."""

import csv
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from museion.core.dates.days import make_day_number
from museion.core.tables import UnreadableTableError
from museion.heritage.formats.describing import DescribedObject
from museion.heritage.formats.object_table import (
    PROFILES,
    UNWRITTEN,
    read_object_table,
    write_object_table,
)
from museion.heritage.imports import IMPORTERS
from museion.heritage.tests.care_cast import make_museum, make_object

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
