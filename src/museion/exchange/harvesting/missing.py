"""What a list of everything names no more: withdrawn, where the source is known to list everything and to tell no deletions.

A list that broke off, or lost a large part of what it had, is not believed: losing a register costs more than keeping what is gone.
"""

from collections.abc import Sequence
from datetime import datetime

from museion.core.access import Actor, check_right
from museion.core.kinds import KINDS, find_kind
from museion.core.saving import withdraw_records
from museion.core.wording import Wording
from museion.exchange.models import Harvest, HarvestedRecord

FEW, LARGEST_SHARE = 10, 0.2


def withdraw_missing(harvest: Harvest, *, actor: Actor, at: datetime, is_accepted: bool = False) -> None:
    """After the end of a whole harvest. Whoever looked at a large loss may accept it."""
    rows = HarvestedRecord.objects.filter(source=harvest.source, is_deleted=False)
    missing = list(rows.exclude(seen_in=harvest.pk).values_list("key", flat=True))
    if (
        not missing
        or harvest.problem
        or not is_believable(harvest, len(missing), rows.count(), is_accepted=is_accepted)
    ):
        return
    withdraw_keys(harvest, [key for key in missing if key], actor=actor, at=at)
    rows.exclude(seen_in=harvest.pk).update(is_deleted=True)


def is_believable(harvest: Harvest, missing: int, total: int, *, is_accepted: bool) -> bool:
    if is_accepted or missing <= max(FEW, total * LARGEST_SHARE):
        return True
    told = Wording(
        "%(missing)s of %(total)s records are missing from the whole list, too many to believe: nothing was withdrawn. "
        "Look at the source, then harvest anew with --accept-missing",
        missing=missing,
        total=total,
    )
    harvest.state_problem(told)
    return False


def withdraw_keys(harvest: Harvest, keys: Sequence[str], *, actor: Actor, at: datetime) -> None:
    by_kind: dict[str, list[str]] = {}
    for key in keys:
        if kind := find_kind(key):
            by_kind.setdefault(kind.name, []).append(key)
    reason = f"{harvest.source.title} lists it no more"
    for name, held in by_kind.items():
        check_right(actor, f"{name}.withdraw")
        harvest.deleted += withdraw_records(KINDS[name].model, held, kind=name, actor=actor, at=at, reason=reason)
