"""Every write of the room: check the right, save with journal and outbox. Doors, imports and the sample call these."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.network.models import Body, Mandate, Museum, Person
from museion.network.rights import check_fields, find_changes


def save_bodies(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many bodies at once, as an import does."""
    check_right(actor, "body.import")
    return save_drafts(Body, drafts, kind="body", actor=actor, at=at, reason=reason)


def create_body(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Body:
    check_right(actor, "body.create", _get_scopes(Body, values.get("parent_id")))
    saved = save_drafts(Body, [Draft(values)], kind="body", actor=actor, at=at, reason=reason)
    return Body.objects.get(key=saved.keys[0])


def update_body(body: Body, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Raises `NotAllowedError` for fields that only the register may change, see `network.rights`."""
    changes = find_changes(body, values)
    there = _get_scopes(Body, changes.get("parent_id"))
    check_fields(actor, "body", changes, here=body.scope_keys(), there=there)
    save_drafts(Body, [Draft(changes, id=body.id)], kind="body", actor=actor, at=at, reason=reason)


def withdraw_body(body: Body, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "body.withdraw", body.scope_keys())
    withdraw_records(Body, [body.key], kind="body", actor=actor, at=at, reason=reason)


def save_museums(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many museums at once, as an import does."""
    check_right(actor, "museum.import")
    return save_drafts(Museum, drafts, kind="museum", actor=actor, at=at, reason=reason)


def create_museum(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Museum:
    check_right(actor, "museum.create", _get_scopes(Body, values.get("national_committee_id")))
    saved = save_drafts(Museum, [Draft(values)], kind="museum", actor=actor, at=at, reason=reason)
    return Museum.objects.get(key=saved.keys[0])


def update_museum(museum: Museum, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Raises `NotAllowedError` for fields that only the register may change, see `network.rights`."""
    changes = find_changes(museum, values)
    there = _get_scopes(Body, changes.get("national_committee_id"))
    check_fields(actor, "museum", changes, here=museum.scope_keys(), there=there)
    save_drafts(Museum, [Draft(changes, id=museum.id)], kind="museum", actor=actor, at=at, reason=reason)


def withdraw_museum(museum: Museum, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "museum.withdraw", museum.scope_keys())
    withdraw_records(Museum, [museum.key], kind="museum", actor=actor, at=at, reason=reason)


def save_people(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many people at once, as an import does."""
    check_right(actor, "person.import")
    return save_drafts(Person, drafts, kind="person", actor=actor, at=at, reason=reason)


def create_person(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Person:
    check_right(actor, "person.create", _get_scopes(Museum, values.get("institution_id")))
    saved = save_drafts(Person, [Draft(values)], kind="person", actor=actor, at=at, reason=reason)
    return Person.objects.get(key=saved.keys[0])


def update_person(person: Person, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Raises `NotAllowedError` for fields that only the register may change, see `network.rights`."""
    changes = find_changes(person, values)
    there = _get_scopes(Museum, changes.get("institution_id"))
    check_fields(actor, "person", changes, here=person.scope_keys(), there=there)
    save_drafts(Person, [Draft(changes, id=person.id)], kind="person", actor=actor, at=at, reason=reason)


def withdraw_person(person: Person, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "person.withdraw", person.scope_keys())
    withdraw_records(Person, [person.key], kind="person", actor=actor, at=at, reason=reason)


def save_mandates(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many mandates at once, as an import does."""
    check_right(actor, "mandate.import")
    return save_drafts(Mandate, drafts, kind="mandate", actor=actor, at=at, reason=reason)


def create_mandate(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Mandate:
    check_right(actor, "mandate.create", _get_scopes(Body, values.get("body_id")))
    saved = save_drafts(Mandate, [Draft(values)], kind="mandate", actor=actor, at=at, reason=reason)
    return Mandate.objects.get(key=saved.keys[0])


def update_mandate(mandate: Mandate, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Raises `NotAllowedError` for fields that only the register may change, see `network.rights`."""
    changes = find_changes(mandate, values)
    there = _get_scopes(Body, changes.get("body_id"))
    check_fields(actor, "mandate", changes, here=mandate.body.scope_keys(), there=there)
    save_drafts(Mandate, [Draft(changes, id=mandate.id)], kind="mandate", actor=actor, at=at, reason=reason)


def withdraw_mandate(mandate: Mandate, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "mandate.withdraw", mandate.body.scope_keys())
    withdraw_records(Mandate, [mandate.key], kind="mandate", actor=actor, at=at, reason=reason)


def _get_scopes(model: type[Body] | type[Museum], number: int | None) -> tuple[str, ...]:
    """In whose name a record that hangs on this one is written; nobody's but the whole network's without one."""
    above = model._default_manager.filter(id=number).first() if number else None
    return above.scope_keys() if above else ()
