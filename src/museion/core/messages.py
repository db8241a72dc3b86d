"""E-mails that leave the house: written with the change that they tell of, sent by the worker, none twice.

A message is claimed in the database before it is handed to the mail server. If the worker is killed between the two, nobody
knows whether it went out: it is not sent again by itself, people see it as in doubt and decide.
"""

import smtplib
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet

from museion.core.models import OutgoingMessage

MOST_ATTEMPTS = 8
FIRST_RETRY = timedelta(minutes=1)
BATCH = 50


def queue_message(
    send_key: str,
    *,
    to_address: str,
    subject: str,
    body: str,
    language: str,
    at: datetime,
    is_secret: bool = False,
) -> OutgoingMessage:
    """Call it in the transaction of the change. The same key a second time is the message of the first.

    `is_secret`: it holds what opens an account; once sent, its text is not kept.
    """
    message, _is_new = OutgoingMessage.objects.get_or_create(
        send_key=send_key,
        defaults={
            "to_address": to_address,
            "subject": " ".join(subject.split())[:300],
            "body": body,
            "language": language,
            "made_at": at,
            "is_secret": is_secret,
        },
    )
    return message


def send_due_messages(at: datetime) -> int:
    """One batch; returns how many were tried."""
    return sum(_send(message, at) for message in _list_due(at) if _claim(message, at))


def get_messages_in_doubt() -> QuerySet[OutgoingMessage]:
    """Claimed, and nobody noted what came of it."""
    return OutgoingMessage.objects.filter(attempts__gt=0, sent_at__isnull=True, problem="").order_by("id")


def get_messages_given_up() -> QuerySet[OutgoingMessage]:
    """The mail server refused them as often as it was asked."""
    return OutgoingMessage.objects.filter(attempts__gte=MOST_ATTEMPTS, sent_at__isnull=True).exclude(problem="")


def _list_due(at: datetime) -> list[OutgoingMessage]:
    """New ones first; of those that failed, each when its pause is over."""
    fresh = Q(attempts=0)
    failed = Q(attempts__lt=MOST_ATTEMPTS) & ~Q(problem="")
    rows = OutgoingMessage.objects.filter(fresh | failed, sent_at__isnull=True).order_by("attempts", "id")
    return [row for row in rows[: BATCH * 4] if _is_due(row, at)][:BATCH]


def _is_due(message: OutgoingMessage, at: datetime) -> bool:
    """One of a moment to come was written by a clock that ran ahead."""
    pause = FIRST_RETRY * (int(2**message.attempts) - 1)
    return message.made_at + pause <= at or message.made_at > at


def _claim(message: OutgoingMessage, at: datetime) -> bool:
    """Committed before the mail server hears of it. No pause is counted from a moment to come."""
    rows = OutgoingMessage.objects.filter(pk=message.pk, attempts=message.attempts, sent_at__isnull=True)
    made_at = min(message.made_at, at)
    return rows.update(attempts=F("attempts") + 1, problem="", made_at=made_at) == 1


def _send(message: OutgoingMessage, at: datetime) -> int:
    mail = EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.to_address],
        headers={"Content-Language": message.language, "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        problem = f"{type(error).__name__}: {error}"[:2000]
        OutgoingMessage.objects.filter(pk=message.pk).update(problem=problem)
    else:
        body = "" if message.is_secret else message.body
        OutgoingMessage.objects.filter(pk=message.pk).update(sent_at=at, body=body)
    return 1
