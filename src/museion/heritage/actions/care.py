"""Condition checks, movements, inventory rounds and the other procedures of collections management."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, Saved, save_drafts
from museion.heritage.care_terms import ProcedureKind
from museion.heritage.models import (
    ConditionCheck,
    CulturalObject,
    InventoryRound,
    InventoryScan,
    Movement,
    Procedure,
)
from museion.heritage.procedures import FIELD_LABELS, load_procedures
from museion.heritage.queries.care import find_scanned
from museion.network.models import Museum

MOST_MARKS = 100
# Days are the person's own, moments UTC: somewhere it is tomorrow already.
_FIRST_TO_HAVE_TOMORROW = timedelta(hours=14)


class InvalidCareError(ValueError):
    """What was stated cannot be kept so; the message says why."""


def close_to_others(museum: Museum | None) -> dict[str, str]:
    """For who acts for the museum; without a museum for the desk."""
    if museum is None:
        return {"access": AccessLevel.DESK.value}
    return {"access": AccessLevel.COMMITTEE.value, "scope_key": museum.key}


def record_check(record: CulturalObject, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> ConditionCheck:
    check_right(actor, "condition_check.create", record)
    saved = save_checks([(record, values)], actor=actor, at=at)
    return ConditionCheck.objects.get(key=saved.keys[0])


def save_checks(checks: Iterable[tuple[CulturalObject, Mapping[str, Any]]], *, actor: Actor, at: datetime) -> Saved:
    """Many at once; each is read by who acts for the object's museum, and by nobody else where there is none."""
    drafts = []
    for record, values in checks:
        check_right(actor, "condition_check.create", record)
        _check_marks(values.get("marks") or [])
        if values["checked_date"] > (at + _FIRST_TO_HAVE_TOMORROW).date():
            raise InvalidCareError(_("A check cannot have been made in the future."))
        if values.get("next_check_date") and values["next_check_date"] < values["checked_date"]:
            raise InvalidCareError(_("The next check comes after this one."))
        drafts.append(Draft({"object_id": record.id, **values, **close_to_others(record.museum)}))
    return save_drafts(ConditionCheck, drafts, kind="condition_check", actor=actor, at=at)


def move_object(record: CulturalObject, place: str, *, actor: Actor, at: datetime, reason: str = "") -> Movement:
    """Where it is now stands with the object; the journal does not tell places to those who may not know them."""
    check_right(actor, "object.update", record)
    if not place.strip():
        raise InvalidCareError(_("Say where the object is now."))
    with transaction.atomic():
        movement = Movement.objects.create(
            object=record,
            place_before=record.store_location,
            place=place.strip()[:200],
            moved_at=at,
            mover=actor.name,
            reason=reason[:200],
        )
        CulturalObject.objects.filter(id=record.id).update(store_location=movement.place, changed_at=at)
        record_changes([Change("object.move", record.key, None, {"movement": movement.pk})], actor=actor, at=at)
        announce("object", [record.key])
    record.store_location = movement.place
    return movement


def begin_round(museum: Museum, place: str, *, actor: Actor, at: datetime) -> InventoryRound:
    """Expected is what the catalogue says is stored there now."""
    check_right(actor, "inventory_round.create", museum)
    if not place.strip():
        raise InvalidCareError(_("Say which place is gone through."))
    held = CulturalObject.objects.current().filter(museum=museum, store_location=place.strip())
    values = {"museum_id": museum.id, "place": place.strip()[:200], "begun_at": at, **close_to_others(museum)}
    draft = Draft(values, links={"expected": list(held.values_list("id", flat=True))})
    saved = save_drafts(InventoryRound, [draft], kind="inventory_round", actor=actor, at=at)
    return InventoryRound.objects.select_related("museum").get(key=saved.keys[0])


@transaction.atomic
def record_scan(
    held: InventoryRound, code: str, *, actor: Actor, at: datetime, note: str = "", seen_at: datetime | None = None
) -> InventoryScan:
    """The same code a second time changes nothing. A code that nobody knows is kept, to be looked into.

    `seen_at`: when a device without a line read it; a clock that is wrong counts as now.
    """
    check_right(actor, "inventory_round.update", held)
    if held.closed_at:
        raise InvalidCareError(_("This round is closed."))
    text = code.strip()[:300]
    if not text:
        raise InvalidCareError(_("No code was read."))
    is_told = seen_at is not None and seen_at.tzinfo is not None and held.begun_at <= seen_at <= at
    moment = seen_at if seen_at is not None and is_told else at
    found = find_scanned(text, held.museum_id)
    scan, is_new = InventoryScan.objects.get_or_create(
        round=held,
        code=found.key if found else text,
        defaults={"object": found, "seen_at": moment, "seen_by": actor.name, "note": note[:500]},
    )
    if is_new:
        change = Change(
            "inventory_round.scan", held.key, None, {"code": scan.code, "object": found.key if found else None}
        )
        record_changes([change], actor=actor, at=at)
    return scan


def close_round(held: InventoryRound, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "inventory_round.update", held)
    save_drafts(InventoryRound, [Draft({"closed_at": at}, id=held.id)], kind="inventory_round", actor=actor, at=at)
    held.refresh_from_db()


def record_procedure(museum: Museum, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Procedure:
    """Raises `InvalidCareError` where something that the kind asks for is missing."""
    check_right(actor, "procedure.create", museum)
    _check_procedure(values)
    draft = Draft({**values, "museum_id": museum.id, **close_to_others(museum)})
    saved = save_drafts(Procedure, [draft], kind="procedure", actor=actor, at=at)
    return Procedure.objects.select_related("museum", "object").get(key=saved.keys[0])


def close_procedure(held: Procedure, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "procedure.update", held)
    save_drafts(Procedure, [Draft({"closed_date": at.date()}, id=held.id)], kind="procedure", actor=actor, at=at)
    held.refresh_from_db()


def _check_procedure(values: Mapping[str, Any]) -> None:
    asked = load_procedures()[ProcedureKind(values["kind"])]
    stated = {"object": values.get("object_id"), "party": values.get("party"), "reason": values.get("reason")}
    stated |= values.get("values") or {}
    missing = [name for name in asked.needs if not stated.get(name)]
    if missing:
        names = {"object": _("object"), "party": _("person or institution"), "reason": _("reason"), **FIELD_LABELS}
        raise InvalidCareError(
            _("Still missing: %(names)s.") % {"names": ", ".join(str(names[name]) for name in missing)}
        )


def _check_marks(marks: list[dict[str, Any]]) -> None:
    if len(marks) > MOST_MARKS:
        raise InvalidCareError(_("A check holds at most %(count)s marks.") % {"count": MOST_MARKS})
    for mark in marks:
        is_inside = all(isinstance(mark.get(side), int | float) and 0 <= mark[side] <= 1 for side in ("x", "y"))
        if not is_inside:
            raise InvalidCareError(_("A mark lies outside its picture."))
