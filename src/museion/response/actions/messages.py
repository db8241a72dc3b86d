"""What the desk decides about e-mails of which nobody knows whether they went out."""

from datetime import datetime

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.models import OutgoingMessage


@transaction.atomic
def send_again(message: OutgoingMessage, *, actor: Actor, at: datetime) -> None:
    """The desk's word that a message in doubt, or one given up, shall go out once more; one that went out meanwhile does not."""
    check_right(actor, "incident.send_again")
    waiting = OutgoingMessage.objects.filter(pk=message.pk, sent_at__isnull=True)
    if not waiting.update(attempts=1, problem="asked for again"):
        return
    # A send key names the occasion, the record it is about, and who is told.
    about = message.send_key.split()[1]
    change = Change("message.send_again", about, None, {"message": message.send_key})
    record_changes([change], actor=actor, at=at)
