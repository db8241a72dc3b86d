"""What this room keeps about the owner of an account, for the owner to take along."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from museion.core.own_account import OwnData
from museion.events.models import Contribution, Registration, Review, Speaker, SpecialNeed


def _own_registrations(account_id: int) -> QuerySet[Registration]:
    own = Q(account=account_id) | Q(person__account_link__account=account_id)
    return Registration.objects.filter(own)


def _describe_registrations(account_id: int) -> Iterable[Any]:
    columns = ("event__key", "name", "email", "institution", "country", "category", "answers", "state", "made_at")
    told: Iterable[Any] = _own_registrations(account_id).values(*columns, "is_listed", "need__diet", "need__access")
    return told


def _describe_contributions(account_id: int) -> Iterable[Any]:
    rows = Contribution.objects.filter(account=account_id)
    return rows.values("key", "event__key", "titles", "abstracts", "state", "submitted_at")


def _describe_talks(account_id: int) -> Iterable[Any]:
    rows = Speaker.objects.filter(person__account_link__account=account_id)
    return rows.values("contribution__key", "name", "email", "institution", "country", "biography")


def _describe_reviews(account_id: int) -> Iterable[Any]:
    rows = Review.objects.filter(reviewer=account_id)
    return rows.values("contribution__key", "scores", "recommendation", "to_authors", "to_committee", "judged_at")


def _forget_needs(account_id: int) -> None:
    SpecialNeed.objects.filter(registration__in=_own_registrations(account_id)).delete()


OWN_DATA = (
    OwnData("registrations", _describe_registrations, _forget_needs),
    OwnData("contributions", _describe_contributions),
    OwnData("talks", _describe_talks),
    OwnData("reviews", _describe_reviews),
)
