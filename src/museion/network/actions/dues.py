"""Asking for dues and booking what is paid. A run over all members can be killed and begun again: it asks nobody twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.bulk import insert_rows
from museion.core.journal import Change, record_changes
from museion.core.models.records import take_numbers
from museion.network.actions.facts import FactError, correct_fact, describe_fact, take_back
from museion.network.models import Due, Membership, Payment
from museion.network.queries.fees import FeeTable, NoRateError
from museion.network.terms import PaymentMeans

INVOICES, RECEIPTS = "#i", "#r"
"""Counters of their own: no key begins with these."""
BATCH = 2000
DAYS_TO_PAY = 60


@dataclass(slots=True)
class Renewal:
    """`without_rate`: members that the table of fees does not know; they are asked once it does."""

    asked: int = 0
    without_rate: dict[str, int] = field(default_factory=dict)


def renew_members(year: int, *, actor: Actor, at: datetime, day: date) -> Iterator[Renewal]:
    """Ask every member who owes nothing for the year yet; yields after each batch, which is kept whatever comes after."""
    check_right(actor, "due.create")
    fees, renewal, last = FeeTable(year), Renewal(), 0
    while members := _read_payers(_list_without_due(year).filter(id__gt=last)[:BATCH]):
        last = members[-1].membership_id
        _ask(members, year, fees, renewal, actor=actor, at=at, day=day)
        yield renewal


@transaction.atomic
def ask_due(membership: Membership, year: int, *, actor: Actor, at: datetime, day: date) -> Due | None:
    """One member's; None where the due is there. Raises `NoRateError` where no rate is in force."""
    check_right(actor, "due.create")
    renewal = Renewal()
    wanted = _read_payers(_list_without_due(year).filter(pk=membership.pk))
    _ask(wanted, year, FeeTable(year), renewal, actor=actor, at=at, day=day)
    if renewal.without_rate:
        raise NoRateError(next(iter(renewal.without_rate)))
    return _find_due(membership, year) if renewal.asked else None


def _list_without_due(year: int) -> QuerySet[Membership]:
    """Members on any day of the year, by row number, so that a run goes on where it stopped."""
    dues = Due.objects.known().filter(year=year)
    members = Membership.objects.known().filter(from_date__lte=date(year, 12, 31))
    members = members.filter(to_date__isnull=True) | members.filter(to_date__gte=date(year, 1, 1))
    return (
        members.exclude(Exists(dues.filter(person__isnull=False, person=OuterRef("person"))))
        .exclude(Exists(dues.filter(museum__isnull=False, museum=OuterRef("museum"))))
        .order_by("id")
    )


class _Payer(NamedTuple):
    """What a due needs of a membership and its holder; whole records of a hundred thousand cost five times as long."""

    membership_id: int
    person_id: int | None
    museum_id: int | None
    category: str
    band: str
    key: str
    country: str


def _read_payers(members: QuerySet[Membership]) -> list[_Payer]:
    holder = {
        "holder_key": Coalesce("person__key", "museum__key"),
        "holder_country": Coalesce("person__country", "museum__country"),
    }
    columns = ("id", "person_id", "museum_id", "category", "band", *holder)
    return [_Payer(*row) for row in members.annotate(**holder).values_list(*columns)]


@transaction.atomic
def _ask(
    members: Sequence[_Payer], year: int, fees: FeeTable, renewal: Renewal, *, actor: Actor, at: datetime, day: date
) -> None:
    dues = list(_draft_dues(members, year, fees, renewal, day=day))
    for (_member, due), number in zip(dues, take_numbers(INVOICES, len(dues)), strict=True):
        due["number"] = number
    names = ["person", "museum", *_DUE_COLUMNS, "recorded_at", "superseded_at"]
    insert_rows(Due, names, [[*due.values(), at, None] for _member, due in dues])
    record_changes((Change("due.create", member.key, None, due) for member, due in dues), actor=actor, at=at)
    renewal.asked += len(dues)


_DUE_COLUMNS = ("year", "category", "band", "amount", "currency", "issued_date", "due_date", "number")


def _draft_dues(
    members: Sequence[_Payer], year: int, fees: FeeTable, renewal: Renewal, *, day: date
) -> Iterator[tuple[_Payer, dict[str, Any]]]:
    """Values in the order of `_DUE_COLUMNS`, after person and museum; the number comes last."""
    until = day + timedelta(days=DAYS_TO_PAY)
    for member in _drop_repeated(members):
        try:
            fee = fees.get(member.category, member.band, member.country)
        except NoRateError as error:
            renewal.without_rate[str(error)] = renewal.without_rate.get(str(error), 0) + 1
            continue
        yield (
            member,
            {
                "person_id": member.person_id,
                "museum_id": member.museum_id,
                "year": year,
                "category": member.category,
                "band": member.band,
                "amount": fee.amount,
                "currency": fee.currency,
                "issued_date": day,
                "due_date": until,
            },
        )


def _drop_repeated(members: Sequence[_Payer]) -> list[_Payer]:
    """Whoever changed the category within the year has two memberships in it and one due, that of the later."""
    return list({(member.person_id, member.museum_id): member for member in members}.values())


def _find_due(membership: Membership, year: int) -> Due:
    return Due.objects.known().get(person=membership.person, museum=membership.museum, year=year)


@transaction.atomic
def take_back_due(due: Due, *, actor: Actor, at: datetime, reason: str) -> None:
    """An invoice that should not be: the member's entry was a double, or the category wrong. Never one that was paid for."""
    check_right(actor, "due.withdraw")
    if Payment.objects.known().filter(due=due).exists():
        raise FactError(_("Something was paid for this invoice; take the payment back first."))
    take_back(due, at=at)
    before = describe_fact(due)
    record_changes([Change("due.withdraw", due.holder.key, before, None)], actor=actor, at=at, reason=reason)


@transaction.atomic
def record_payment(
    due: Due, amount: Decimal, *, paid_date: date, means: PaymentMeans, reference: str = "", actor: Actor, at: datetime
) -> Payment:
    """By hand or from a bank's file. A reference that is booked already gives the payment that is there."""
    check_right(actor, "payment.create", due.holder)
    if reference:
        booked = Payment.objects.known().filter(means=means, reference=reference).first()
        if booked:
            return booked
    payment = Payment.objects.create(
        due=due,
        amount=amount,
        paid_date=paid_date,
        means=means,
        reference=reference,
        number=take_numbers(RECEIPTS, 1)[0],
        recorded_at=at,
    )
    record_changes([Change("payment.create", due.holder.key, None, describe_fact(payment))], actor=actor, at=at)
    return payment


def correct_payment(
    payment: Payment, *, paid_date: date, amount: Decimal | None = None, actor: Actor, at: datetime, reason: str
) -> Payment:
    """A wrong day or amount; the payment as it was believed until now stays known, under its own receipt number."""
    holder = payment.due.holder
    check_right(actor, "payment.update", holder)
    values = {
        "paid_date": paid_date,
        "amount": payment.amount if amount is None else amount,
        "number": take_numbers(RECEIPTS, 1)[0],
    }
    return correct_fact(payment, values, kind="payment", key=holder.key, actor=actor, at=at, reason=reason)


@transaction.atomic
def take_back_payment(payment: Payment, *, actor: Actor, at: datetime, reason: str) -> None:
    """It bounced, or was another member's."""
    holder = payment.due.holder
    check_right(actor, "payment.withdraw", holder)
    take_back(payment, at=at)
    before = describe_fact(payment)
    record_changes([Change("payment.withdraw", holder.key, before, None)], actor=actor, at=at, reason=reason)
