"""A table of looted sites becomes sites that finds are compared with; what is wrong is told where it stands, the rest goes on."""

import csv
from datetime import datetime
from pathlib import Path

import orjson
import pytest
from django.test import Client
from django.utils import translation

from museion.core.access import AccessLevel, Actor, make_operator
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.models import JournalLine, QuarantinedRow
from museion.core.telling import tell
from museion.core.wording import read_wording
from museion.screening.actions.looted_sites import (
    publish_looted_site,
    report_looted_site,
    restore_looted_site,
    withdraw_looted_site,
)
from museion.screening.models import LootedSite
from museion.screening.tests.test_looted_sites import SEAL, ask

pytestmark = pytest.mark.django_db

TELL = {
    "name": "تل البئرين",
    "name_en": "Tell of the two wells",
    "country": "Irak",
    "place": "Wadi Samra",
    "latitude": "31,3232",
    "longitude": "45.6363",
    "looted_from": "٢٠١١",
    "type_1": "sceau-cylindre",
    "materials_1": "haematite, stone",
    "period_1": "2600–1900 BCE",
    "type_2": "لوح مسماري",
    "materials_2": "clay",
}
HUACA = {
    "name": "Huaca de los dos zorros",
    "country": "Perú",
    "looted_from": "1998",
    "looted_to": "2004",
    "expected_types": "vasija|figurilla",
}


def write_table(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "sites.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    return path


def load(path: Path, now: datetime, *, is_dry: bool = False) -> Outcome:
    importer = IMPORTERS["looted_sites"]
    mapping = load_mapping("looted-sites", importer)
    return import_file(Order(importer, mapping, path, make_operator(via="import"), lambda: now, is_dry=is_dry))


def test_sites_of_a_table_are_compared_with_finds(tmp_path: Path, visitor: Actor, now: datetime) -> None:
    assert load(write_table(tmp_path, TELL, HUACA), now).created == 2
    site, huaca = LootedSite.objects.order_by("id")
    assert site.names == {"und": "تل البئرين", "en": "Tell of the two wells"}
    assert (site.country, site.latitude, site.looted_from_year, site.access) == ("IQ", 31.3232, 2011, "public")
    assert [kind["period_from"] for kind in site.expected_types] == [-2599, None]
    assert (huaca.country, [kind["object_type"] for kind in huaca.expected_types]) == ("PE", ["vasija", "figurilla"])
    assert ask(visitor, now, **SEAL) == [(site.key, "falls")]
    assert JournalLine.objects.filter(key=site.key, reason="import of sites.csv by mapping looted-sites").exists()


def test_the_same_table_again_changes_nothing_and_a_changed_row_its_site(tmp_path: Path, now: datetime) -> None:
    load(write_table(tmp_path, TELL, HUACA), now)
    again = load(write_table(tmp_path, TELL, {**HUACA, "looted_to": "2005"}), now)
    assert (again.created, again.updated, again.unchanged, LootedSite.objects.count()) == (0, 1, 1, 2)
    assert load(write_table(tmp_path, HUACA, TELL), now).created == 0


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": "", "name_en": ""}, "names: expected the name of the site"),
        ({"country": "Atlantis"}, "country: expected a country's code"),
        ({"country": ""}, "country: expected the country of the site"),
        ({"type_1": "", "type_2": ""}, "expected_types: expected at least one kind"),
        ({"type_1": "dinglehopper", "type_2": "snarfblat"}, "expected_types: expected at least one kind"),
        ({"publication_level": "us three"}, "access: expected one of"),
    ],
)
def test_a_row_that_cannot_be_kept_waits_and_the_rest_goes_on(
    tmp_path: Path, now: datetime, changed: dict[str, str], told: str
) -> None:
    outcome = load(write_table(tmp_path, HUACA, {**TELL, **changed}), now)
    assert (outcome.created, outcome.rejected) == (1, 1)
    waiting = QuarantinedRow.objects.get()
    assert "line 3" in waiting.place
    assert told in waiting.problem
    assert "Wadi Samra" in waiting.raw


