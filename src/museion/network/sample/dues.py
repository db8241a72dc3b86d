"""Ten years of memberships, dues and payments of the invented people, written in bulk as an import of old books would be.

One line in the journal a year says so; single lines for half a million old payments would tell nobody more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import insert_rows, take_ids
from museion.core.journal import Change, record_changes
from museion.core.models.records import take_numbers
from museion.network.actions.dues import DAYS_TO_PAY, INVOICES, RECEIPTS
from museion.network.models import Body, CommitteeSeat, Due, Membership, Payment, Person
from museion.network.queries.fees import FeeTable
from museion.network.sample.fees import write_fees
from museion.network.sample.marking import REASON, SOURCE, make_random
from museion.network.terms import BodyKind

YEARS = 10
_PAYS = 0.95
_PAYS_LATE = 0.06
_SITS = 0.4


@dataclass(frozen=True, slots=True)
class Member:
    person: int
    category: str
    country: str
    committee: int | None
    since: int


def write_dues(seed: int, *, actor: Actor, at: datetime, source: str = SOURCE) -> None:
    """Of the people of one source; nothing where they have memberships already."""
    check_right(actor, "due.import")
    if Membership.objects.filter(person__source=source).exists():
        return
    write_fees(actor=actor, at=at)
    random = make_random(seed, "dues")
    members = list(_list_members(random, at.year, source))
    with transaction.atomic():
        _write_memberships(members)
        _write_seats(members, random)
    for year in range(at.year - YEARS + 1, at.year + 1):
        with transaction.atomic():
            asked, paid = _write_year(year, members, random, at)
            after = {"year": year, "asked": asked, "paid": paid}
            record_changes([Change("due.import", "", None, after)], actor=actor, at=at, reason=REASON)


def _list_members(random: Random, year: int, source: str) -> Iterator[Member]:
    committees = dict(Body.objects.filter(source=SOURCE, kind=BodyKind.NATIONAL_COMMITTEE).values_list("country", "id"))
    people = Person.objects.filter(source=source).exclude(member_category="").order_by("id")
    for person, category, country in people.values_list("id", "member_category", "country"):
        yield Member(person, category, country, committees.get(country), year - random.randint(0, 2 * YEARS))


def _write_memberships(members: list[Member]) -> None:
    names = (
        "person", "category", "band", "national_committee", "is_professional", "from_date", "recorded_at",
    )  # fmt: skip
    rows = [
        (
            member.person,
            member.category,
            "",
            member.committee,
            member.category != "supporting",
            date(member.since, 1, 1),
            _at_noon(date(member.since, 1, 1)),
        )
        for member in members
    ]
    insert_rows(Membership, names, rows)


def _write_seats(members: list[Member], random: Random) -> None:
    """International committees: a vote in one, and a seat in another now and then."""
    bodies = list(
        Body.objects.filter(source=SOURCE, kind=BodyKind.INTERNATIONAL_COMMITTEE)
        .order_by("id")
        .values_list("id", flat=True)
    )
    rows = []
    for member in members:
        chosen = random.sample(bodies, 2) if bodies and random.random() < _SITS else []
        for place, body in enumerate(chosen[: 1 + (random.random() < 0.3)]):
            begins = date(member.since, 1, 1)
            rows.append((member.person, body, place == 0, begins, _at_noon(begins)))
    insert_rows(CommitteeSeat, ("person", "body", "is_voting", "from_date", "recorded_at"), rows)


def _write_year(year: int, members: list[Member], random: Random, at: datetime) -> tuple[int, int]:
    """Asked on 5 January; most pay in spring, some late, a few not at all; in the running year nobody has paid ahead of `at`."""
    fees, issued = FeeTable(year), date(year, 1, 5)
    asked = [member for member in members if member.since <= year]
    amounts = [fees.get(member.category, "", member.country).amount for member in asked]
    dues = [
        (
            number,
            member.person,
            year,
            member.category,
            "",
            amount,
            "EUR",
            invoice,
            issued,
            _add(issued),
            _at_noon(issued),
        )
        for number, member, amount, invoice in zip(
            take_ids(Due, len(asked)), asked, amounts, take_numbers(INVOICES, len(asked)), strict=True
        )
    ]
    names = [
        "id",
        "person",
        "year",
        "category",
        "band",
        "amount",
        "currency",
        "number",
        "issued_date",
        "due_date",
        "recorded_at",
    ]
    insert_rows(Due, names, dues)
    paid = list(_list_payments(dues, year, random, at))
    numbered = [(*row, number) for row, number in zip(paid, take_numbers(RECEIPTS, len(paid)), strict=True)]
    insert_rows(Payment, ("due", "amount", "paid_date", "means", "reference", "recorded_at", "number"), numbered)
    return len(dues), len(paid)


def _list_payments(
    dues: list[tuple[int, int, int, str, str, Decimal, str, int, date, date, datetime]],
    year: int,
    random: Random,
    at: datetime,
) -> Iterator[tuple[int, Decimal, date, str, str, datetime]]:
    for number, _person, _year, _category, _band, amount, *_rest in dues:
        if not amount or random.random() > _PAYS:
            continue
        days = random.randint(180, 300) if random.random() < _PAYS_LATE else random.randint(5, 85)
        paid_date = date(year, 1, 5) + timedelta(days=days)
        if paid_date < at.date():
            yield number, amount, paid_date, "transfer", f"SAMPLE-{number}", _at_noon(paid_date)


def _add(day: date) -> date:
    return day + timedelta(days=DAYS_TO_PAY)


def _at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
