"""Contributions as their authors hand them in: the call, proposals, revisions, what authors hear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.languages import LanguageMap
from museion.core.messages import queue_message
from museion.core.saving import Draft, save_drafts
from museion.core.site_address import get_site_address
from museion.events.actions.registrations import make_token
from museion.events.letters import choose_site_language
from museion.events.models import Call, Contribution, Event, Speaker
from museion.events.problems import EventError
from museion.events.terms import ContributionState
from museion.network.models import Person

_RECEIVED = gettext_lazy("Received: %(title)s")


@dataclass(frozen=True, slots=True)
class StatedSpeaker:
    name: str
    email: str = ""
    institution: str = ""
    country: str = ""
    biography: dict[str, str] = field(default_factory=dict)
    is_presenting: bool = True
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What authors state; `topic` is the place in the call's list."""

    titles: Mapping[str, str]
    abstracts: Mapping[str, str]
    speakers: Sequence[StatedSpeaker]
    kind: str = "paper"
    topic: int | None = None
    language: str = ""
    account_id: int | None = None


@transaction.atomic
def save_call(event: Event, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Call:
    check_right(actor, "event.update", event)
    if values["closes_at"] is None or values["opens_at"] is None or values["closes_at"] <= values["opens_at"]:
        raise EventError(_("A call closes after it opens."), "closes_at")
    if (due := values.get("reviews_due_at")) and due <= values["opens_at"]:
        raise EventError(_("Judgements are due after the call opens."), "reviews_due_at")
    before = Call.objects.filter(event=event).values(*values).first()
    call, _is_new = Call.objects.update_or_create(event=event, defaults=dict(values))
    record_changes([Change("event.update_call", event.key, before, dict(values))], actor=actor, at=at)
    return call


@transaction.atomic
def submit_proposal(event: Event, proposal: Proposal, *, actor: Actor, at: datetime) -> Contribution:
    """Raises `EventError`. What is proposed is read by the committee alone."""
    call = _get_open_call(event, at)
    _check_proposal(proposal, call)
    values = {
        **_describe(proposal),
        "event_id": event.pk,
        "token": make_token(),
        "account_id": proposal.account_id,
        "submitted_at": at,
        "access": AccessLevel.COMMITTEE.value,
        "scope_key": event.scope_key,
    }
    saved = save_drafts(Contribution, [Draft(values)], kind="contribution", actor=actor, at=at)
    paper = Contribution.objects.select_related("event").get(key=saved.keys[0])
    _write_speakers(paper, proposal.speakers)
    tell_authors(paper, _RECEIVED, "", at=at)
    return paper


@transaction.atomic
def revise_proposal(paper: Contribution, proposal: Proposal, *, actor: Actor, at: datetime) -> Contribution:
    """By whoever holds its link, while the call is open or the committee asked for a revision; what is decided stays so."""
    if paper.state not in (ContributionState.SUBMITTED, ContributionState.REVISE):
        raise EventError(_("The committee has decided on it. Please write to the organisers."))
    is_asked_for = paper.state == ContributionState.REVISE
    call = Call.objects.get(event=paper.event) if is_asked_for else _get_open_call(paper.event, at)
    _check_proposal(proposal, call)
    values = {**_describe(proposal), "state": ContributionState.SUBMITTED.value}
    save_drafts(Contribution, [Draft(values, id=paper.pk)], kind="contribution", actor=actor, at=at)
    paper.speakers.all().delete()
    _write_speakers(paper, proposal.speakers)
    return Contribution.objects.select_related("event").get(pk=paper.pk)


def withdraw_proposal(paper: Contribution, *, actor: Actor, at: datetime) -> None:
    """By its authors; it leaves the programme."""
    values = {
        "state": ContributionState.WITHDRAWN.value,
        "session_id": None,
        "access": AccessLevel.COMMITTEE.value,
        "scope_key": paper.event.scope_key,
    }
    save_drafts(Contribution, [Draft(values, id=paper.pk)], kind="contribution", actor=actor, at=at)


def _get_open_call(event: Event, at: datetime) -> Call:
    call = Call.objects.filter(event=event).first()
    if call is None or not call.opens_at <= at < call.closes_at or event.is_cancelled:
        raise EventError(_("No call is open for this event."))
    return call


def _check_proposal(proposal: Proposal, call: Call) -> None:
    if not proposal.titles:
        raise EventError(_("A contribution has a title, in one language at least."), "titles")
    if not proposal.speakers:
        raise EventError(_("Say who speaks."), "speakers")
    longest = max((len(text.split()) for text in proposal.abstracts.values()), default=0)
    if not longest:
        raise EventError(_("Please write an abstract."), "abstracts")
    if longest > call.most_words:
        message = _("The abstract has %(count)s words; at most %(most)s are taken.")
        raise EventError(message % {"count": longest, "most": call.most_words}, "abstracts")


def _describe(proposal: Proposal) -> dict[str, Any]:
    return {
        "titles": dict(proposal.titles),
        "abstracts": dict(proposal.abstracts),
        "kind": proposal.kind,
        "topic": proposal.topic,
        "language": proposal.language,
    }


def _write_speakers(paper: Contribution, speakers: Sequence[StatedSpeaker]) -> None:
    Speaker.objects.bulk_create(
        Speaker(
            contribution=paper,
            person=speaker.person,
            name=speaker.name[:300],
            email=speaker.email.lower(),
            institution=speaker.institution[:300],
            country=speaker.country,
            biography=LanguageMap(speaker.biography),
            is_presenting=speaker.is_presenting,
            position=position,
        )
        for position, speaker in enumerate(speakers)
    )


def tell_authors(paper: Contribution, subject: Promise, text: str, *, at: datetime) -> None:
    """In the language of the contribution, so `subject` is translated here, not where it is chosen."""
    language = choose_site_language(paper.language)
    with translation.override(language):
        told = str(subject) % {"title": paper.titles.pick(language).text}
        address = f"{get_site_address()}/proposals/{paper.token}"
        body = "\n\n".join(part for part in (told, text, address) if part)
    for speaker in paper.speakers.exclude(email=""):
        queue_message(
            f"proposal {paper.key} {speaker.position} {paper.state} {at:%Y%m%dT%H%M%S}",
            to_address=speaker.email,
            subject=told,
            body=body,
            language=language,
            at=at,
        )
