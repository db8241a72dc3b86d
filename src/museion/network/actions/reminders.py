"""Letters about dues that were not paid in time: each step once, in the member's language."""

import smtplib
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.network.belonging.terms import get_terms
from museion.network.models import Due, Reminder

BATCH = 50
_LANGUAGES = ("en", "fr", "es", "ar")


def send_reminders(at: datetime) -> int:
    """One batch of what is due by now; a member without an address gets none and stays on the list of open dues."""
    steps = get_terms(at.date()).reminders_after_days
    return sum(_remind(due, at) for due in _list_unpaid(at, steps))


def _list_unpaid(at: datetime, steps: tuple[int, ...]) -> list[Due]:
    """Of this year, unpaid, and further past the day to pay than the reminders sent so far account for."""
    rows = _get_open_dues(at).exclude(person__email="", museum=None).filter(due_date__lt=at.date())
    rows = rows.annotate(sent=Count("reminders", distinct=True)).filter(sent__lt=len(steps))
    late = Q()
    for number, days in enumerate(steps):
        late |= Q(sent=number, due_date__lt=at.date() - timedelta(days=days))
    return list(rows.filter(late).select_related("person", "museum").order_by("id")[:BATCH])


def _get_open_dues(at: datetime) -> QuerySet[Due]:
    known = Q(payments__superseded_at__isnull=True)
    dues = Due.objects.known().filter(year=at.year, amount__gt=0)
    return dues.annotate(came_in=Sum("payments__amount", filter=known)).filter(
        Q(came_in__isnull=True) | Q(came_in__lt=F("amount"))
    )


def _remind(due: Due, at: datetime) -> int:
    """Noted before it is sent, so that a crash in between sends one too few rather than one too many."""
    address = due.holder.email
    if not address:
        return 0
    step = due.reminders.count() + 1
    try:
        with transaction.atomic():
            reminder = Reminder.objects.create(due=due, step=step, sent_at=at)
    except IntegrityError:
        return 0  # another worker was faster
    with translation.override(_choose_language(due)):
        subject, body = _word(due)
    try:
        send_mail(subject, body, None, [address])
    except (smtplib.SMTPException, OSError):
        reminder.delete()
        return 0
    return 1


def _choose_language(due: Due) -> str:
    spoken = [str(held.get("tag", ""))[:2] for held in due.person.languages] if due.person else []
    return next((tag for tag in spoken if tag in _LANGUAGES), "en")


def _word(due: Due) -> tuple[str, str]:
    parts = {
        "name": str(due.holder),
        "number": due.invoice_number,
        "year": due.year,
        "amount": f"{due.amount - due.paid} {due.currency}",
        "day": date_format(due.due_date, "DATE_FORMAT"),
    }
    subject = _("Your membership dues for %(year)s") % parts
    body = _(
        "Dear %(name)s,\n\nthe invoice %(number)s was to be paid by %(day)s. %(amount)s are still open.\n"
        "Please name the number of the invoice when you pay.\n\nIf you paid in the last days, thank you."
    )
    return subject, body % parts
