"""Every change leaves a line, and nobody can change a line without its being seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from museion.core.access import Actor
from museion.core.journal import Change, get_history, record_changes, verify_journal
from museion.core.models import JournalHead, JournalLine
from museion.network.actions import create_museum, update_museum, withdraw_museum
from museion.network.models import Museum

pytestmark = pytest.mark.django_db
AWA = Actor("Awa Diop", account_id=7)
NOON = datetime(2026, 3, 14, 12, 0, 0, 123456, tzinfo=UTC)


@contextmanager
def tampering() -> Iterator[None]:
    """What somebody with the database's password could do: the triggers are dropped first."""
    of_table = " ON core_journalline" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER journal_keeps_{verb}{of_table}")
    yield


def write_lines(count: int) -> None:
    record_changes(
        [
            Change("museum.create", f"mkey{number:05}", None, {"names": {"ar": "متحف"}})
            for number in range(1, count + 1)
        ],
        actor=AWA,
        at=NOON,
        reason="first inventory",
    )


def find_flaws(**arguments: tuple[int, str]) -> list[int]:
    return [flaw.number for flaw in verify_journal(**arguments)]


def test_an_untouched_journal_has_no_flaw() -> None:
    assert find_flaws() == []
    write_lines(5)
    write_lines(3)
    assert find_flaws() == []
    assert JournalHead.objects.get().number == 8


def test_a_line_says_who_what_when_why_and_from_what_to_what(operator: Actor) -> None:
    museum = create_museum({"names": {"fr": "Musée de la mer"}, "city": "Dakar"}, actor=operator, at=NOON)
    update_museum(museum, {"city": "Gorée"}, actor=operator, at=NOON, reason="it moved")
    line = next(get_history(museum.key))
    assert (line.action, line.actor, line.at, line.reason) == ("museum.update", "operator", NOON, "it moved")
    assert (line.before, line.after) == ({"city": "Dakar"}, {"city": "Gorée"})


def test_withdrawing_is_journalled_and_verifies(operator: Actor) -> None:
    museum = create_museum({"names": {"fr": "Musée de la mer"}}, actor=operator, at=NOON)
    withdraw_museum(museum, actor=operator, at=NOON, reason="closed in 2025")
    assert [line.action for line in get_history(museum.key)] == ["museum.withdraw", "museum.create"]
    assert Museum.objects.current().count() == 0
    assert find_flaws() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor", "Nobody"), ("reason", ""), ("after", '{"names": {}}'), ("at", "2020-01-01 00:00:00")],
)
def test_an_altered_line_is_found(column: str, value: str) -> None:
    write_lines(5)
    with tampering(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE core_journalline SET "{column}" = %s WHERE number = 3', [value])  # noqa: S608
    assert 3 in find_flaws()


def test_a_removed_line_is_found() -> None:
    write_lines(5)
    with tampering():
        JournalLine.objects.filter(number=3).delete()
    assert find_flaws() == [3, 4]


def test_reordered_lines_are_found() -> None:
    write_lines(5)
    with tampering(), connection.cursor() as cursor:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            cursor.execute("UPDATE core_journalline SET number = %s WHERE number = %s", [new, old])
    assert {2, 3} <= set(find_flaws())


def test_a_cut_tail_is_found_by_the_head() -> None:
    write_lines(5)
    with tampering():
        JournalLine.objects.filter(number__gt=3).delete()
    assert find_flaws() == [3]


def test_a_cut_tail_with_a_forged_head_is_found_by_the_head_noted_elsewhere() -> None:
    write_lines(5)
    noted = (5, JournalHead.objects.get().hash.hex())
    with tampering():
        JournalLine.objects.filter(number__gt=3).delete()
    JournalHead.objects.update(number=3, hash=JournalLine.objects.get(number=3).hash)
    assert find_flaws() == []
    assert find_flaws(known_head=noted) == [5]


def test_a_journal_written_anew_is_found_by_the_head_noted_elsewhere() -> None:
    write_lines(5)
    noted = (5, JournalHead.objects.get().hash.hex())
    with tampering():
        JournalLine.objects.all().delete()
    JournalHead.objects.all().delete()
    record_changes([Change("museum.create", "m", None, {})] * 5, actor=AWA, at=NOON)
    assert find_flaws() == []
    assert find_flaws(known_head=noted) == [5]


@pytest.mark.parametrize("statement", ["UPDATE core_journalline SET actor = 'Nobody'", "DELETE FROM core_journalline"])
def test_the_database_refuses_to_change_a_line(statement: str) -> None:
    write_lines(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert JournalLine.objects.get().actor == "Awa Diop"


def test_a_failed_write_leaves_no_line(operator: Actor) -> None:
    with pytest.raises(DatabaseError):
        create_museum({"names": {"en": "Nowhere"}, "latitude": 91.0, "longitude": 0.0}, actor=operator, at=NOON)
    assert JournalLine.objects.count() == 0


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), json_values, max_size=4))
def test_whatever_is_written_verifies_after_the_database(values: dict[str, object]) -> None:
    record_changes([Change("object.update", "o", values, values)], actor=AWA, at=NOON)
    assert find_flaws() == []


def test_days_and_negative_zeros_are_kept_as_json_keeps_them() -> None:
    record_changes([Change("object.update", "o", None, {"on": date(2026, 3, 14), "x": -0.0})], actor=AWA, at=NOON)
    assert JournalLine.objects.get().after == {"on": "2026-03-14", "x": 0}
