"""Contributions: proposed, judged, decided. Authors hear of decisions, never of who judged them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, NotAllowedError, check_right
from museion.core.journal import Change, record_changes
from museion.core.languages import LanguageMap
from museion.core.messages import queue_message
from museion.core.models import Account
from museion.core.saving import Draft, save_drafts
from museion.core.site_address import get_site_address
from museion.events.actions.registrations import make_token
from museion.events.letters import choose_site_language
from museion.events.models import Call, Contribution, Event, Review, ReviewComment, Speaker
from museion.events.planning.programmes import HARD, Interest, Somebody, find_interests
from museion.events.problems import EventError
from museion.events.terms import ContributionState, Recommendation
from museion.network.models import Person

CRITERIA = ("relevance", "quality", "originality")


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
    call, _is_new = Call.objects.update_or_create(event=event, defaults=dict(values))
    record_changes([Change("event.update_call", event.key, None, dict(values))], actor=actor, at=at)
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
    tell_authors(paper, _("Received: %(title)s"), "", at=at)
    return paper


@transaction.atomic
def revise_proposal(paper: Contribution, proposal: Proposal, *, actor: Actor, at: datetime) -> Contribution:
    """By whoever holds its link, while the call is open or the committee asked for a revision."""
    call = Call.objects.get(event=paper.event)
    if paper.state != ContributionState.REVISE:
        call = _get_open_call(paper.event, at)
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


def get_interests(paper: Contribution, reviewer: Account) -> frozenset[Interest]:
    """Why this account should not judge it, as far as the register and the form tell."""
    person = Person.objects.current().filter(email__iexact=reviewer.email).select_related("institution").first()
    own = Somebody(
        email=reviewer.email.lower(),
        person=person.key if person else "",
        institution=_fold(person.institution.names.pick("en").text) if person and person.institution else "",
        country=person.country if person else "",
    )
    authors = [
        Somebody(
            speaker.email.lower(),
            speaker.person.key if speaker.person else "",
            _fold(speaker.institution),
            speaker.country,
        )
        for speaker in paper.speakers.select_related("person")
    ]
    return find_interests(own, authors)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


@transaction.atomic
def assign_reviewer(paper: Contribution, reviewer: Account, *, actor: Actor, at: datetime) -> Review:
    """Raises `EventError` where the reviewer wrote it or works with who did."""
    check_right(actor, "event.update", paper.event)
    if interests := get_interests(paper, reviewer) & HARD:
        told = {
            Interest.AUTHOR: _("%(name)s wrote it."),
            Interest.INSTITUTION: _("%(name)s works at the same institution as an author."),
        }
        raise EventError(told[min(interests)] % {"name": reviewer}, "reviewer")
    review, is_new = Review.objects.get_or_create(contribution=paper, reviewer=reviewer, defaults={"assigned_at": at})
    if is_new:
        _note(paper, "contribution.assign", {"reviewer": reviewer.pk}, actor=actor, at=at)
        language = choose_site_language(reviewer.language)
        with translation.override(language):
            subject = _("Please judge a proposal: %(title)s") % {"title": paper.titles.pick(language).text}
        queue_message(
            f"review {paper.key} {reviewer.pk}",
            to_address=reviewer.email,
            subject=subject,
            body=f"{subject}\n\n{get_site_address()}/reviews/{review.pk}\n",
            language=language,
            at=at,
        )
    return review


@transaction.atomic
def judge(
    review: Review,
    *,
    scores: Mapping[str, int],
    recommendation: str,
    to_authors: str = "",
    to_committee: str = "",
    has_conflict: bool = False,
    actor: Actor,
    at: datetime,
) -> Review:
    """By the reviewer alone. Who declares a conflict gives no judgement."""
    if actor.account_id != review.reviewer_id:
        raise NotAllowedError(actor, "contribution.judge", ())
    if not has_conflict:
        wrong = [name for name in CRITERIA if scores.get(name) not in {1, 2, 3, 4, 5}]
        if wrong or recommendation not in Recommendation.values:
            raise EventError(_("Give each criterion one to five, and a recommendation."), "scores")
    review.scores = {} if has_conflict else {name: scores[name] for name in CRITERIA}
    review.recommendation = "" if has_conflict else recommendation
    review.to_authors, review.to_committee = to_authors[:20_000], to_committee[:20_000]
    review.has_conflict, review.judged_at = has_conflict, at
    review.save()
    _note(
        review.contribution, "contribution.judge", {"review": review.pk, "conflict": has_conflict}, actor=actor, at=at
    )
    return review


def discuss(paper: Contribution, text: str, *, account: Account, actor: Actor, at: datetime) -> ReviewComment:
    """Among those who judge it, and the committee."""
    is_reviewer = paper.reviews.filter(reviewer=account, has_conflict=False).exists()
    if not is_reviewer:
        check_right(actor, "event.update", paper.event)
    if not text.strip():
        raise EventError(_("Please write something."), "text")
    return ReviewComment.objects.create(contribution=paper, author=account, text=text.strip()[:5000], at=at)


@transaction.atomic
def decide(paper: Contribution, state: str, note: str, *, actor: Actor, at: datetime) -> Contribution:
    """Accepted contributions become as public as the event; authors hear of it with what reviewers wrote to them."""
    check_right(actor, "event.update", paper.event)
    if state not in {ContributionState.ACCEPTED, ContributionState.REVISE, ContributionState.REJECTED}:
        raise EventError(_("Accept it, ask for a revision, or reject it."), "state")
    is_accepted = state == ContributionState.ACCEPTED
    values: dict[str, Any] = {
        "state": state,
        "decided_at": at,
        "decision_note": note.strip()[:5000],
        "access": paper.event.access if is_accepted else AccessLevel.COMMITTEE.value,
        "scope_key": paper.event.scope_key,
    }
    if not is_accepted:
        values["session_id"] = None
    save_drafts(Contribution, [Draft(values, id=paper.pk)], kind="contribution", actor=actor, at=at)
    paper = Contribution.objects.select_related("event").get(pk=paper.pk)
    subjects = {
        ContributionState.ACCEPTED: _("Accepted: %(title)s"),
        ContributionState.REVISE: _("Please revise: %(title)s"),
        ContributionState.REJECTED: _("Not accepted: %(title)s"),
    }
    told = [note, *paper.reviews.exclude(to_authors="").values_list("to_authors", flat=True)]
    tell_authors(paper, subjects[ContributionState(state)], "\n\n".join(filter(None, told)), at=at)
    return paper


def tell_authors(paper: Contribution, subject: str, text: str, *, at: datetime) -> None:
    language = choose_site_language(paper.language)
    with translation.override(language):
        told = subject % {"title": paper.titles.pick(language).text}
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


def _note(paper: Contribution, action: str, after: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    record_changes([Change(action, paper.key, None, dict(after))], actor=actor, at=at)
