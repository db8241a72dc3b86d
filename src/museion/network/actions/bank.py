"""Taking in a bank's statement: what names an invoice is booked, the rest is shown with the reason, nothing twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.network.actions.dues import record_payment
from museion.network.bank import Entry
from museion.network.models import Due, Payment
from museion.network.terms import PaymentMeans


@dataclass(slots=True)
class Booked:
    """`known`: entries that an earlier file had already. `left`: entries for a person to look at, each with the reason."""

    payments: list[Payment] = field(default_factory=list)
    known: int = 0
    left: list[tuple[Entry, str]] = field(default_factory=list)


@transaction.atomic
def book_entries(entries: Sequence[Entry], *, actor: Actor, at: datetime) -> Booked:
    check_right(actor, "payment.import")
    references = [entry.reference for entry in entries]
    held = set(
        Payment.objects.known()
        .filter(means=PaymentMeans.TRANSFER, reference__in=references)
        .values_list("reference", flat=True)
    )
    booked = Booked()
    for entry in entries:
        if entry.reference in held:
            booked.known += 1
            continue
        due, problem = _find_due(entry)
        if due is None:
            booked.left.append((entry, problem))
            continue
        held.add(entry.reference)
        booked.payments.append(
            record_payment(
                due,
                entry.amount,
                paid_date=entry.booked_date,
                means=PaymentMeans.TRANSFER,
                reference=entry.reference,
                actor=actor,
                at=at,
            )
        )
    return booked


def _find_due(entry: Entry) -> tuple[Due | None, str]:
    """A due that the payer names, in its currency; money for several invoices is a person's to divide."""
    if not entry.reference:
        return None, _("The bank gave this entry no reference, so it could be booked twice.")
    named = entry.invoice_numbers
    if len(named) != 1:
        return None, _("The payer names several invoices.") if named else _("The payer names no invoice.")
    year, _hyphen, number = named[0].partition("-")
    due = Due.objects.known().filter(year=int(year), number=int(number)).select_related("person", "museum").first()
    if due is None:
        return None, _("No invoice has the number %(number)s.") % {"number": named[0]}
    if due.currency != entry.currency:
        return None, _("The invoice is in %(currency)s.") % {"currency": due.currency}
    return due, ""
