"""Writing units of archives: created, described anew, moved within their hierarchy, taken away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.library.actions.opening import follow_record
from museion.library.models import ArchiveUnit
from museion.library.terms import ArchiveLevel

_DEPTHS = {str(level): depth for depth, level in enumerate(ArchiveLevel)}


class UnitError(ValueError):
    """The hierarchy cannot be as it is wished; the message says why."""


def save_units(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    check_right(actor, "archive_unit.import")
    return save_drafts(ArchiveUnit, drafts, kind="archive_unit", actor=actor, at=at, reason=reason)


@transaction.atomic
def create_unit(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> ArchiveUnit:
    """Within another unit: by whoever may change that one."""
    parent = ArchiveUnit.objects.get(pk=values["parent_id"]) if values.get("parent_id") else None
    scopes = [*(parent.scope_keys() if parent else ()), *filter(None, [values.get("scope_key")])]
    check_right(actor, "archive_unit.create", scopes)
    _check_place(values["level"], parent)
    saved = save_drafts(ArchiveUnit, [Draft(values)], kind="archive_unit", actor=actor, at=at, reason=reason)
    return ArchiveUnit.objects.get(key=saved.keys[0])


@transaction.atomic
def update_unit(unit: ArchiveUnit, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Its files are never open to more people than the unit."""
    check_right(actor, "archive_unit.update", unit)
    if "level" in values:
        _check_place(values["level"], unit.parent)
        _check_within(values["level"], unit)
    save_drafts(ArchiveUnit, [Draft(values, id=unit.id)], kind="archive_unit", actor=actor, at=at, reason=reason)
    follow_record(ArchiveUnit.objects.filter(pk=unit.pk), actor=actor, at=at)


@transaction.atomic
def withdraw_unit(unit: ArchiveUnit, *, actor: Actor, at: datetime, reason: str) -> None:
    """Only one that holds nothing more: what stands within it would hang in the air."""
    check_right(actor, "archive_unit.withdraw", unit)
    if unit.units.filter(withdrawn_at__isnull=True).exists():
        raise UnitError(_("It holds other units: take those away first, or describe them elsewhere."))
    withdraw_records(ArchiveUnit, [unit.key], kind="archive_unit", actor=actor, at=at, reason=reason)


def _check_place(level: str, parent: ArchiveUnit | None) -> None:
    """ISAD(G), 2.1: from the general to the specific."""
    if parent is not None and _DEPTHS[level] <= _DEPTHS[parent.level]:
        told = _("A unit of the level “%(level)s” does not stand within one of the level “%(above)s”.")
        raise UnitError(told % {"level": ArchiveLevel(level).label, "above": parent.get_level_display()})


def _check_within(level: str, unit: ArchiveUnit) -> None:
    for part in unit.units.filter(withdrawn_at__isnull=True):
        if _DEPTHS[part.level] <= _DEPTHS[level]:
            told = _("It holds %(code)s, which is of the level “%(level)s”.")
            raise UnitError(told % {"code": part.reference_code, "level": part.get_level_display()})
