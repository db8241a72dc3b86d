"""What participants hear without asking: written with the change, sent by the worker, once for each version."""

from datetime import datetime

from museion.core.messages import queue_message
from museion.events.letters import Letter, write_change
from museion.events.models import Event, Registration
from museion.events.terms import OPEN_STATES


def tell_participants(event: Event, *, at: datetime) -> int:
    """Everybody who is registered, waits or asked, in their language."""
    rows = Registration.objects.filter(event=event, state__in=OPEN_STATES).select_related("event").order_by("id")
    for registration in rows.iterator():
        letter = write_change(event, registration)
        send_letter(f"event-changed {event.key} {event.sequence} {registration.pk}", registration, letter, at=at)
    return rows.count()


def send_letter(send_key: str, registration: Registration, letter: Letter, *, at: datetime) -> None:
    """Call it in the transaction of what the letter tells."""
    queue_message(
        send_key,
        to_address=registration.email,
        subject=letter.subject,
        body=letter.body,
        language=letter.language,
        at=at,
    )