@pytest.mark.parametrize(
    ("changed", "kept", "told"),
    [
        ({"latitude": "north"}, {"latitude": None, "longitude": None}, "latitude was left out"),
        ({"latitude": "-131"}, {"latitude": None, "longitude": None}, "latitude was left out"),
        ({"looted_from": "last spring"}, {"looted_from_year": None}, "a year of looting"),
        ({"looted_to": "1999"}, {"looted_to_year": None, "looted_from_year": 2011}, "a year not before"),
    ],
)
def test_a_bad_place_or_year_costs_that_alone(
    tmp_path: Path, now: datetime, changed: dict[str, str], kept: dict[str, object], told: str
) -> None:
    outcome = load(write_table(tmp_path, {**TELL, **changed}), now)
    assert (outcome.created, outcome.rejected) == (1, 0)
    assert any(told in example.problem for example in outcome.examples)
    site = LootedSite.objects.get()
    assert {name: getattr(site, name) for name in kept} == kept


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"type_2": "dinglehopper"}, "a kind of object that can be compared"),
        ({"materials_2": "unobtainium"}, "a material that can be compared"),
        ({"period_2": "once upon a time"}, "a period such as"),
    ],
)
def test_an_expected_kind_that_nothing_can_be_compared_with_costs_that_kind(
    tmp_path: Path, now: datetime, changed: dict[str, str], told: str
) -> None:
    outcome = load(write_table(tmp_path, {**TELL, **changed}), now)
    assert (outcome.created, outcome.left_out) == (1, 1)
    assert told in outcome.examples[0].problem
    assert next(iter(changed.values())) in outcome.examples[0].value
    assert [kind["object_type"] for kind in LootedSite.objects.get().expected_types] == ["sceau-cylindre"]


def test_what_waits_is_told_in_the_reader_s_language(tmp_path: Path, now: datetime) -> None:
    load(write_table(tmp_path, {**TELL, "type_2": "dinglehopper"}), now)
    waiting = QuarantinedRow.objects.get()
    with translation.override("fr"):
        told = tell(read_wording(waiting.wording, waiting.problem))
    assert "un type d'objet qui puisse être comparé" in told


def test_what_the_desk_set_or_withdrew_is_not_undone_by_the_table(
    tmp_path: Path, operator: Actor, now: datetime
) -> None:
    load(write_table(tmp_path, TELL), now)
    site = LootedSite.objects.get()
    publish_looted_site(site, AccessLevel.DESK, actor=operator, at=now)
    load(write_table(tmp_path, {**TELL, "looted_to": "2014"}), now)
    site.refresh_from_db()
    assert (site.access, site.looted_to_year) == ("desk", 2014)
    withdraw_looted_site(site, actor=operator, at=now, reason="reported twice")
    outcome = load(write_table(tmp_path, TELL), now)
    assert outcome.rejected == 1
    assert "reported twice" in outcome.examples[0].problem
    assert not LootedSite.objects.current().exists()
    restore_looted_site(site, actor=operator, at=now)
    assert load(write_table(tmp_path, TELL), now).updated == 1


def test_sites_as_this_site_answers_them_are_read_again(
    tmp_path: Path, client: Client, operator: Actor, now: datetime
) -> None:
    load(write_table(tmp_path, TELL), now)
    told = client.get(LootedSite.objects.get().url, headers={"Accept": "application/json"}).json()
    path = tmp_path / "sites.json"
    path.write_bytes(orjson.dumps([told]))
    before = LootedSite.objects.get()
    assert load(path, now).rejected == 0
    after = LootedSite.objects.get()
    assert (after.names, after.expected_types, after.looted_from_year) == (
        before.names,
        before.expected_types,
        before.looted_from_year,
    )


def test_a_dry_run_writes_nothing(tmp_path: Path, now: datetime) -> None:
    assert load(write_table(tmp_path, TELL), now, is_dry=True).created == 1
    assert not LootedSite.objects.exists()


def test_a_report_of_the_form_is_not_taken_for_a_row(tmp_path: Path, operator: Actor, now: datetime) -> None:
    values = {"names": {"ar": "تل البئرين"}, "country": "IQ", "expected_types": []}
    report_looted_site(values, actor=operator, at=now)
    assert load(write_table(tmp_path, TELL), now).created == 1
