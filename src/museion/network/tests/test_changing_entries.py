"""Entries are changed on a page by who keeps them, and one's own by oneself: nothing beyond what is theirs to say."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from museion.core.access import Actor
from museion.core.models import Account, JournalLine
from museion.network.actions import create_museum, create_person
from museion.network.actions.membership import create_membership, link_account
from museion.network.models import Body, Museum, Person
from museion.network.terms import MemberCategory

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def goree(committee: Body, operator: Actor, now: datetime) -> Museum:
    names = {"fr": "Musée historique de Gorée", "wo": "Musée Gorée"}
    values = {"names": names, "country": "SN", "national_committee_id": committee.id, "director": "Eloi Coly"}
    return create_museum(values, actor=operator, at=now)


@pytest.fixture
def awa(committee: Body, member: Account, operator: Actor, now: datetime) -> Person:
    person = create_person({"name": "Awa Ndiaye", "country": "SN", "member_number": "M7"}, actor=operator, at=now)
    create_membership(
        person, MemberCategory.INDIVIDUAL, from_date=now.date(), committee=committee, actor=operator, at=now
    )
    link_account(member, person, actor=operator, at=now)
    return person


def read_fields(page: str) -> dict[str, str]:
    """What the form would send as it stands."""
    inputs = re.findall(r'<input type="(?:text|email|url|hidden)" name="([\w-]+)"(?: value="([^"]*)")?', page)
    return dict(inputs) | dict(re.findall(r'<option value="(\w*)" selected', page) and [("country", "SN")])


def test_a_committee_changes_its_museum_and_the_journal_tells_why(
    goree: Museum, registrar: Account, member: Account, sign_in: SignIn
) -> None:
    page, secretary = f"/museums/{goree.key}/edit", sign_in(registrar)
    assert f'href="{page}"' in secretary.get(goree.url).content.decode()
    form = read_fields(secretary.get(page).content.decode())
    sent = form | {
        "director": "Fatou Sow",
        "names-en": "Historical Museum of Gorée",
        "accepts_card": "on",
        "reason": "new director",
    }
    assert secretary.post(page, sent).headers["Location"] == goree.url
    goree.refresh_from_db()
    assert (goree.director, goree.accepts_card, goree.names["wo"]) == ("Fatou Sow", True, "Musée Gorée")
    line = JournalLine.objects.filter(key=goree.key).latest("number")
    assert (line.reason, set(line.after)) == ("new director", {"director", "names", "accepts_card"})
    assert sign_in(member).get(page).status_code == 403
    assert Client().get(page).status_code == 403


def test_nobody_writes_over_what_somebody_else_changed_meanwhile(
    goree: Museum, registrar: Account, sign_in: SignIn
) -> None:
    page, secretary = f"/museums/{goree.key}/edit", sign_in(registrar)
    old = read_fields(secretary.get(page).content.decode())
    secretary.post(page, old | {"city": "Gorée"})
    late = secretary.post(page, old | {"city": "Dakar"})
    assert late.status_code == 422
    assert "in the meantime" in late.content.decode()
    goree.refresh_from_db()
    assert goree.city == "Gorée"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"email": "nobody"}, "e-mail"),
        ({"website": "javascript:alert(1)"}, "URL"),
        ({"names-fr": "", "names-en": ""}, ""),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_saved(
    goree: Museum, registrar: Account, sign_in: SignIn, wrong: dict[str, str], told: str
) -> None:
    page, secretary = f"/museums/{goree.key}/edit", sign_in(registrar)
    answer = secretary.post(page, read_fields(secretary.get(page).content.decode()) | {"city": "Gorée"} | wrong)
    goree.refresh_from_db()
    if told:
        assert (answer.status_code, goree.city) == (422, "")
    else:
        assert (answer.status_code, goree.names) == (302, {"wo": "Musée Gorée"})


def test_one_changes_ones_own_entry_and_not_what_the_register_says(
    awa: Person, member: Account, sign_in: SignIn
) -> None:
    own = sign_in(member)
    form = read_fields(own.get("/membership/entry").content.decode())
    assert "name" not in form
    sent = form | {
        "position": "Conservatrice",
        "biographies-fr": "Travaille sur le papier.",
        "name": "Eve",
        "member_number": "M1",
        "access": "sealed",
    }
    assert own.post("/membership/entry", sent).headers["Location"] == awa.url
    awa.refresh_from_db()
    assert (awa.position, awa.biographies["fr"]) == ("Conservatrice", "Travaille sur le papier.")
    assert (awa.name, awa.member_number, awa.access) == ("Awa Ndiaye", "M7", "public")
    assert own.get(f"/people/{awa.key}/edit").status_code == 403


def test_whoever_has_no_entry_has_none_to_change(registrar: Account, sign_in: SignIn) -> None:
    assert sign_in(registrar).get("/membership/entry").status_code == 403


def test_a_committee_changes_its_members_and_itself(
    awa: Person, committee: Body, registrar: Account, sign_in: SignIn
) -> None:
    secretary = sign_in(registrar)
    for page, field in ((f"/people/{awa.key}/edit", "city"), (f"/bodies/{committee.key}/edit", "missions-fr")):
        form = read_fields(secretary.get(page).content.decode())
        assert secretary.post(page, form | {field: "Dakar"}).status_code == 302
    awa.refresh_from_db()
    committee.refresh_from_db()
    assert (awa.city, committee.missions["fr"]) == ("Dakar", "Dakar")
