"""Series: how they are counted, which issues came, and letters to the bodies that issued what is missing."""

from collections.abc import Sequence
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
    changed = []
    for volume, number in issues:
        issue, is_new = Issue.objects.get_or_create(
            work=work, volume=volume or 0, number=number, defaults={"state": state, "received_date": day}
        )
        if is_new or issue.state != state:
            issue.state, issue.received_date = state, day
            issue.save()
            changed.append(str(issue))
    if changed:
        record_changes([Change(f"work.issues_{state}", work.key, None, {"issues": changed})], actor=actor, at=at)
        announce("work", [work.key])
    return len(changed)


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
    for predicted in missing:
        Issue.objects.update_or_create(
            work=work, volume=predicted.volume or 0, number=predicted.number, defaults={"state": IssueState.CLAIMED}
        )
    change = Change("work.call_for_issues", work.key, None, {"issues": call.issues_text})
    record_changes([change], actor=actor, at=at)
    subject = _("Missing issues: %(title)s") % {"title": work.titles.pick("en").text}
    # Last, so that a letter that cannot be sent leaves no trace that it was.
    EmailMessage(subject, letter, settings.DEFAULT_FROM_EMAIL, [recipient]).send()
    return call
