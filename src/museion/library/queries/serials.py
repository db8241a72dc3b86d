"""The missing-issues board: series with a pattern, and what of each should be here and is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from museion.core.access import Viewer
from museion.library.models import Issue, IssueCall, NumberingPattern, Work
from museion.library.numbering.prediction import Predicted, keep_missing, predict_issues, sum_up
from museion.library.terms import IssueState


class KnownIssue(NamedTuple):
    """`volume`: 0 where issues are counted without volumes."""

    volume: int
    number: int
    state: str


@dataclass(slots=True)
class SeriesState:
    """`missing` and not called for yet; `called`: called for and not come."""

    work: Work
    pattern: NumberingPattern
    missing: list[Predicted]
    called: list[KnownIssue]
    held_count: int
    expected_count: int
    last_call: IssueCall | None

    @property
    def missing_text(self) -> str:
        return sum_up(self.missing)

    @property
    def called_text(self) -> str:
        return sum_up([Predicted(issue.volume or None, issue.number, date.min) for issue in self.called])

    @property
    def share(self) -> int:
        """Per cent of the expected issues that are held."""
        return round(100 * self.held_count / self.expected_count) if self.expected_count else 100


def get_board(viewer: Viewer, today: date, *, only_gaps: bool = True) -> list[SeriesState]:
    """Series with most gaps first; three reads, however many series there are."""
    visible = Work.objects.current().visible_to(viewer)
    patterns = list(NumberingPattern.objects.filter(work__in=visible).select_related("work__issued_by"))
    ids = [pattern.work_id for pattern in patterns]
    issues: dict[int, list[KnownIssue]] = {}
    for work_id, *known in Issue.objects.filter(work_id__in=ids).values_list("work_id", *KnownIssue._fields):
        issues.setdefault(work_id, []).append(KnownIssue(*known))
    calls = {call.work_id: call for call in IssueCall.objects.filter(work_id__in=ids).order_by("sent_at")}
    states = [
        describe_series(pattern, issues.get(pattern.work_id, []), calls.get(pattern.work_id), today)
        for pattern in patterns
    ]
    shown = [state for state in states if state.missing or state.called or not only_gaps]
    return sorted(shown, key=lambda state: (-len(state.missing), state.work.pk))


def get_issues(work: Work) -> list[KnownIssue]:
    return [KnownIssue(*known) for known in work.issues.values_list(*KnownIssue._fields)]


def describe_series(
    pattern: NumberingPattern, issues: Sequence[KnownIssue], call: IssueCall | None, today: date
) -> SeriesState:
    reckoned = pattern.read()
    expected = list(predict_issues(reckoned, today))
    known = {(issue.volume or None, issue.number) for issue in issues}
    return SeriesState(
        work=pattern.work,
        pattern=pattern,
        missing=keep_missing(reckoned, expected, known, today),
        called=[issue for issue in issues if issue.state == IssueState.CLAIMED],
        held_count=sum(issue.state == IssueState.RECEIVED for issue in issues),
        expected_count=len(expected),
        last_call=call,
    )
