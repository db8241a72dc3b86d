"""Taking in a bank's statement: what names an invoice is booked, the rest waits with its reason, nothing is taken twice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.numerals import read_whole
from museion.network.actions.dues import record_payment
from museion.network.actions.facts import FactError
from museion.network.bank import Entry, Statement, Unreadable
from museion.network.models import Due, Payment, WaitingEntry
from museion.network.terms import PaymentMeans, Unclear


@dataclass(slots=True)
class Booked:
    """`known`: entries that an earlier file had already. `left`: entries for a person to look at, each with the reason."""

    payments: list[Payment] = field(default_factory=list)
    known: int = 0
    left: list[WaitingEntry] = field(default_factory=list)


@transaction.atomic
def book_statement(statement: Statement, *, actor: Actor, at: datetime, file_name: str = "") -> Booked:
    check_right(actor, "payment.import")
    held = _list_booked([entry.reference for entry in statement.entries])
    booked = Booked()
    for entry in statement.entries:
        if entry.reference in held or _is_closed(entry):
            booked.known += 1
            continue
        due, reason = _find_due(entry)
        if due is None:
            booked.left.append(_keep(entry, reason, file_name, at))
            continue
        held.add(entry.reference)
        booked.payments.append(_book(due, entry.amount, entry.booked_date, entry.reference, actor, at))
    booked.left += [_keep(line, Unclear(line.fault), file_name, at) for line in statement.unreadable]
    return booked


@transaction.atomic
def book_waiting(entry: WaitingEntry, dues: Sequence[Due], *, actor: Actor, at: datetime) -> list[Payment]:
    """Divides the money: each invoice takes what it lacks, in their order, and the last all that is left."""
    check_right(actor, "payment.import")
    entry = _lock(entry)
    if entry.amount is None or entry.booked_date is None:
        raise FactError(_("The entry has no amount or no day; note the payment by hand and lay the entry aside."))
    if not dues or any(due.currency != entry.currency for due in dues):
        raise FactError(_("The invoice is in another currency."))
    left, payments = entry.amount, []
    for place, due in enumerate(dues, start=1):
        part = left if place == len(dues) else min(left, max(due.amount - due.paid, Decimal()))
        reference = entry.reference or f"W{entry.pk}"
        if part > 0:
            named = f"{reference}/{place}" if len(dues) > 1 else reference
            payments.append(_book(due, part, entry.booked_date, named, actor, at))
        left -= part
    _close(entry, ", ".join(due.invoice_number for due in dues), actor, at)
    return payments


@transaction.atomic
def lay_aside(entry: WaitingEntry, note: str, *, actor: Actor, at: datetime) -> None:
    """Money that is no due: the note says what it was."""
    check_right(actor, "payment.import")
    _close(_lock(entry), note, actor, at)


def _lock(entry: WaitingEntry) -> WaitingEntry:
    current = WaitingEntry.objects.select_for_update().get(pk=entry.pk)
    if current.closed_at:
        raise FactError(_("Somebody else has dealt with this entry in the meantime."))
    return current


def _close(entry: WaitingEntry, note: str, actor: Actor, at: datetime) -> None:
    entry.closed_at, entry.note = at, note
    entry.save(update_fields=["closed_at", "note"])
    after = {"reference": entry.reference, "amount": entry.amount, "line": entry.line, "file": entry.file_name}
    record_changes([Change("payment.clear", "", None, after)], actor=actor, at=at, reason=note)


def _book(due: Due, amount: Decimal, day: date, reference: str, actor: Actor, at: datetime) -> Payment:
    means = PaymentMeans.TRANSFER
    return record_payment(due, amount, paid_date=day, means=means, reference=reference, actor=actor, at=at)


def _list_booked(references: Sequence[str]) -> set[str]:
    rows = Payment.objects.known().filter(means=PaymentMeans.TRANSFER, reference__in=references)
    return set(rows.exclude(reference="").values_list("reference", flat=True))


def _keep(line: Entry | Unreadable, reason: Unclear, file_name: str, at: datetime) -> WaitingEntry:
    values = {"reason": reason, "file_name": file_name[:200], "line": line.line, "text": line.text, "recorded_at": at}
    if isinstance(line, Entry):
        values |= {"reference": line.reference[:140], "amount": line.amount, "currency": line.currency[:3]}
        values |= {"booked_date": line.booked_date, "payer": line.payer[:200]}
    entry, _is_new = WaitingEntry.objects.get_or_create(digest=_digest(line), defaults=values)
    return entry


def _is_closed(entry: Entry) -> bool:
    return WaitingEntry.objects.filter(digest=_digest(entry), closed_at__isnull=False).exists()


def _digest(line: Entry | Unreadable) -> str:
    """Where a line stands in its file says nothing about the money; of a line that cannot be read it tells two apart."""
    said = (
        (line.reference, line.amount, line.currency, line.booked_date, line.text, line.payer)
        if isinstance(line, Entry)
        else (line.line, line.fault, line.text)
    )
    return hashlib.sha256("\0".join(map(str, said)).encode()).hexdigest()


def find_due(number: str) -> Due | None:
    """By the number of its invoice, `2026-000123`."""
    written_year, _hyphen, written_number = number.strip().partition("-")
    year, place = read_whole(written_year, most=9999), read_whole(written_number, most=10**12)
    if year is None or place is None:
        return None
    rows = Due.objects.known().filter(year=year, number=place).select_related("person", "museum")
    return rows.prefetch_related("payments").first()


def _find_due(entry: Entry) -> tuple[Due | None, Unclear]:
    """A due that the payer names, in its currency; money for several invoices is a person's to divide."""
    if not entry.reference:
        return None, Unclear.NO_REFERENCE
    named = entry.invoice_numbers
    if len(named) != 1:
        return None, Unclear.SEVERAL if named else Unclear.NO_INVOICE
    due = find_due(named[0])
    if due is None:
        return None, Unclear.UNKNOWN
    return (due if due.currency == entry.currency else None), Unclear.CURRENCY
