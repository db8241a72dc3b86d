"""Writes of the register itself: bodies, museums, people, mandates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import update_rows
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.network.actions.offices import end_roles_of_office
from museion.network.models import Body, Competence, Mandate, Museum, Person
from museion.network.rights import check_fields, find_changes
from museion.vocabulary.models import Concept


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
    check_right(actor, "body.withdraw", body)
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
    check_right(actor, "museum.withdraw", museum)
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
    check_right(actor, "person.withdraw", person)
    withdraw_records(Person, [person.key], kind="person", actor=actor, at=at, reason=reason)


def save_mandates(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many mandates at once, as an import does."""
    check_right(actor, "mandate.import")
    return save_drafts(Mandate, drafts, kind="mandate", actor=actor, at=at, reason=reason)


def create_mandate(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Mandate:
    check_right(actor, "mandate.create", _get_scopes(Body, values.get("body_id")))
    saved = save_drafts(Mandate, [Draft(values)], kind="mandate", actor=actor, at=at, reason=reason)
    return Mandate.objects.get(key=saved.keys[0])


@transaction.atomic
def update_mandate(mandate: Mandate, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Raises `NotAllowedError` for fields that only the register may change, see `network.rights`."""
    changes = find_changes(mandate, values)
    there = _get_scopes(Body, changes.get("body_id"))
    check_fields(actor, "mandate", changes, here=mandate.body.scope_keys(), there=there)
    save_drafts(Mandate, [Draft(changes, id=mandate.id)], kind="mandate", actor=actor, at=at, reason=reason)
    end_roles_of_office(mandate.person_id, mandate.body.key, actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What somebody has learnt; `body` vouches for it, `evidence_key` is the record that proves it."""

    person: Person
    concept: Concept
    body: Body
    gained_date: date
    expires_date: date | None = None
    evidence_key: str = ""


@transaction.atomic
def add_competence(learnt: Learnt, *, actor: Actor, at: datetime) -> Competence:
    """The concept becomes one of the person's specialities too, which is where a mission's team is looked for."""
    check_right(actor, "competence.create", learnt.body)
    person, concept = learnt.person, learnt.concept
    is_new_speciality = not person.specialities.filter(pk=concept.pk).exists()
    competence, is_new = Competence.objects.get_or_create(
        person=person,
        concept=concept,
        evidence_key=learnt.evidence_key,
        withdrawn_at=None,
        defaults={
            "body": learnt.body,
            "gained_date": learnt.gained_date,
            "expires_date": learnt.expires_date,
            "added_speciality": is_new_speciality,
        },
    )
    if is_new:
        person.specialities.add(concept)
        after = {"concept": concept.key, "gained_date": learnt.gained_date, "evidence": learnt.evidence_key}
        _touch_person(person, Change("competence.create", person.key, None, after), actor=actor, at=at)
    return competence


@transaction.atomic
def withdraw_competence(competence: Competence, *, actor: Actor, at: datetime, reason: str) -> None:
    """A speciality goes with it, if nothing else vouches for that and the person had not stated it."""
    check_right(actor, "competence.withdraw", competence.body.scope_keys() if competence.body else ())
    if not Competence.objects.filter(pk=competence.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        return
    person, concept = competence.person, competence.concept
    others = Competence.objects.filter(person=person, concept=concept, withdrawn_at__isnull=True)
    if competence.added_speciality and not others.update(added_speciality=True):
        person.specialities.remove(concept)
    change = Change("competence.withdraw", person.key, {"concept": concept.key}, None)
    _touch_person(person, change, actor=actor, at=at, reason=reason)


def _touch_person(person: Person, change: Change, *, actor: Actor, at: datetime, reason: str = "") -> None:
    update_rows(Person, ("changed_at", "id"), [(at, person.pk)])
    record_changes([change], actor=actor, at=at, reason=reason)
    announce("person", [person.key])


def _get_scopes(model: type[Body] | type[Museum], number: int | None) -> tuple[str, ...]:
    """In whose name a record that hangs on this one is written; nobody's but the whole network's without one."""
    above = model._default_manager.filter(id=number).first() if number else None
    return above.scope_keys() if above else ()
