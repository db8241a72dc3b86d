"""Taking in what meetings of other rooms adopted, as carried motions of an assembly that has ended."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, save_drafts
from museion.governance.models import Assembly, Motion
from museion.governance.terms import AssemblyState, MotionState
from museion.network.resolutions import Adopted

SOURCE = "event"


@transaction.atomic
def keep_resolution(adopted: Adopted, *, actor: Actor, at: datetime) -> str:
    """One motion a number of an event; asked again, it is the same one, with what changed."""
    check_right(actor, "motion.create", adopted.body)
    assembly = _keep_meeting(adopted, actor=actor, at=at)
    decided_at = datetime.combine(adopted.adopted_date, time(12), tzinfo=UTC)
    values: dict[str, Any] = {
        "source": SOURCE,
        "source_id": f"{adopted.event_key}/{adopted.number}",
        "assembly_id": assembly.pk,
        "moved_by_id": adopted.body.pk,
        "titles": dict(adopted.titles),
        "texts": dict(adopted.texts),
        "state": MotionState.CARRIED.value,
        "decided_at": decided_at,
        "identifiers": _list_counts(adopted),
    }
    return save_drafts(Motion, [Draft(values)], kind="motion", actor=actor, at=at, reason=adopted.event_key).keys[0]


def _keep_meeting(adopted: Adopted, *, actor: Actor, at: datetime) -> Assembly:
    """The meeting itself, which had its own list and quorum: none of ours is opened for it."""
    held = Assembly.objects.filter(source=SOURCE, source_id=adopted.event_key).first()
    if held:
        return held
    begins_at = datetime.combine(adopted.adopted_date, time(9), tzinfo=UTC)
    values = {
        "source": SOURCE,
        "source_id": adopted.event_key,
        "body_id": adopted.body.pk,
        "names": dict(adopted.body.names),
        "begins_at": begins_at,
        "ends_at": begins_at + timedelta(hours=9),
        "rules_date": adopted.adopted_date,
        "list_closes_at": begins_at,
        "changes_until_at": begins_at,
        "state": AssemblyState.ENDED.value,
    }
    saved = save_drafts(Assembly, [Draft(values)], kind="assembly", actor=actor, at=at, reason=adopted.event_key)
    return Assembly.objects.get(key=saved.keys[0])


def _list_counts(adopted: Adopted) -> dict[str, str]:
    """As the meeting counted them; the votes themselves were not cast here."""
    counted = {"for": adopted.votes_for, "against": adopted.votes_against, "abstentions": adopted.abstentions}
    return {name: str(count) for name, count in counted.items() if count is not None}
