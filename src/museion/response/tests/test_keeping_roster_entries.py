"""A person's entry on the roster: who may keep it, what it changes in the next call, and what is told of a wrong field."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from museion.core.access import Actor
from museion.core.keys import get_number, get_prefix, make_key
from museion.core.models import Account, JournalLine
from museion.network.actions import create_person
from museion.network.actions.membership import link_account
from museion.network.models import Museum, Person
from museion.response.actions.roster import Availability, add_availability
from museion.response.models import RosterEntry
from museion.response.queries.roster import get_roster
from museion.vocabulary import sample as vocabulary_sample
from museion.vocabulary.models import Concept

SignIn = Callable[[Account], Client]


@pytest.fixture
def person(db: None, operator: Actor, now: datetime) -> Person:
    vocabulary_sample.make_sample(1, actor=operator, at=now)
    values = {"name": "Rosa Quispe Mamani", "country": "PE", "is_deployable": True}
    made = create_person(values, actor=operator, at=now)
    add_availability([Availability(made.pk, made.key, now, now + timedelta(days=20))], actor=operator, at=now)
    return made


@pytest.fixture
def filled(saint_louis: Museum, person: Person) -> dict[str, str | list[str]]:
    skills = Concept.objects.filter(scheme__slug="museum-skills").order_by("id")[:2]
    return {
        "deployable": "1",
        "skills": [str(skill.pk) for skill in skills],
        "language-0": "es",
        "level-0": "native",
        "language-1": "qu",
        "level-1": "C1",
        "countries": ["BO", "PE"],
        "country": "PE",
        "city": "Cusco",
        "latitude": "-13,53",
        "longitude": "-71.97",
        "time_zone": "America/Lima",
        "hazard-EQ": "3",
        "hazard-FL": "0",
        "last_mission": "2026-01-20",
        "conflicts": f"{saint_louis.key} cl",
        "standing": "1",
        "from-0": "2026-05-01",
        "to-0": "2026-05-31",
        "from-1": "2026-07-01",
        "to-1": "2026-07-01",
    }


def test_a_person_keeps_their_own_entry_and_the_next_call_goes_by_it(
    person: Person, filled: dict[str, str], member: Account, operator: Actor, now: datetime, sign_in: SignIn
) -> None:
    link_account(member, person, actor=operator, at=now)
    browser = sign_in(member)
    assert browser.get("/roster/mine").headers["Location"] == f"/roster/{person.key}"
    assert browser.post(f"/roster/{person.key}", filled).status_code == 302
    roster = get_roster()
    position = roster.positions[person.key]
    assert roster.get_level("qu")[position] == 5
    assert roster.get_missions("EQ")[position] == 3
    assert position in roster.knowing["BO"]
    assert position in roster.conflicting["CL"]
    assert roster.latitudes[position] == -13.53
    assert roster.periods.begins.tolist() == [datetime(2026, month, 1, tzinfo=UTC).timestamp() for month in (5, 7)]
    assert roster.periods.ends.tolist()[1] == datetime(2026, 7, 2, tzinfo=UTC).timestamp()
    page = browser.get(f"/roster/{person.key}").content.decode()
    assert 'value="2026-05-31"' in page
    assert 'value="Cusco"' in page
    lines = JournalLine.objects.count()
    browser.post(f"/roster/{person.key}", filled)
    assert JournalLine.objects.count() == lines, "the same again is no change"


def test_standing_is_the_desks_to_judge(
    person: Person,
    filled: dict[str, str],
    member: Account,
    officer: Account,
    operator: Actor,
    now: datetime,
    sign_in: SignIn,
) -> None:
    link_account(member, person, actor=operator, at=now)
    sign_in(member).post(f"/roster/{person.key}", filled | {"standing": ""})
    assert RosterEntry.objects.get(person=person).in_good_standing
    del filled["standing"]
    desk = sign_in(officer)
    assert desk.post(f"/roster/{person.key}", filled).status_code == 302
    assert not RosterEntry.objects.get(person=person).in_good_standing
    listed = desk.get("/roster?q=cusco").content.decode()
    assert "Rosa Quispe Mamani" in listed
    assert "Rosa Quispe Mamani" not in desk.get("/roster?q=BO").content.decode()


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("latitude", "13° 31' S", "13° 31"),
        ("latitude", "-97", "-97"),
        ("longitude", "", "neither"),
        ("time_zone", "Lima time", "Lima time"),
        ("language-1", "q", "“q”"),
        ("hazard-EQ", "many", "earthquake"),
        ("to-0", "2026-04-01", "period 1"),
        ("from-1", "", "period 2"),
        ("last_mission", "in May", "in May"),
        ("conflicts", "m00000000", "m00000000"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(
    person: Person, filled: dict[str, str], officer: Account, sign_in: SignIn, field: str, text: str, told: str
) -> None:
    answer = sign_in(officer).post(f"/roster/{person.key}", filled | {field: text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page.partition('role="alert"')[2].partition("</p>")[0].replace("&#x27;", "'")
    assert 'value="Cusco"' in page
    assert not RosterEntry.objects.filter(person=person).exists()


def test_an_entry_is_nobody_elses(person: Person, client: Client, member: Account, sign_in: SignIn) -> None:
    assert client.get(f"/roster/{person.key}").status_code == 403
    assert client.get("/roster").status_code == 403
    browser = sign_in(member)
    assert browser.get(f"/roster/{person.key}").status_code == 403
    assert browser.post(f"/roster/{person.key}", {"deployable": "1"}).status_code == 403
    assert "not joined" in browser.get("/roster/mine").content.decode()


def test_a_person_whom_a_member_may_not_see_is_as_one_who_is_not_there(
    person: Person, operator: Actor, now: datetime, member: Account, sign_in: SignIn
) -> None:
    hidden = create_person({"name": "Sealed Witness", "country": "PE", "access": "desk"}, actor=operator, at=now)
    nobody = make_key(get_prefix(hidden.key), get_number(hidden.key) + 1000)
    client = sign_in(member)
    assert client.get(f"/roster/{person.key}").status_code == 403
    for key in (hidden.key, nobody):
        assert [client.get(f"/roster/{key}").status_code, client.post(f"/roster/{key}").status_code] == [404, 404]


def test_whoever_empties_their_entry_takes_it_along_and_leaves_the_roster(
    person: Person, filled: dict[str, str], member: Account, operator: Actor, now: datetime, sign_in: SignIn
) -> None:
    link_account(member, person, actor=operator, at=now)
    browser = sign_in(member)
    browser.post(f"/roster/{person.key}", filled)
    kept = browser.get("/account/data.json").json()["rooms"]
    assert (kept["roster"][0]["hazards"], len(kept["availability"])) == ({"EQ": 3}, 2)
    browser.post("/membership/erase", {"name": person.name})
    assert not RosterEntry.objects.exists()
    assert person.key not in get_roster().positions
