"""Judging what was proposed: who judges it, what they say, what the committee decides. Authors never hear who judged."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from museion.core.access import AccessLevel, Actor, NotAllowedError, check_right
from museion.core.journal import Change, record_changes
from museion.core.messages import queue_message
from museion.core.models import Account
from museion.core.saving import Draft, save_drafts
from museion.core.site_address import get_site_address
from museion.events.actions.proposals import tell_authors
from museion.events.letters import choose_site_language
from museion.events.models import Contribution, Review, ReviewComment
from museion.events.planning.programmes import HARD, Interest, Somebody, find_interests
from museion.events.problems import EventError
from museion.events.terms import ContributionState, Recommendation
from museion.network.models import Person

CRITERIA = ("relevance", "quality", "originality")
_SUBJECTS = {
    ContributionState.ACCEPTED: gettext_lazy("Accepted: %(title)s"),
    ContributionState.REVISE: gettext_lazy("Please revise: %(title)s"),
    ContributionState.REJECTED: gettext_lazy("Not accepted: %(title)s"),
}


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


@transaction.atomic
def discuss(paper: Contribution, text: str, *, account: Account, actor: Actor, at: datetime) -> ReviewComment:
    """Among those who judge it, and the committee."""
    is_reviewer = paper.reviews.filter(reviewer=account, has_conflict=False).exists()
    if not is_reviewer:
        check_right(actor, "event.update", paper.event)
    if not text.strip():
        raise EventError(_("Please write something."), "text")
    comment = ReviewComment.objects.create(contribution=paper, author=account, text=text.strip()[:5000], at=at)
    _note(paper, "contribution.discuss", {"comment": comment.pk}, actor=actor, at=at)
    return comment


@transaction.atomic
def decide(paper: Contribution, state: str, note: str, *, actor: Actor, at: datetime) -> Contribution:
    """Accepted contributions become as public as the event; authors hear of it with what reviewers wrote to them."""
    check_right(actor, "event.update", paper.event)
    if state not in _SUBJECTS:
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
    told = [note, *paper.reviews.exclude(to_authors="").values_list("to_authors", flat=True)]
    tell_authors(paper, _SUBJECTS[ContributionState(state)], "\n\n".join(filter(None, told)), at=at)
    return paper


def _note(paper: Contribution, action: str, after: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    record_changes([Change(action, paper.key, None, dict(after))], actor=actor, at=at)
