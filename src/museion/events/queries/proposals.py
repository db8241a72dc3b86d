"""Proposals as the committee, reviewers and authors see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean

from django.db.models import Prefetch

from museion.core.access import Viewer
from museion.core.models import Account
from museion.events.models import Call, Contribution, Event, Review
from museion.events.queries.events import get_events


@dataclass(frozen=True, slots=True)
class Judged:
    """`score`: mean of all criteria of all reviews that count; None while nobody judged."""

    paper: Contribution
    reviews: Sequence[Review]
    score: float | None
    spread: float


def get_proposals(event: Event, *, state: str = "") -> list[Judged]:
    """Best first; those without judgement last."""
    rows = Contribution.objects.current().filter(event=event)
    rows = rows.filter(state=state) if state else rows
    papers = rows.order_by("id").prefetch_related(
        "speakers", Prefetch("reviews", Review.objects.select_related("reviewer"))
    )
    judged = [_sum_up(paper) for paper in papers]
    return sorted(judged, key=lambda one: (one.score is None, -(one.score or 0), one.paper.pk))


def _sum_up(paper: Contribution) -> Judged:
    reviews = list(paper.reviews.all())
    marks = [mean(review.scores.values()) for review in reviews if review.judged_at and review.scores]
    spread = max(marks) - min(marks) if marks else 0.0
    return Judged(paper, reviews, round(mean(marks), 2) if marks else None, round(spread, 2))


def find_proposal(token: str) -> Contribution | None:
    return Contribution.objects.current().filter(token=token).select_related("event").first()


def get_reviews_of(account: Account) -> list[Review]:
    """What somebody was asked to judge, what is open first."""
    rows = Review.objects.filter(reviewer=account).select_related("contribution__event")
    return sorted(rows, key=lambda review: (review.judged_at is not None, review.pk))


def get_open_calls(viewer: Viewer, now: datetime) -> list[Call]:
    rows = Call.objects.filter(event__in=get_events(viewer), opens_at__lte=now, closes_at__gt=now)
    return list(rows.select_related("event").order_by("closes_at"))
