"""Two entries that are one become one: field by field as somebody chose, undone at any time, the old address still leading there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.models import KeyAlias
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.network.following import CannotFollowError, follow, follow_back
from museion.network.merged import choose_values
from museion.network.models import Double, Merge, Museum, Person

Entry = Person | Museum
MODELS: dict[str, type[Entry]] = {"person": Person, "museum": Museum}


class MergeError(ValueError):
    """The two cannot be merged so, or the merge not undone; the message says what to do first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`choices`: by field `kept`, `other` or `both`; what is not named follows the preview's proposal."""

    kept: Entry
    gone: Entry
    choices: Mapping[str, str]
    reason: str = ""


@transaction.atomic
def merge_entries(wish: Wish, *, actor: Actor, at: datetime) -> Merge:
    """Raises `MergeError` for an entry with itself, for two kinds, and where something of which there is one stands on both sides."""
    kept, gone = _lock(wish)
    kind = kind_of(kept)
    for entry in (kept, gone):
        check_right(actor, f"{kind}.merge", entry)
    values = choose_values(kept, gone, wish.choices)
    reason = wish.reason or _("merged with %(key)s") % {"key": gone.key}
    merge = Merge(kind=kind, kept_key=kept.key, gone_key=gone.key, reason=wish.reason, merged_at=at)
    merge.merged_by = actor.name[:200]
    merge.gone_before = _free_unique(gone, values, actor=actor, at=at, reason=reason)
    merge.before, merge.after = _plain({name: getattr(kept, name) for name in values}), _plain(values)
    try:
        followed = follow(gone, kept)
    except CannotFollowError as error:
        raise MergeError(_explain(error)) from error
    merge.moved, merge.dropped = followed.moved, followed.dropped
    if values:
        save_drafts(type(kept), [Draft(values, id=kept.pk)], kind=kind, actor=actor, at=at, reason=reason)
    withdraw_records(type(gone), [gone.key], kind=kind, actor=actor, at=at, reason=reason)
    merge.aliases = list(KeyAlias.objects.filter(key=gone.key).values_list("old_key", flat=True))
    KeyAlias.objects.filter(key=gone.key).update(key=kept.key)
    KeyAlias.objects.update_or_create(old_key=gone.key, defaults={"key": kept.key, "merged_at": at})
    merge.save()
    _decide(kept.key, gone.key, Double.Verdict.SAME, actor, at)
    summary = {"merged": gone.key, "followed": merge.counts, "merge": merge.pk}
    record_changes([Change(f"{kind}.merge", kept.key, None, summary)], actor=actor, at=at, reason=reason)
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, actor: Actor, at: datetime, reason: str = "") -> int:
    """Both stand as they did; returns how many rows stay, because somebody changed them since.

    Fields of the kept entry that were edited after the merge keep the edit.
    """
    held = Merge.objects.select_for_update().get(pk=merge.pk)
    if held.undone_at:
        raise MergeError(_("%(name)s has undone this already.") % {"name": held.undone_by})
    kept, gone = (MODELS[held.kind].objects.get(key=key) for key in (held.kept_key, held.gone_key))
    check_right(actor, f"{held.kind}.merge", gone)
    if kept.withdrawn_at:
        raise MergeError(_("%(key)s was itself merged or withdrawn since; undo that first.") % {"key": kept.key})
    told: dict[str, Any] = {"actor": actor, "at": at, "reason": reason or _("merging undone")}
    unchanged = _plain({name: getattr(kept, name) for name in held.before})
    back = {name: value for name, value in held.before.items() if unchanged[name] == held.after.get(name)}
    if back:
        save_drafts(type(kept), [Draft(_typed(type(kept), back), id=kept.pk)], kind=held.kind, **told)
    KeyAlias.objects.filter(old_key=gone.key).delete()
    KeyAlias.objects.filter(old_key__in=held.aliases).update(key=gone.key)
    # Writing to a withdrawn record brings it back.
    values = _typed(type(gone), held.gone_before) or {"access": gone.access}
    save_drafts(type(gone), [Draft(values, id=gone.pk)], kind=held.kind, **told)
    left = follow_back(held.moved, held.dropped, gone=gone, kept=kept)
    held.undone_by, held.undone_at = actor.name[:200], at
    held.save()
    _decide(kept.key, gone.key, Double.Verdict.WAITING, actor, at)
    change = Change(f"{held.kind}.unmerge", kept.key, {"merged": gone.key}, {"merge": held.pk, "left": left})
    record_changes([change], **told)
    return left


@transaction.atomic
def judge_different(double: Double, *, actor: Actor, at: datetime) -> None:
    """It is not offered again."""
    model = MODELS[double.kind]
    for key in (double.one_key, double.other_key):
        check_right(actor, f"{double.kind}.merge", model.objects.get(key=key))
    _decide(double.one_key, double.other_key, Double.Verdict.DIFFERENT, actor, at)
    change = Change(f"{double.kind}.judge_different", double.one_key, None, {"other": double.other_key})
    record_changes([change], actor=actor, at=at)


def kind_of(entry: Entry) -> str:
    return next(name for name, model in MODELS.items() if isinstance(entry, model))


def check_two(kept: Entry, gone: Entry) -> None:
    if type(gone) is not type(kept):
        raise MergeError(_("A person and a museum cannot be one."))
    if kept.pk == gone.pk:
        raise MergeError(_("This is one and the same entry; choose another."))


def _lock(wish: Wish) -> tuple[Any, Any]:
    """Both rows as they are now, held in one order, so that two people cannot merge them at once."""
    check_two(wish.kept, wish.gone)
    model = type(wish.kept)
    rows = {
        row.pk: row
        for row in model.objects.select_for_update().filter(pk__in=(wish.kept.pk, wish.gone.pk)).order_by("pk")
    }
    kept, gone = rows[wish.kept.pk], rows[wish.gone.pk]
    if kept.withdrawn_at or gone.withdrawn_at:
        raise MergeError(_("One of the two was withdrawn or merged already."))
    return kept, gone


def _free_unique(gone: Entry, values: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str) -> dict[str, Any]:
    """A number that only one entry can have leaves the one that goes; returns what to put back on undoing."""
    taken = {name: getattr(gone, name) for name in ("member_number",) if values.get(name)}
    if taken:
        draft = Draft(dict.fromkeys(taken), id=gone.pk)
        save_drafts(type(gone), [draft], kind=kind_of(gone), actor=actor, at=at, reason=reason)
    return taken


def _explain(error: CannotFollowError) -> str:
    return _(
        "Both have one and the same sort of entry of which there can be only one: %(what)s (%(row)s). End or correct one first."
    ) % {
        "what": error.label,
        "row": error.row,
    }


def _decide(kept_key: str, gone_key: str, verdict: Double.Verdict, actor: Actor, at: datetime) -> None:
    one, other = sorted((kept_key, gone_key))
    is_open = verdict == Double.Verdict.WAITING
    Double.objects.filter(one_key=one, other_key=other).update(
        verdict=verdict, decided_by="" if is_open else actor.name[:200], decided_at=None if is_open else at
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON holds them."""
    plain: dict[str, Any] = orjson.loads(orjson.dumps(dict(values), default=str))
    return plain


def _typed(model: type[Entry], values: dict[str, Any]) -> dict[str, Any]:
    """From JSON to what the columns hold."""
    columns: dict[str, Any] = {name: model._meta.get_field(name) for name in values}
    return {name: columns[name].to_python(value) for name, value in values.items()}
