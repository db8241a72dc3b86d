"""Certificates: earned by attendance, signed, revocable; those of training reach the person's record."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts
from museion.core.signing.keys import get_signing_key
from museion.core.signing.statements import sign
from museion.events.actions.registrations import make_token
from museion.events.actions.telling import send_letter
from museion.events.letters import write_line
from museion.events.models import Certificate, CertificateRule, Event, Registration
from museion.events.problems import EventError
from museion.events.queries.attendance import get_presences
from museion.events.terms import CertificateKind
from museion.network.actions import Learnt, add_competence, withdraw_competence
from museion.network.models import Competence


@transaction.atomic
def save_rule(event: Event, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> CertificateRule:
    check_right(actor, "event.update", event)
    if not 0 <= values.get("least_percent", 0) <= 100:
        raise EventError(_("A share is between 0 and 100 percent."), "least_percent")
    rule, _is_new = CertificateRule.objects.update_or_create(event=event, defaults=dict(values))
    after = {name: str(value) for name, value in values.items()}
    record_changes([Change("event.update_certificates", event.key, None, after)], actor=actor, at=at)
    return rule


def issue_certificates(event: Event, *, actor: Actor, at: datetime) -> list[Certificate]:
    """To everybody who earned one and has none yet. Not before the event is over."""
    check_right(actor, "certificate.create", event)
    rule = CertificateRule.objects.filter(event=event).select_related("competence").first()
    if rule is None:
        raise EventError(_("Say first what earns a certificate."))
    if at < event.ends_at:
        raise EventError(_("Certificates are issued when the event is over."))
    due = [one.registration for one in get_presences(event, rule) if one.is_eligible and one.certificate is None]
    return [_issue(registration, rule, event, actor=actor, at=at) for registration in due]


@transaction.atomic
def _issue(
    registration: Registration, rule: CertificateRule, event: Event, *, actor: Actor, at: datetime
) -> Certificate:
    """The name is written beside the journal, which keeps everything for ever."""
    values = {
        "event_id": event.pk,
        "registration_id": registration.pk,
        "kind": rule.kind,
        "token": make_token(),
        "issued_at": at,
        "access": AccessLevel.COMMITTEE.value,
        "scope_key": event.scope_key,
    }
    saved = save_drafts(Certificate, [Draft(values)], kind="certificate", actor=actor, at=at)
    certificate = Certificate.objects.select_related("event", "registration").get(key=saved.keys[0])
    certificate.name = registration.name
    certificate.statement = sign(_state(certificate, rule), get_signing_key())
    competence = _teach(registration, rule, certificate, actor=actor, at=at)
    certificate.competence_number = competence.pk if competence else None
    certificate.save(update_fields=["name", "statement", "competence_number"])
    letter = write_line(registration, _("Your certificate: %(title)s"), "")
    send_letter(f"certificate {certificate.key}", registration, letter, at=at)
    return certificate


def _state(certificate: Certificate, rule: CertificateRule) -> dict[str, Any]:
    """What is signed: enough to check the paper without asking this site."""
    event = certificate.event
    return {
        "type": "certificate",
        "certificate": certificate.key,
        "kind": certificate.kind,
        "name": certificate.name,
        "event": event.key,
        "titles": dict(event.titles),
        "begins_at": event.begins_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "hours": str(rule.hours) if rule.hours is not None else "",
        "competence": rule.competence.key if rule.competence else "",
        "issued_at": certificate.issued_at.isoformat(),
    }


def _teach(
    registration: Registration, rule: CertificateRule, certificate: Certificate, *, actor: Actor, at: datetime
) -> Competence | None:
    """Training adds to what the register knows of the person, where it knows the person."""
    event, person = certificate.event, registration.person
    body = event.bodies.first()
    if rule.kind != CertificateKind.TRAINING or rule.competence is None or person is None or body is None:
        return None
    gained = event.ends_at.date()
    expires = _add_years(gained, rule.valid_years) if rule.valid_years else None
    learnt = Learnt(person, rule.competence, body, gained, expires, certificate.key)
    return add_competence(learnt, actor=actor, at=at)


def _add_years(day: date, years: int) -> date:
    """29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def revoke_certificate(certificate: Certificate, reason: str, *, actor: Actor, at: datetime) -> None:
    """Its link says so from now on; what it taught leaves the person's record."""
    check_right(actor, "certificate.withdraw", certificate)
    if not reason.strip():
        raise EventError(_("Say why it is revoked; the public page shows it."), "reason")
    values = {"revoked_at": at, "revoked_for": reason.strip()[:500]}
    save_drafts(Certificate, [Draft(values, id=certificate.pk)], kind="certificate", actor=actor, at=at, reason=reason)
    competence = (
        Competence.objects.filter(pk=certificate.competence_number or 0)
        .select_related("person", "concept", "body")
        .first()
    )
    if competence is not None:
        withdraw_competence(competence, actor=actor, at=at, reason=reason)
