"""Two people open what is sealed: one asks with a reason, another releases it until a day. Neither can do it alone."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, NotAllowedError, check_right, check_somewhere, may
from museion.core.journal import Change, record_changes
from museion.core.kinds import find_record
from museion.core.messages import queue_message
from museion.core.models import Account, Record, Release
from museion.core.models.releases import Decision

LONGEST = timedelta(days=31)


class ReleaseError(ValueError):
    """The release cannot be asked for or given so; the message says why."""


@transaction.atomic
def ask_for_release(key: str, *, reason: str, until: datetime, actor: Actor, at: datetime) -> Release:
    """The answer is the same whether or not there is a sealed record of the key; those who release it will see."""
    check_somewhere(actor, "sealed.ask")
    account = Account.objects.filter(pk=actor.account_id or 0).first()
    if account is None:
        raise NotAllowedError(actor, "sealed.ask")
    if not reason:
        raise ReleaseError(_("Write why you need to read it."))
    if not at < until <= at + LONGEST:
        latest = date_format(at + LONGEST, "DATE_FORMAT")
        raise ReleaseError(_("Choose an end in the future, at the latest on %(day)s.") % {"day": latest})
    release = Release.objects.create(record_key=key, asked_by=account, asked_at=at, reason=reason, until=until)
    after = {"release": release.pk, "until": until}
    record_changes([Change("sealed.ask", key, None, after)], actor=actor, at=at, reason=reason)
    return release


@transaction.atomic
def decide_release(release: Release, decision: Decision, *, reason: str, actor: Actor, at: datetime) -> Release:
    """By a second person with the right there. Raises `ReleaseError` for the asker's own, and for one decided already."""
    held = Release.objects.select_for_update().select_related("asked_by").get(pk=release.pk)
    check_release_right(held, actor)
    if held.asked_by_id == actor.account_id:
        raise ReleaseError(_("Nobody releases to themselves: a second person decides."))
    if held.decision:
        raise ReleaseError(_("This was decided already."))
    if not reason:
        raise ReleaseError(_("Write why: the asker and the journal read it."))
    if decision == Decision.RELEASED and held.until <= at:
        raise ReleaseError(_("The time asked for is over; it has to be asked for anew."))
    held.decision, held.decided_by_id, held.decided_at, held.decided_reason = decision, actor.account_id, at, reason
    held.save()
    after = {"release": held.pk, "asked_by": held.asked_by_id, "until": held.until}
    tag = "sealed.release" if decision == Decision.RELEASED else "sealed.refuse"
    record_changes([Change(tag, held.record_key, None, after)], actor=actor, at=at, reason=reason)
    _tell_asker(held, actor, at)
    return held


@transaction.atomic
def end_release(release: Release, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """By the asker, who is done with it, or by whoever may release it."""
    if release.asked_by_id != actor.account_id:
        check_release_right(release, actor)
    if not Release.objects.in_force(at).filter(pk=release.pk).update(until=at):
        raise ReleaseError(_("The release has ended already."))
    before = {"release": release.pk, "until": release.until}
    change = Change("sealed.end", release.record_key, before, {**before, "until": at})
    record_changes([change], actor=actor, at=at, reason=reason)


def check_release_right(release: Release, actor: Actor) -> None:
    """Over the record's body; where there is no sealed record of the key, over the whole network."""
    record = _find_sealed(release.record_key)
    # The record itself is sealed to whoever releases it too, so its places are asked about and not the record.
    check_right(actor, "sealed.release", record.scope_keys() if record else ())


def describe_sealed(key: str) -> str:
    """What is asked for, as far as one must know it to decide: its kind; empty where nothing of the key is sealed."""
    found = find_record(key)
    return str(found[0].label) if found and _find_sealed(key) else ""


def _find_sealed(key: str) -> Record | None:
    """A record that is sealed, or of which a field may be."""
    found = find_record(key)
    record = found[1] if found else None
    is_sealed = record is not None and (
        record.access == AccessLevel.SEALED or AccessLevel.SEALED in getattr(record, "visibility", {}).values()
    )
    return record if is_sealed else None


def _tell_asker(release: Release, actor: Actor, at: datetime) -> None:
    account = release.asked_by
    language = account.language or settings.LANGUAGE_CODE
    with translation.override(language):
        parts = {
            "key": release.record_key,
            "by": actor.name,
            "until": date_format(release.until, "DATETIME_FORMAT"),
            "reason": release.decided_reason,
        }
        if release.decision == Decision.RELEASED:
            subject = _("%(key)s is open to you until %(until)s") % parts
            body = _("%(by)s released %(key)s to you until %(until)s (UTC).\n\nWhy: %(reason)s") % parts
        else:
            subject = _("%(key)s stays sealed") % parts
            body = _("%(by)s did not release %(key)s.\n\nWhy: %(reason)s") % parts
    queue_message(
        f"release {release.pk}", to_address=account.email, subject=subject, body=body, language=language, at=at
    )


def list_to_decide(actor: Actor) -> list[Release]:
    """Waiting, and the actor's to decide; their own are shown among what they asked for."""
    rows = Release.objects.waiting().select_related("asked_by").exclude(asked_by=actor.account_id or 0)
    return [row for row in rows[:300] if _may_release(row, actor)]


def _may_release(release: Release, actor: Actor) -> bool:
    record = _find_sealed(release.record_key)
    return may(actor, "sealed.release", record.scope_keys() if record else ())
