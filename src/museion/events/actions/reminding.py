"""Reminders before deadlines, to reviewers and authors. The key of a letter names the deadline, so that none goes out twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.languages import get_language_name
from museion.core.messages import queue_message
from museion.core.models import OutgoingMessage
from museion.core.models.records import RecordQuerySet
from museion.core.site_address import get_site_address
from museion.events.letters import choose_site_language
from museion.events.models import Call, Contribution, Event, Review
from museion.events.terms import ContributionState, EventState

BEFORE = timedelta(days=3)
SLIDES_BEFORE = timedelta(days=7)
AFTER = timedelta(days=14)


def remind_of_deadlines(at: datetime) -> int:
    """A chore. Returns how many letters were written."""
    return remind_reviewers(at) + remind_of_languages(at) + remind_of_slides(at)


def remind_reviewers(at: datetime) -> int:
    """Three days before judgements are due, and once more when they are late: one letter for all that a reviewer owes."""
    owed = Review.objects.filter(
        judged_at__isnull=True,
        contribution__event__in=_get_events(),
        contribution__state=ContributionState.SUBMITTED,
        contribution__event__call__reviews_due_at__range=(at - AFTER, at + BEFORE),
    )
    rows = owed.select_related("reviewer", "contribution__event__call").order_by(
        "contribution__event_id", "reviewer_id", "id"
    )
    groups = groupby(rows, key=lambda review: (review.contribution.event_id, review.reviewer_id))
    return sum(_remind_reviewer(list(reviews), at) for _who, reviews in groups)


def _remind_reviewer(reviews: list[Review], at: datetime) -> bool:
    event, reviewer = reviews[0].contribution.event, reviews[0].reviewer
    due = event.call.reviews_due_at or at
    stage = "soon" if due > at else "late"
    with translation.override(language := choose_site_language(reviewer.language)):
        subject = _("Judgements are due on %(date)s") if due > at else _("Judgements were due on %(date)s")
        lines = [
            f"{review.contribution.titles.pick(language).text}\n{get_site_address()}/reviews/{review.pk}"
            for review in reviews
        ]
        told = [_("These proposals wait for your judgement:"), *lines]
        return _write(
            f"review-reminder {event.key} {reviewer.pk} {due:%Y%m%d} {stage}",
            [reviewer.email],
            subject % {"date": f"{due:%Y-%m-%d}"},
            [event.titles.pick(language).text, *told],
            at=at,
        )


def remind_of_languages(at: datetime) -> int:
    """Three days before a call closes, authors whose title or abstract lacks a language that the call wants."""
    rows = Contribution.objects.current().filter(
        state=ContributionState.SUBMITTED,
        event__in=_get_events(),
        event__call__closes_at__range=(at, at + BEFORE),
    )
    return sum(_remind_of_languages(paper, at) for paper in rows.select_related("event__call"))


def _remind_of_languages(paper: Contribution, at: datetime) -> bool:
    call: Call = paper.event.call
    missing = [tag for tag in call.text_languages if not (paper.titles.get(tag) and paper.abstracts.get(tag))]
    if not missing:
        return False
    with translation.override(language := choose_site_language(paper.language)):
        names = ", ".join(get_language_name(tag, language) for tag in missing)
        subject = _("Please complete your proposal in: %(languages)s") % {"languages": names}
        until = _("It can be changed until %(time)s UTC.") % {"time": f"{call.closes_at:%Y-%m-%d %H:%M}"}
        return _tell_authors(f"proposal-languages {paper.key} {call.closes_at:%Y%m%d}", paper, subject, until, at=at)


def remind_of_slides(at: datetime) -> int:
    """A week before the event, authors of accepted contributions who handed nothing in."""
    events = _get_events().filter(begins_at__range=(at, at + SLIDES_BEFORE))
    rows = Contribution.objects.current().filter(
        state=ContributionState.ACCEPTED, event__in=events, materials__isnull=True
    )
    return sum(_remind_of_slides(paper, at) for paper in rows.select_related("event"))


def _remind_of_slides(paper: Contribution, at: datetime) -> bool:
    with translation.override(choose_site_language(paper.language)):
        subject = _("Please hand in your slides or paper")
        told = _("Those who take part from afar or on a poor line read them beforehand.")
        key = f"proposal-slides {paper.key} {paper.event.begins_at:%Y%m%d}"
        return _tell_authors(key, paper, subject, told, at=at)


def _get_events() -> RecordQuerySet[Event]:
    """Those that take place."""
    return Event.objects.current().exclude(state=EventState.CANCELLED)


def _tell_authors(send_key: str, paper: Contribution, subject: str, text: str, *, at: datetime) -> bool:
    title = paper.titles.pick(translation.get_language() or "en").text
    addresses = paper.speakers.exclude(email="").values_list("email", flat=True)
    lines = [title, text, f"{get_site_address()}/proposals/{paper.token}"]
    return _write(send_key, list(dict.fromkeys(addresses)), subject, lines, at=at)


def _write(send_key: str, addresses: Iterable[str], subject: str, lines: list[str], *, at: datetime) -> bool:
    """False where they were written to before."""
    is_new = False
    for address in addresses:
        key = f"{send_key} {address}"[:200]
        if not OutgoingMessage.objects.filter(send_key=key).exists():
            body = "\n\n".join([subject, *lines]) + "\n"
            language = translation.get_language() or "en"
            queue_message(key, to_address=address, subject=subject, body=body, language=language, at=at)
            is_new = True
    return is_new
