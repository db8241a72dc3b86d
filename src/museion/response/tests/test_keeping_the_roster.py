"""The roster in arrays: kept in a file, brought up to date person by person, always the one that the register would give."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.core.access import Actor
from museion.network.actions import create_person
from museion.network.models import Person
from museion.response.actions.roster import Availability, add_availability
from museion.response.mobilisation.candidates import Candidate
from museion.response.mobilisation.changing import change_people
from museion.response.mobilisation.roster import Roster, make_roster
from museion.response.mobilisation.stored import read_roster, write_roster
from museion.response.queries import roster as rosters
from museion.response.tests.invented_people import BROADER, invent_people
from museion.response.tests.standing import lose_standing

PEOPLE = invent_people(60)
OTHERS = invent_people(60, seed=2)


def describe(roster: Roster) -> dict[str, object]:
    """Each person in words, whatever their position."""
    at = datetime.fromisoformat("2026-07-01T12:00+00:00")
    offsets = roster.get_utc_offsets(at)
    held: dict[str, object] = {}
    for key, position in roster.positions.items():
        periods = roster.periods.owners == position
        held[key] = {
            **{
                field: sorted(name for name, held in getattr(roster, field).items() if position in held)
                for field in ("having", "stating", "knowing", "conflicting")
            },
            **{
                field: {name: int(rates[position]) for name, rates in getattr(roster, field).items() if rates[position]}
                for field in ("languages", "missions")
            },
            "country": roster.country_codes[roster.countries[position]],
            "place": (roster.latitudes[position], roster.longitudes[position], offsets[position]),
            "last": (int(roster.last_mission_days[position]), bool(roster.in_good_standing[position])),
            "free": (roster.periods.begins[periods].tolist(), roster.periods.ends[periods].tolist()),
        }
    return held


@settings(max_examples=25)
@given(changed=st.sets(st.integers(0, 59)), gone=st.sets(st.integers(0, 59)), new=st.integers(0, 5))
def test_changing_people_gives_what_reading_all_would(changed: set[int], gone: set[int], new: int) -> None:
    now: dict[str, Candidate] = {person.key: person for person in PEOPLE}
    for number in changed:
        now[PEOPLE[number].key] = replace(
            OTHERS[number], key=PEOPLE[number].key, country="WS", time_zone="Pacific/Apia"
        )
    for number in range(new):
        now[f"new{number}"] = replace(OTHERS[number], key=f"new{number}")
    for number in gone:
        del now[PEOPLE[number].key]
    touched = {PEOPLE[number].key for number in changed | gone} | {key for key in now if key.startswith("new")}
    read = [person for key, person in now.items() if key in touched]
    updated = change_people(make_roster(PEOPLE, broader=BROADER), touched, read)
    assert describe(updated) == describe(make_roster(now.values(), broader=BROADER))


def test_a_roster_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    roster = make_roster(PEOPLE, broader=BROADER)
    write_roster(roster, tmp_path / "roster.npz", state="12 abc")
    read = read_roster(tmp_path / "roster.npz")
    assert read is not None
    assert read[1] == "12 abc"
    assert describe(read[0]) == describe(roster)
    assert read[0].keys == roster.keys
    empty = make_roster([], broader={})
    write_roster(empty, tmp_path / "empty.npz", state="")
    again = read_roster(tmp_path / "empty.npz")
    assert again is not None
    assert len(again[0]) == 0


@pytest.mark.parametrize("content", [b"", b"no archive", None, "half"])
def test_a_damaged_file_is_no_roster(tmp_path: Path, content: bytes | str | None) -> None:
    path = tmp_path / "roster.npz"
    if content == "half":
        write_roster(make_roster(PEOPLE, broader=BROADER), path, state="1 a")
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif isinstance(content, bytes):
        path.write_bytes(content)
    assert read_roster(path) is None


@pytest.mark.django_db
def test_a_process_that_begins_reads_the_file_and_who_changed_since(
    operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    people = [_make_person(number, operator, now) for number in range(3)]
    add_availability(
        [Availability(person.pk, person.key, now, now + timedelta(days=30)) for person in people],
        actor=operator,
        at=now,
    )
    before = describe(rosters.get_roster())
    assert before.keys() == {person.key for person in people}
    assert rosters.store_roster(now) == 0, "reading all wrote the file"
    lose_standing(people[1], actor=operator, at=now)
    monkeypatch.setattr(rosters, "_held", None)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        roster = rosters.get_roster()
    assert roster.in_good_standing[[roster.positions[person.key] for person in people]].tolist() == [True, False, True]
    assert rosters.store_roster(now) == 1
    monkeypatch.setattr(rosters, "_held", None)
    assert describe(rosters.get_roster()) == describe(roster)


def _make_person(number: int, actor: Actor, at: datetime) -> Person:
    values = {
        "name": f"Aïssatou Fall {number}",
        "country": "SN",
        "is_deployable": True,
        "latitude": 14.7,
        "longitude": -17.4,
        "time_zone": "Africa/Dakar",
    }
    return create_person(values, actor=actor, at=at)


def test_clocks_are_those_of_the_day_asked_for() -> None:
    roster = make_roster(
        [replace(PEOPLE[0], time_zone=zone) for zone in ("Europe/Paris", "Nowhere/None", "")], broader={}
    )
    winter, summer = (datetime.fromisoformat(f"2026-{month}-15T12:00+00:00") for month in ("01", "07"))
    assert np.array_equal(roster.get_utc_offsets(winter), [1.0, np.nan, np.nan], equal_nan=True)
    assert roster.get_utc_offsets(summer)[0] == 2.0
