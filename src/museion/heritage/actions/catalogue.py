"""Writing objects, elements and photographs: check the right, save with journal and outbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right, may
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.heritage.actions.picturing import Album, NewPhotograph, add_photographs, remove_photographs
from museion.heritage.models import ConditionCheck, CulturalObject, IntangibleElement, Photograph
from museion.network.models import Museum

_ALBUM = Album("object", CulturalObject, Photograph, "object")
_OBJECTS_AT_ONCE = 500


def save_objects(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many objects at once, as an import does."""
    check_right(actor, "object.import")
    return save_drafts(CulturalObject, drafts, kind="object", actor=actor, at=at, reason=reason)


def create_object(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> CulturalObject:
    """In the name of the museum that holds it, where one does."""
    check_right(actor, "object.create", _get_scopes(values))
    saved = save_drafts(CulturalObject, [Draft(values)], kind="object", actor=actor, at=at, reason=reason)
    return CulturalObject.objects.get(key=saved.keys[0])


def update_object(
    record: CulturalObject, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    check_right(actor, "object.update", record)
    save_drafts(CulturalObject, [Draft(values, id=record.id)], kind="object", actor=actor, at=at, reason=reason)


def withdraw_object(record: CulturalObject, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "object.withdraw", record)
    withdraw_records(CulturalObject, [record.key], kind="object", actor=actor, at=at, reason=reason)


def attach_photographs(photographs: Sequence[NewPhotograph], *, actor: Actor, at: datetime, reason: str = "") -> int:
    """Add many pictures to many objects; returns how many are new. An object that has the same bytes already keeps one."""
    by_object: dict[int, list[NewPhotograph]] = {}
    for photograph in photographs:
        by_object.setdefault(photograph.record_id, []).append(photograph)
    added = 0
    with transaction.atomic():
        numbers = list(by_object)
        for start in range(0, len(numbers), _OBJECTS_AT_ONCE):
            part = {number: by_object[number] for number in numbers[start : start + _OBJECTS_AT_ONCE]}
            added += _attach(part, actor=actor, at=at, reason=reason)
    return added


@transaction.atomic
def detach_photographs(
    record: CulturalObject, file_names: Iterable[str], *, actor: Actor, at: datetime, reason: str = ""
) -> tuple[str, ...]:
    """Take away what shows something else. Returns the names of those that stay, because a condition check has marks on them."""
    check_right(actor, "object.update", record)
    asked = set(file_names)
    checks = ConditionCheck.objects.filter(object=record).values_list("marks", flat=True)
    marked = {mark["file_name"] for marks in checks for mark in marks} & asked
    remove_photographs(_ALBUM, record, asked - marked, actor=actor, at=at, reason=reason)
    return tuple(sorted(marked))


def _attach(by_object: dict[int, list[NewPhotograph]], *, actor: Actor, at: datetime, reason: str) -> int:
    records = CulturalObject.objects.filter(id__in=by_object).select_related("museum__national_committee").in_bulk()
    if missing := set(by_object) - set(records):
        raise CulturalObject.DoesNotExist(f"no object has the number {min(missing)}")
    if not may(actor, "object.import"):
        for record in records.values():
            check_right(actor, "object.update", record)
    photographs = chain.from_iterable(by_object.values())
    return len(add_photographs(_ALBUM, photographs, records, actor=actor, at=at, reason=reason))


def save_elements(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many elements at once, as an import does."""
    check_right(actor, "element.import")
    return save_drafts(IntangibleElement, drafts, kind="element", actor=actor, at=at, reason=reason)


def create_element(
    values: dict[str, Any], *, related: Sequence[int] | None = None, actor: Actor, at: datetime, reason: str = ""
) -> IntangibleElement:
    """`related`: numbers of the objects that belong to it."""
    check_right(actor, "element.create", _get_scopes(values))
    draft = Draft(values, links=_link(related))
    saved = save_drafts(IntangibleElement, [draft], kind="element", actor=actor, at=at, reason=reason)
    return IntangibleElement.objects.get(key=saved.keys[0])


def update_element(
    element: IntangibleElement,
    values: dict[str, Any],
    *,
    related: Sequence[int] | None = None,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    check_right(actor, "element.update", element)
    draft = Draft(values, id=element.id, links=_link(related))
    save_drafts(IntangibleElement, [draft], kind="element", actor=actor, at=at, reason=reason)


def withdraw_element(element: IntangibleElement, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "element.withdraw", element)
    withdraw_records(IntangibleElement, [element.key], kind="element", actor=actor, at=at, reason=reason)


def _link(related: Sequence[int] | None) -> dict[str, list[int]]:
    return {} if related is None else {"related_objects": list(related)}


def _get_scopes(values: dict[str, Any]) -> tuple[str, ...]:
    """In whose name a new record is made: the museum that will hold it, else the body that it is written for."""
    scope_key = values.get("scope_key")
    if number := values.get("museum_id"):
        return Museum.objects.select_related("national_committee").get(id=number).scope_keys()
    museum = Museum.objects.select_related("national_committee").filter(key=scope_key).first() if scope_key else None
    return museum.scope_keys() if museum else (scope_key,) if scope_key else ()
