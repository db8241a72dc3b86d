"""A run asks what the owners of an object leave open: by the provenance it is told, and by the catalogue."""

from datetime import datetime

import pytest

from museion.core.access import Actor
from museion.core.languages import LanguageMap
from museion.heritage.actions import create_object
from museion.heritage.rules import get_country_rules
from museion.screening.models import LossRecord, RedList
from museion.screening.runs.looks import Subject
from museion.screening.runs.owners import look_at_custody

pytestmark = pytest.mark.django_db
CHAIN = "Erich Lindner, Wien, until 1938; Galerie Weiss, Wien, 1939; private collection, Zürich, 1955."


def test_a_told_provenance_is_looked_into() -> None:
    row = LossRecord(date_earliest=1880_01_01, date_latest=1889_12_31)
    entries = look_at_custody(Subject(row, f"A small landscape.\nProvenance: {CHAIN}\n\nCondition: good"))
    assert [(entry["answer"], entry["title"]) for entry in entries] == [("falls", "Europe, 1933 to 1945")]
    assert "Galerie Weiss" in entries[0]["duties"]
    assert not look_at_custody(Subject(row, "A small landscape without any owner."))


def test_the_catalogue_answers_for_an_object_of_that_number(operator: Actor, now: datetime) -> None:
    values = {"title": {"de": "Kleine Landschaft"}, "inventory_number": "GE-1939/7", "provenance": CHAIN}
    record = create_object(values, actor=operator, at=now)
    create_object(values | {"access": "desk"}, actor=operator, at=now)
    entries = look_at_custody(Subject(LossRecord(inventory_number="GE-1939/7"), language="de"))
    assert {(entry["key"], entry["source"]) for entry in entries} == {(record.key, "Kleine Landschaft")}


def test_laws_and_emergencies_of_red_lists_open_windows_of_custody(now: datetime) -> None:
    RedList.objects.create(
        titles={"en": "Emergency list"},
        is_emergency=True,
        year=2013,
        countries=["SY"],
        legislation=[{"title": "Antiquities law", "country": "SY", "year": 1963}, {"title": "Old", "country": "IQ"}],
        created_at=now,
        changed_at=now,
    )
    assert [(rule.window, rule.year) for rule in get_country_rules("SY")] == [
        ("area_at_risk", 2013),
        ("country_law", 1963),
    ]
    row = LossRecord(place_of_origin=LanguageMap({"en": "Syria"}), date_earliest=200_01_01, date_latest=300_12_31)
    entries = look_at_custody(Subject(row, "Provenance: Private collection, London, 2015."))
    assert {entry["duties"].split(" · ")[0] for entry in entries} >= {"Emergency list", "Antiquities law"}
