"""Damage as it was seen on site: reports merged by the tokens of the forms they were written in, never by who came last.

A form that is sent twice is one report; an item that is sent twice is one item; two people's reports of one place both stay.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts
from museion.heritage.lost import Lost, make_loss
from museion.heritage.models import CulturalObject
from museion.heritage.pictures import KeptPicture
from museion.response.models import DamageAssessment, DamageItem, Incident
from museion.response.terms import DamageExtent, DamagePhase

RIGHT = "incident.assess"


class InvalidLossError(ValueError):
    """The item cannot become a loss; the message says why."""


@dataclass(frozen=True, slots=True)
class SeenDamage:
    """One damage and the one photo that shows it."""

    what: str
    extent: DamageExtent
    place: str = ""
    cause: str = ""
    picture: KeptPicture | None = None
    object: CulturalObject | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A first-aid report. `token`: made in the form; `losses`: people, income, infrastructure, long-term effects."""

    token: str
    phase: DamagePhase
    significance: str = ""
    what_happened: str = ""
    intangible: Mapping[str, str] = field(default_factory=dict)
    losses: Mapping[str, str] = field(default_factory=dict)
    risks: Sequence[str] = ()
    priorities: Sequence[str] = ()
    items: Sequence[SeenDamage] = ()


@transaction.atomic
def record_assessment(
    incident: Incident, assessment: Assessment, *, actor: Actor, at: datetime
) -> tuple[DamageAssessment, bool]:
    """The report, and whether it is new."""
    check_right(actor, RIGHT, incident)
    token = hashlib.sha256(f"{incident.key} {assessment.token}".encode()).hexdigest()
    known = DamageAssessment.objects.filter(client_token=token).first()
    if known:
        return known, False
    values: dict[str, Any] = {
        "incident_id": incident.id,
        "museum_id": incident.museum_id,
        "phase": assessment.phase.value,
        "significance": assessment.significance,
        "what_happened": assessment.what_happened,
        "intangible": dict(assessment.intangible),
        "losses": dict(assessment.losses),
        "risks": list(assessment.risks),
        "priorities": list(assessment.priorities),
        "client_token": token,
        "assessed_by": actor.name[:200],
        "assessed_at": at,
        "access": AccessLevel.DESK.value,
    }
    saved = save_drafts(DamageAssessment, [Draft(values)], kind="damage_assessment", actor=actor, at=at)
    row = DamageAssessment.objects.get(key=saved.keys[0])
    for number, seen in enumerate(assessment.items):
        _add_item(row, seen, client_token=f"{token[:56]}-{number}")
    return row, True


@transaction.atomic
def link_object(item: DamageItem, held: CulturalObject, *, actor: Actor, at: datetime) -> None:
    """Which object of the catalogue was damaged."""
    check_right(actor, RIGHT, item.assessment)
    item.object = held
    item.save(update_fields=["object"])
    _note(item, "damage_assessment.link", {"item": item.pk, "object": held.key}, actor=actor, at=at)


@transaction.atomic
def report_lost(item: DamageItem, *, language: str, actor: Actor, at: datetime) -> str:
    """The lost object becomes a record of the loss register in one act; returns that record's key."""
    check_right(actor, RIGHT, item.assessment)
    if item.loss_key:
        return item.loss_key
    if item.extent != DamageExtent.LOST or item.object is None:
        raise InvalidLossError(_("Only an object of the catalogue that is lost or missing becomes a loss."))
    incident = item.assessment.incident
    lost = Lost(
        object=item.object,
        circumstances=f"{incident.title}: {item.what}",
        language=language,
        place=item.place or incident.place,
        country=incident.country,
        lost_text=f"{incident.opened_at:%Y-%m-%d}",
    )
    item.loss_key = make_loss(lost, actor=actor, at=at)
    item.save(update_fields=["loss_key"])
    _note(item, "damage_assessment.report_lost", {"item": item.pk, "loss": item.loss_key}, actor=actor, at=at)
    return item.loss_key


def _add_item(assessment: DamageAssessment, seen: SeenDamage, *, client_token: str) -> None:
    DamageItem.objects.create(
        assessment=assessment,
        client_token=client_token,
        what=seen.what[:300],
        place=seen.place[:300],
        cause=seen.cause[:300],
        extent=seen.extent,
        photo=seen.picture.file_name if seen.picture else "",
        object=seen.object,
    )


def _note(item: DamageItem, action: str, after: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    key = item.assessment.key
    record_changes([Change(action, key, None, after)], actor=actor, at=at)
    announce("damage_assessment", [key])
