"""Every write of the Red Lists: lists, their categories, their types. What answers a run changes with them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import update_rows
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.screening.models import RedList, RedListCategory, RedListType


@dataclass(frozen=True, slots=True)
class NewCategory:
    """A chapter as somebody wants it to be; its code says which."""

    code: str
    names: Mapping[str, str]
    notes: Mapping[str, str]
    position: int

    def describe(self) -> dict[str, Any]:
        return {"names": dict(self.names), "notes": dict(self.notes), "position": self.position}


def save_red_lists(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    check_right(actor, "red_list.import")
    return save_drafts(RedList, drafts, kind="red_list", actor=actor, at=at, reason=reason)


def save_red_list_types(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    check_right(actor, "red_list_type.import")
    return save_drafts(RedListType, drafts, kind="red_list_type", actor=actor, at=at, reason=reason)


@transaction.atomic
def save_categories(
    red_list: RedList, categories: Sequence[NewCategory], *, actor: Actor, at: datetime, reason: str = ""
) -> int:
    """Add or change chapters of a list; returns how many differed. A category has no address, so its list is journalled."""
    check_right(actor, "red_list.update", red_list)
    held = {row.code: row for row in RedListCategory.objects.filter(red_list=red_list)}
    changes = []
    for category in categories:
        before = _describe(held[category.code]) if category.code in held else None
        if before != category.describe():
            RedListCategory.objects.update_or_create(
                red_list=red_list, code=category.code, defaults=category.describe()
            )
            changes.append(_make_change(red_list, category, before))
    if changes:
        update_rows(RedList, ("changed_at", "id"), [(at, red_list.id)])
        record_changes(changes, actor=actor, at=at, reason=reason)
        announce("red_list", [red_list.key])
    return len(changes)


def withdraw_red_lists(keys: Sequence[str], *, actor: Actor, at: datetime, reason: str) -> int:
    check_right(actor, "red_list.withdraw")
    return withdraw_records(RedList, keys, kind="red_list", actor=actor, at=at, reason=reason)


def withdraw_red_list_types(keys: Sequence[str], *, actor: Actor, at: datetime, reason: str) -> int:
    check_right(actor, "red_list_type.withdraw")
    return withdraw_records(RedListType, keys, kind="red_list_type", actor=actor, at=at, reason=reason)


def _describe(row: RedListCategory) -> dict[str, Any]:
    return {"names": dict(row.names), "notes": dict(row.notes), "position": row.position}


def _make_change(red_list: RedList, category: NewCategory, before: dict[str, Any] | None) -> Change:
    return Change(
        "red_list.categorise",
        red_list.key,
        {category.code: before} if before else None,
        {category.code: category.describe()},
    )
