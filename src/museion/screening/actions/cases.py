"""Every write of a case itself: reported by anyone, then triaged, worked on, closed and published field by field by the desk.

What the reporter told of themselves stays out of the journal, which nobody can erase; that it was told is noted.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.bulk import update_rows
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts
from museion.heritage.pictures import KeptPicture
from museion.screening.models import Case, LossRecord, Screening
from museion.screening.terms import CaseOutcome, CaseState

# A case may be taken up again after it was closed, but never unread.
MOVES: dict[str, frozenset[CaseState]] = {
    CaseState.NEW: frozenset({CaseState.TRIAGE, CaseState.OPEN, CaseState.CLOSED}),
    CaseState.TRIAGE: frozenset({CaseState.OPEN, CaseState.CLOSED}),
    CaseState.OPEN: frozenset({CaseState.REFERRED, CaseState.CLOSED}),
    CaseState.REFERRED: frozenset({CaseState.OPEN, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset({CaseState.OPEN}),
}
PUBLISHABLE_FIELDS = ("title", "summary", "country", "outcome")
_EDITABLE_FIELDS = frozenset({"title", "summary", "country", "urgency", "assigned_to"})


class InvalidMoveError(ValueError):
    """The case cannot take this step now; the message says why."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody tells the desk. `reporter`: how to reach them, if they want to be reached."""

    title: str
    summary: str
    country: str = ""
    reporter: str = ""
    language: str = "en"
    pictures: tuple[KeptPicture, ...] = ()
    screening: Screening | None = None
    losses: tuple[LossRecord, ...] = ()
    source: str = ""
    source_id: str | None = None


def report_case(report: Report, *, actor: Actor, at: datetime) -> tuple[Case, str]:
    """Anyone may. Returns the case and the token of the reporter's status page, which is kept nowhere but as its hash."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        values = {
            "title": report.title[:300],
            "summary": report.summary,
            "country": report.country,
            "language": report.language,
            "photos": [picture.file_name for picture in report.pictures],
            "status_token": hash_token(token),
            "access": AccessLevel.DESK,
            "opened_at": at,
            "source": report.source,
            "source_id": report.source_id,
        }
        links = {
            "screenings": [report.screening.id] if report.screening else [],
            "losses": [loss.id for loss in report.losses],
        }
        saved = save_drafts(Case, [Draft(values, links)], kind="case", actor=actor, at=at)
        case = Case.objects.get(key=saved.keys[0])
        _keep_reporter(case, report.reporter.strip(), actor=actor, at=at)
    return case, token


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def update_case(case: Case, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Title, summary, country, urgency, who has it."""
    check_right(actor, "case.update", case)
    unknown = values.keys() - _EDITABLE_FIELDS
    if unknown:
        raise ValueError(f"a case is not edited by {', '.join(sorted(unknown))}")
    _save(case, values, actor=actor, at=at, reason=reason)


@transaction.atomic
def move_case(
    case: Case,
    state: CaseState,
    *,
    outcome: CaseOutcome = CaseOutcome.NONE,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Take the case a step further. Closing needs an outcome; reopening takes it away again."""
    check_right(actor, "case.update", case)
    held = _lock(case)
    if state not in MOVES[held.state]:
        steps = {"here": held.get_state_display(), "there": state.label}
        raise InvalidMoveError(_("A case that is %(here)s cannot become %(there)s.") % steps)
    is_closed = state == CaseState.CLOSED
    if is_closed and not outcome:
        raise InvalidMoveError(_("To close a case, say what came of it."))
    values: dict[str, Any] = {"state": state, "closed_at": at if is_closed else None}
    values["outcome"] = outcome if is_closed else CaseOutcome.NONE
    _save(case, values, actor=actor, at=at, reason=reason)


@transaction.atomic
def link_to_case(
    case: Case,
    *,
    screenings: Iterable[Screening] = (),
    losses: Iterable[LossRecord] = (),
    actor: Actor,
    at: datetime,
) -> None:
    """Add runs and losses that the case is about."""
    check_right(actor, "case.update", case)
    _lock(case)
    links = {
        "screenings": [*case.screenings.values_list("id", flat=True), *(screening.id for screening in screenings)],
        "losses": [*case.losses.values_list("id", flat=True), *(loss.id for loss in losses)],
    }
    draft = Draft({}, {name: list(dict.fromkeys(ids)) for name, ids in links.items()}, id=case.id)
    save_drafts(Case, [draft], kind="case", actor=actor, at=at)


@transaction.atomic
def unlink_from_case(case: Case, key: str, *, actor: Actor, at: datetime) -> None:
    """The run or loss of this key was linked in error. Packages that were made with it stay as they were sent."""
    check_right(actor, "case.update", case)
    _lock(case)
    links = {
        "screenings": list(case.screenings.exclude(key=key).values_list("id", flat=True)),
        "losses": list(case.losses.exclude(key=key).values_list("id", flat=True)),
    }
    save_drafts(Case, [Draft({}, links, id=case.id)], kind="case", actor=actor, at=at)


def publish_case_fields(case: Case, fields: Iterable[str], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Which fields everybody may read; none takes the case from view."""
    check_right(actor, "case.publish", case)
    wanted = set(fields)
    unknown = wanted - set(PUBLISHABLE_FIELDS)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} of a case is never published")
    chosen = [name for name in PUBLISHABLE_FIELDS if name in wanted]
    _save(case, {"published_fields": chosen}, actor=actor, at=at, reason=reason)


def forget_reporter(case: Case, *, actor: Actor, at: datetime, reason: str) -> None:
    """Erase how to reach the reporter, at their wish or when it is no longer needed."""
    check_right(actor, "case.update", case)
    with transaction.atomic():
        update_rows(Case, ("reporter", "changed_at", "id"), [("", at, case.id)])
        change = Change("case.forget_reporter", case.key, {"has_reporter": True}, {"has_reporter": False})
        record_changes([change], actor=actor, at=at, reason=reason)
    case.reporter = ""


def _lock(case: Case) -> Case:
    """As it is now, and as it stays until the transaction ends, whoever else has its page open."""
    return Case.objects.select_for_update().get(pk=case.pk)


def _keep_reporter(case: Case, reporter: str, *, actor: Actor, at: datetime) -> None:
    if reporter:
        update_rows(Case, ("reporter", "id"), [(reporter[:2000], case.id)])
        change = Change("case.note_reporter", case.key, None, {"has_reporter": True})
        record_changes([change], actor=actor, at=at)
        case.reporter = reporter[:2000]


def _save(case: Case, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str) -> None:
    save_drafts(Case, [Draft(values, id=case.id)], kind="case", actor=actor, at=at, reason=reason)
    case.refresh_from_db()
