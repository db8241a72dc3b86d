"""Series: how they are counted, which issues came, and letters to the bodies that issued what is missing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.library.models import Issue, IssueCall, NumberingPattern, Work
from museion.library.numbering.prediction import Predicted, sum_up
from museion.library.terms import IssueState

_AT_ONCE = 100


class NobodyToCallError(ValueError):
    """The series has no issuing body with an address."""


@transaction.atomic
def set_numbering(work: Work, values: dict[str, Any], *, actor: Actor, at: datetime) -> NumberingPattern:
    check_right(actor, "work.update", work)
    pattern, _created = NumberingPattern.objects.update_or_create(work=work, defaults=values)
    shown = {name: str(value) for name, value in values.items() if value not in (None, "")}
    record_changes([Change("work.set_numbering", work.key, None, shown)], actor=actor, at=at)
    return pattern


@transaction.atomic
def receive_issues(work: Work, issues: Sequence[tuple[int | None, int]], *, actor: Actor, at: datetime) -> int:
    """Tick off what came; returns how many were not ticked off yet."""
    return _set_state(work, issues, IssueState.RECEIVED, actor=actor, at=at, day=at.date())


@transaction.atomic
def mark_never_published(work: Work, issues: Sequence[tuple[int | None, int]], *, actor: Actor, at: datetime) -> int:
    return _set_state(work, issues, IssueState.NEVER_PUBLISHED, actor=actor, at=at, day=None)


def _set_state(
    work: Work,
    issues: Sequence[tuple[int | None, int]],
    state: IssueState,
    *,
    actor: Actor,
    at: datetime,
    day: date | None,
) -> int:
    check_right(actor, "work.update", work)
    changed = _mark(work, issues, state, day)
    if changed:
        record_changes([Change(f"work.issues_{state}", work.key, None, {"issues": changed})], actor=actor, at=at)
        announce("work", [work.key])
    return len(changed)


def _mark(work: Work, issues: Iterable[tuple[int | None, int]], state: IssueState, day: date | None) -> list[str]:
    """Returns those that were not in this state; a series has hundreds, so they are read and written together."""
    known = {(issue.volume, issue.number): issue for issue in Issue.objects.filter(work=work)}
    wanted = dict.fromkeys((volume or 0, number) for volume, number in issues)
    new = [Issue(work=work, volume=volume, number=number) for volume, number in wanted if (volume, number) not in known]
    other = [known[identity] for identity in wanted if identity in known and known[identity].state != state]
    for issue in (*new, *other):
        issue.state, issue.received_date = state, day
    Issue.objects.bulk_create(new, batch_size=_AT_ONCE)
    Issue.objects.bulk_update(other, ["state", "received_date"], batch_size=_AT_ONCE)
    return [str(issue) for issue in sorted((*new, *other), key=lambda issue: (issue.volume, issue.number))]


def write_letter(work: Work, missing: Sequence[Predicted], *, language: str) -> str:
    """What a call says, in the body's language; the librarian may change it before it goes."""
    with translation.override(language):
        title = work.titles.pick(language).text
        return _(
            "Dear colleagues,\n\nOur holdings of “%(title)s” lack these issues: %(issues)s.\n\n"
            "If you can send us a copy, on paper or as a file, the series will be whole again for all readers. If one of them never "
            "appeared, please tell us so.\n\nWith thanks,\nThe Information Centre"
        ) % {"title": title, "issues": sum_up(missing)}


@transaction.atomic
def call_for_issues(work: Work, missing: Sequence[Predicted], letter: str, *, actor: Actor, at: datetime) -> IssueCall:
    """One letter to the issuing body; the issues are marked as called for once it has gone out."""
    check_right(actor, "work.update", work)
    recipient = work.issued_by.email if work.issued_by else ""
    if not recipient:
        raise NobodyToCallError(_("The record names no issuing body with an e-mail address."))
    call = IssueCall.objects.create(
        work=work, recipient=recipient, issues_text=sum_up(missing), letter=letter, sent_at=at, sent_by=actor.name[:200]
    )
    _mark(work, [predicted.identity for predicted in missing], IssueState.CLAIMED, None)
    change = Change("work.call_for_issues", work.key, None, {"issues": call.issues_text})
    record_changes([change], actor=actor, at=at)
    subject = _("Missing issues: %(title)s") % {"title": work.titles.pick("en").text}
    # Last, so that a letter that cannot be sent leaves no trace that it was.
    EmailMessage(subject, letter, settings.DEFAULT_FROM_EMAIL, [recipient]).send()
    return call
