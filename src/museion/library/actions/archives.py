"""Writing units of archives."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, Saved, save_drafts
from museion.library.models import ArchiveUnit


def save_units(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    check_right(actor, "archive_unit.import")
    return save_drafts(ArchiveUnit, drafts, kind="archive_unit", actor=actor, at=at, reason=reason)


def create_unit(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> ArchiveUnit:
    check_right(actor, "archive_unit.create", [values["scope_key"]] if values.get("scope_key") else ())
    saved = save_drafts(ArchiveUnit, [Draft(values)], kind="archive_unit", actor=actor, at=at, reason=reason)
    return ArchiveUnit.objects.get(key=saved.keys[0])
