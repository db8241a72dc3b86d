"""Writing objects, elements and photographs: check the right, save with journal and outbox."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right, may
from museion.core.bulk import insert_rows, update_rows
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.heritage.models import CulturalObject, IntangibleElement, Photograph
from museion.heritage.pictures import KeptPicture
from museion.heritage.terms import PhotographView


@dataclass(frozen=True, slots=True)
class NewPhotograph:
    """A kept picture that is to show the object of this number (`CulturalObject.id`)."""

    object_id: int
    picture: KeptPicture
    view: str = PhotographView.OVERALL
    captions: dict[str, str] = field(default_factory=dict)
    position: int = 0


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


def attach_photographs(photographs: Sequence[NewPhotograph], *, actor: Actor, at: datetime, reason: str = "") -> int:
    """Add many pictures to many objects; returns how many are new. An object that has the same bytes already keeps one."""
    by_object: dict[int, list[NewPhotograph]] = {}
    for photograph in photographs:
        by_object.setdefault(photograph.object_id, []).append(photograph)
    added = 0
    with transaction.atomic():
        numbers = list(by_object)
        for start in range(0, len(numbers), _OBJECTS_AT_ONCE):
            part = {number: by_object[number] for number in numbers[start : start + _OBJECTS_AT_ONCE]}
            added += _attach(part, actor=actor, at=at, reason=reason)
    return added


_OBJECTS_AT_ONCE = 500


def _attach(by_object: dict[int, list[NewPhotograph]], *, actor: Actor, at: datetime, reason: str) -> int:
    records = CulturalObject.objects.filter(id__in=by_object).select_related("museum__national_committee").in_bulk()
    if missing := set(by_object) - set(records):
        raise CulturalObject.DoesNotExist(f"no object has the number {min(missing)}")
    if not may(actor, "object.import"):
        for record in records.values():
            check_right(actor, "object.update", record.scope_keys())
    held = set(Photograph.objects.filter(object_id__in=by_object).values_list("object_id", "file_name"))
    new: dict[tuple[int, str], NewPhotograph] = {}
    for photograph in (photograph for group in by_object.values() for photograph in group):
        identity = (photograph.object_id, photograph.picture.file_name)
        if identity not in held:
            new.setdefault(identity, photograph)
    insert_rows(Photograph, _PHOTOGRAPH_COLUMNS, [_make_row(photograph) for photograph in new.values()])
    touched = [records[number] for number in dict.fromkeys(number for number, _ in new)]
    update_rows(CulturalObject, ("changed_at", "id"), [(at, record.id) for record in touched])
    changes = [_make_change(records[photograph.object_id].key, photograph) for photograph in new.values()]
    record_changes(changes, actor=actor, at=at, reason=reason)
    announce("object", [record.key for record in touched])
    return len(new)


_PHOTOGRAPH_COLUMNS = ("object", "file_name", "media_type", "width", "height", "view", "captions", "position")


def _make_row(photograph: NewPhotograph) -> tuple[Any, ...]:
    picture = photograph.picture
    return (
        photograph.object_id,
        picture.file_name,
        picture.media_type,
        picture.width,
        picture.height,
        str(photograph.view),
        photograph.captions,
        photograph.position,
    )


def _make_change(key: str, photograph: NewPhotograph) -> Change:
    after = {"file_name": photograph.picture.file_name, "view": str(photograph.view)}
    return Change("object.attach_photograph", key, None, after)


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
