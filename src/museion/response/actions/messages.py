"""What the desk decides about e-mails of which nobody knows whether they went out."""

from datetime import datetime

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.models import OutgoingMessage


def send_again(message: OutgoingMessage, *, actor: Actor, at: datetime) -> None:
    """The desk's word that a message in doubt, or one given up, shall go out once more."""
    check_right(actor, "incident.send_again")
    OutgoingMessage.objects.filter(pk=message.pk, sent_at__isnull=True).update(attempts=1, problem="asked for again")
    # A send key names the occasion, the record it is about, and who is told.
    about = message.send_key.split()[1]
    change = Change("message.send_again", about, None, {"message": message.send_key})
    record_changes([change], actor=actor, at=at)
