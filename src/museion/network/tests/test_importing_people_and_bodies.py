"""People with their other names, bodies that name one another, mandates of people in bodies."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from museion.core.access import Actor
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.journal import verify_journal
from museion.core.models import QuarantinedRow
from museion.network.models import Body, Mandate, Person

pytestmark = pytest.mark.django_db

PEOPLE = 'kind = "people"\nsource = "roster"\nsource_id = "no"\n[fields]\nname = "name"\nmember_number = "member"\n'
BODIES = """
kind = "bodies"
source = "roster"
language = "en"
source_id = "no"
[fields]
kind = "kind"
names = "name"
acronym = "acronym"
parent = "parent"
alliances = { column = "alliances", split = ";" }
"""
MANDATES = """
kind = "mandates"
source = "roster"
source_id = { template = "{person}/{body}/{role}/{from}" }
[fields]
person = "person"
body = "body"
role = "role"
from = "from"
to = { column = "to", optional = true }
"""


@pytest.fixture
def bring(tmp_path: Path, operator: Actor, settings: Any) -> Callable[[str, str, str], Outcome]:
    settings.HOME = tmp_path

    def bring(kind: str, mapping: str, content: str) -> Outcome:
        (tmp_path / "rows.csv").write_text(content)
        (tmp_path / "mapping.toml").write_text(mapping)
        importer = IMPORTERS[kind]
        compiled = load_mapping(str(tmp_path / "mapping.toml"), importer)
        return import_file(Order(importer, compiled, tmp_path / "rows.csv", operator, timezone.now))

    return bring


def test_bodies_may_name_what_stands_further_down(bring: Callable[[str, str, str], Outcome]) -> None:
    rows = (
        "no,kind,name,acronym,parent,alliances\n"
        "1,national_committee,Committee of Senegal,NC-SN,GA,RA-AFR;RA-XX\n"
        "2,regional_alliance,Alliance of Africa,RA-AFR,GA,\n"
        "3,general_assembly,General Assembly,GA,,\n"
    )
    outcome = bring("bodies", BODIES, rows)
    senegal = Body.objects.get(acronym="NC-SN")
    assert (outcome.created, outcome.rejected, outcome.left_out) == (3, 0, 1)
    assert senegal.parent == Body.objects.get(acronym="GA")
    assert [body.acronym for body in senegal.alliances.all()] == ["RA-AFR"]
    assert QuarantinedRow.objects.get().value == "RA-XX"
    assert bring("bodies", BODIES, rows).unchanged == 3
    assert list(verify_journal()) == []


def test_a_mandate_needs_a_person_and_a_body_that_are_known(bring: Callable[[str, str, str], Outcome]) -> None:
    bring("people", PEOPLE, "no,name,member\n11,Aïssatou Ndiaye,M-1\n12,陳美玲,M-2\n")
    bring("bodies", BODIES, "no,kind,name,acronym,parent,alliances\n3,general_assembly,General Assembly,GA,,\n")
    outcome = bring(
        "mandates",
        MANDATES,
        "person,body,role,from,to\n"
        "11,GA,president,2004-10-08,2007-08-24\n"
        "M-2,GA,treasurer,2004-10-08,\n"
        "99,GA,treasurer,2004-10-08,\n"
        "12,GA,chair,2010-01-01,2009-01-01\n",
    )
    assert (outcome.created, outcome.rejected) == (2, 2)
    assert Mandate.objects.get(role="president").person.name == "Aïssatou Ndiaye"
    assert [row.field for row in QuarantinedRow.objects.order_by("id")] == ["to", "person"]


def test_a_row_that_the_database_refuses_does_not_take_its_neighbours_along(
    bring: Callable[[str, str, str], Outcome],
) -> None:
    rows = "".join(f"{number},Person {number},M-{number % 40}\n" for number in range(42))
    outcome = bring("people", PEOPLE, "no,name,member\n" + rows)
    assert (outcome.created, outcome.rejected, Person.objects.count()) == (40, 2, 40)
    assert {person.name: person.member_number for person in Person.objects.all()} == {
        f"Person {number}": f"M-{number}" for number in range(40)
    }
    assert ["the database refuses" in row.problem for row in QuarantinedRow.objects.all()] == [True, True]
    assert list(verify_journal()) == []


def test_other_names_come_from_a_second_file(tmp_path: Path, operator: Actor, settings: Any) -> None:
    settings.HOME = tmp_path
    (tmp_path / "constituents.csv").write_text(
        "constituentid,ulanid,preferreddisplayname,forwarddisplayname,displaydate,beginyear,endyear,nationality,"
        "constituenttype,wikidataid\n"
        '7,500115983,"Hokusai, Katsushika",Katsushika Hokusai,"Japanese, 1760 - 1849",1760,1849,Japanese,individual,Q5586\n'
    )
    (tmp_path / "nga-constituents_altnames.csv").write_text(
        "altnameid,constituentid,lastname,displayname,forwarddisplayname,nametype\n"
        '1,7,Hokusai,"Hokusai, Katsushika",Katsushika Hokusai,Preferred Name\n'
        "2,7,,葛飾北斎,,Variant\n3,8,,Nobody,,Variant\n"
    )
    importer = IMPORTERS["people"]
    order = Order(
        importer, load_mapping("nga", importer), tmp_path / "constituents.csv", operator, timezone.now, limit=5
    )
    assert import_file(order).created == 1
    person = Person.objects.get()
    assert (person.name, person.sort_name) == ("Katsushika Hokusai", "Hokusai, Katsushika")
    assert (person.born_earliest, person.died_latest) == (17600101, 18491231)
    assert person.identifiers == {"nga": "7", "ulan": "500115983", "wikidata": "Q5586"}
    assert [name["text"] for name in person.other_names] == ["葛飾北斎"]


def test_a_life_date_that_cannot_be_read_is_told_and_the_person_kept(
    bring: Callable[[str, str, str], Outcome],
) -> None:
    mapping = PEOPLE + 'born = "born"\ndied = "died"\n'
    outcome = bring("people", mapping, "no,name,member,born,died\n21,Malick Sow,M-21,when the rains came,1971\n")
    assert (outcome.created, outcome.rejected, outcome.left_out) == (1, 0, 1)
    assert Person.objects.get().died_latest == 19711231
    told = QuarantinedRow.objects.get()
    assert (told.field, told.value) == ("born", "when the rains came")
    assert told.problem.endswith("; left out")
