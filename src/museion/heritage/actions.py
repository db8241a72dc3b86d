"""Every write of the room: check the right, save with journal and outbox. Doors, imports and the sample call these."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.heritage.models import CulturalObject, IntangibleElement


def save_objects(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many objects at once, as an import does."""
    check_right(actor, "object.import")
    return save_drafts(CulturalObject, drafts, kind="object", actor=actor, at=at, reason=reason)


def create_object(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> CulturalObject:
    check_right(actor, "object.create", [values["scope_key"]] if values.get("scope_key") else ())
    saved = save_drafts(CulturalObject, [Draft(values)], kind="object", actor=actor, at=at, reason=reason)
    return CulturalObject.objects.get(key=saved.keys[0])


def update_object(
    record: CulturalObject, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    check_right(actor, "object.update", record.scope_keys())
    save_drafts(CulturalObject, [Draft(values, id=record.id)], kind="object", actor=actor, at=at, reason=reason)


def withdraw_object(record: CulturalObject, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "object.withdraw", record.scope_keys())
    withdraw_records(CulturalObject, [record.key], kind="object", actor=actor, at=at, reason=reason)


def save_elements(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many elements at once, as an import does."""
    check_right(actor, "element.import")
    return save_drafts(IntangibleElement, drafts, kind="element", actor=actor, at=at, reason=reason)


def create_element(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> IntangibleElement:
    check_right(actor, "element.create", [values["scope_key"]] if values.get("scope_key") else ())
    saved = save_drafts(IntangibleElement, [Draft(values)], kind="element", actor=actor, at=at, reason=reason)
    return IntangibleElement.objects.get(key=saved.keys[0])


def update_element(
    element: IntangibleElement, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    check_right(actor, "element.update", element.scope_keys())
    save_drafts(IntangibleElement, [Draft(values, id=element.id)], kind="element", actor=actor, at=at, reason=reason)


def withdraw_element(element: IntangibleElement, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "element.withdraw", element.scope_keys())
    withdraw_records(IntangibleElement, [element.key], kind="element", actor=actor, at=at, reason=reason)
