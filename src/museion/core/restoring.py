"""What was withdrawn in error stands again, as it was."""

from datetime import datetime

from museion.core.access import Actor, check_right
from museion.core.kinds import Kind
from museion.core.models import Record
from museion.core.saving import Draft, save_drafts


def restore_record(kind: Kind, record: Record, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Whoever may withdraw it may. One that stands stays as it is."""
    check_right(actor, f"{kind.name}.withdraw", record)
    save_drafts(kind.model, [Draft({}, id=record.pk)], kind=kind.name, actor=actor, at=at, reason=reason)
