"""Reads of the case desk, and the little that others may know of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from museion.core.access import Viewer
from museion.core.journal import get_history
from museion.core.models import JournalLine
from museion.core.models.records import RecordQuerySet
from museion.screening.actions.cases import PUBLISHABLE_FIELDS, hash_token
from museion.screening.models import Case, CaseTask
from museion.screening.terms import CaseState

# Counts of the desk are told in steps of five, of closed months only: one case more or less shows in none of them.
STEP = 5


@dataclass(frozen=True, slots=True)
class PublishedCase:
    """What the desk chose to tell of one case, and nothing of what it did not."""

    title: str = ""
    summary: str = ""
    country: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CaseStatistics:
    """Counts rounded down to `STEP`, each for itself, so that none can be worked out from the others."""

    until: datetime
    opened: int
    closed: int
    by_outcome: dict[str, int]
    by_year: dict[str, int]


def get_cases(viewer: Viewer) -> RecordQuerySet[Case]:
    return Case.objects.current().visible_to(viewer)


def get_worklist(viewer: Viewer, *, state: str = "") -> QuerySet[Case]:
    """What waits longest of what is most urgent first; of closed cases the newest."""
    rows = get_cases(viewer).annotate(open_tasks=Count("tasks", filter=Q(tasks__done_at__isnull=True)))
    if state == CaseState.CLOSED:
        return rows.filter(state=state).order_by("-closed_at", "-id")
    rows = rows.filter(state=state) if state else rows.exclude(state=CaseState.CLOSED)
    return rows.order_by("urgency", "opened_at", "id")


def count_cases_by_state(viewer: Viewer) -> dict[str, int]:
    return dict(get_cases(viewer).values_list("state").annotate(count=Count("id")).order_by())


def get_due_tasks(viewer: Viewer, *, limit: int) -> list[CaseTask]:
    """Unfinished tasks of cases that are not closed, those with a day first."""
    rows = CaseTask.objects.filter(done_at__isnull=True, case__in=get_cases(viewer).exclude(state=CaseState.CLOSED))
    return list(rows.select_related("case").order_by("due_date", "id")[:limit])


def find_case_by_token(token: str) -> Case | None:
    """The case whose reporter was given this token."""
    return Case.objects.current().filter(status_token=hash_token(token)).first()


def get_published_cases(*, limit: int) -> list[PublishedCase]:
    """The newest cases of which the desk published something."""
    rows = Case.objects.current().exclude(published_fields=[]).order_by("-closed_at", "-opened_at")[:limit]
    return [publish(case) for case in rows]


def publish(case: Case) -> PublishedCase:
    chosen = {name: getattr(case, name) for name in PUBLISHABLE_FIELDS if name in case.published_fields}
    return PublishedCase(**chosen)


def compute_statistics(until: datetime) -> CaseStatistics:
    """Of cases opened and closed before the moment, which is the beginning of a month."""
    opened = Case.objects.filter(opened_at__lt=until)
    closed = opened.filter(closed_at__lt=until)
    years = Counter(str(moment.year) for moment in opened.values_list("opened_at", flat=True).iterator())
    outcomes = Counter(closed.values_list("outcome", flat=True).iterator())
    return CaseStatistics(
        until=until,
        opened=_round_down(opened.count()),
        closed=_round_down(closed.count()),
        by_outcome=_round_all(outcomes),
        by_year=dict(sorted(_round_all(years).items())),
    )


def get_case_log(case: Case) -> list[JournalLine]:
    """Every step taken, oldest first."""
    return list(get_history(case.key))[::-1]


def _round_all(counted: Mapping[Any, int]) -> dict[str, int]:
    return {str(name): rounded for name, count in counted.items() if (rounded := _round_down(count))}


def _round_down(count: int) -> int:
    return count // STEP * STEP
