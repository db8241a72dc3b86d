"""Finding, judging and merging doubles. A machine's match keeps its reasons; what a person says of it is kept too."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.bulk import chunk, insert_rows, read_rows
from museion.core.journal import Change, record_changes
from museion.core.models import KeyAlias
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.library.actions.opening import follow_record
from museion.library.formats.publication import FIELD_NAMES, Publication, make_publication
from museion.library.matching.duplicates import judge
from museion.library.models import DuplicatePair, Work, WorkNumber
from museion.library.terms import Judgement

# A title or number that more records share than this says nothing, as “Annual report” does.
MOST_SHARED = 12
_COLUMNS = ("titles", "contributors", "languages", "edition", "date_text", "host", "numbers")


class AlreadyJudgedError(ValueError):
    """Somebody has decided on this pair already."""


def record_pairs(new_ids: Sequence[int]) -> int:
    """Hold new works against all others, by number and by title; returns how many pairs wait for a person."""
    candidates = _find_candidates(new_ids)
    needed = {number for pair in candidates for number in pair}
    publications = _read_publications(needed)
    rows: list[tuple[Any, ...]] = []
    for one, other in sorted(candidates):
        if one in publications and other in publications:
            judged = judge(publications[one], publications[other])
            if judged.degree:
                reasons = [
                    {"code": reason.code, "detail": reason.detail, "weight": reason.weight} for reason in judged.reasons
                ]
                rows.append((one, other, judged.score, judged.degree, reasons, Judgement.WAITING.value, "", None, {}))
    insert_rows(DuplicatePair, _PAIR_COLUMNS, rows)
    return len(rows)


_PAIR_COLUMNS = ("one", "other", "score", "degree", "reasons", "judgement", "judged_by", "judged_at", "merge_notes")


def _find_candidates(new_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs with a number or a long title in common, of which at least one is new."""
    groups: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    new = set(new_ids)
    for part in chunk(new_ids):
        numbers = set(WorkNumber.objects.filter(work_id__in=part).values_list("scheme", "value"))
        titles = set(Work.objects.filter(id__in=part).exclude(title_key="").values_list("title_key", flat=True))
        for values in chunk(sorted(number[1] for number in numbers)):
            for work_id, scheme, value in WorkNumber.objects.filter(value__in=values).values_list(
                "work_id", "scheme", "value"
            ):
                groups[(scheme, value)].add(work_id)
        for keys in chunk(sorted(titles)):
            for work_id, key in Work.objects.current().filter(title_key__in=keys).values_list("id", "title_key"):
                groups[("title", key)].add(work_id)
    pairs: set[tuple[int, int]] = set()
    for members in groups.values():
        if 1 < len(members) <= MOST_SHARED:
            ordered = sorted(members)
            pairs |= {(a, b) for place, a in enumerate(ordered) for b in ordered[place + 1 :] if a in new or b in new}
    return pairs


def _read_publications(ids: Iterable[int]) -> dict[int, Publication]:
    rows = read_rows(Work, ("id", "withdrawn_at", *_COLUMNS), where="id", values=sorted(ids))
    return {
        number: make_publication(dict(zip(_COLUMNS, columns, strict=True)))
        for number, withdrawn_at, *columns in rows
        if withdrawn_at is None
    }


@transaction.atomic
def judge_different(pair: DuplicatePair, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "work.update", pair.one)
    _check_waiting(pair)
    _note(pair, Judgement.DIFFERENT, actor, at)
    change = Change("work.judge_different", pair.one.key, None, {"other": pair.other.key})
    record_changes([change], actor=actor, at=at)


@transaction.atomic
def merge_pair(pair: DuplicatePair, *, keep: str, actor: Actor, at: datetime) -> Work:
    """The kept work takes what only the other one states; the other's address leads to it from now on."""
    kept, gone = (pair.one, pair.other) if keep == pair.one.key else (pair.other, pair.one)
    check_right(actor, "work.merge", kept)
    _check_waiting(pair)
    filled = _fill_gaps(kept, gone)
    before = {name: getattr(kept, name) for name in filled}
    reason = _("merged with %(key)s") % {"key": gone.key}
    save_drafts(Work, [Draft(filled, id=kept.id)], kind="work", actor=actor, at=at, reason=reason)
    for attached in (gone.holdings, gone.files, gone.requests):
        attached.update(work=kept)
    follow_record([kept], actor=actor, at=at)
    gone.parts.update(parent=kept)
    withdraw_records(Work, [gone.key], kind="work", actor=actor, at=at, reason=reason)
    KeyAlias.objects.update_or_create(old_key=gone.key, defaults={"key": kept.key, "merged_at": at})
    pair.merge_notes = {"kept": kept.key, "gone": gone.key, "before": before}
    _note(pair, Judgement.SAME, actor, at)
    return kept


@transaction.atomic
def undo_judgement(pair: DuplicatePair, *, actor: Actor, at: datetime) -> None:
    """Both records stand as they did; copies and files that went to the kept one stay with it."""
    check_right(actor, "work.merge", pair.one)
    notes = pair.merge_notes
    if notes:
        KeyAlias.objects.filter(old_key=notes["gone"]).delete()
        kept = Work.objects.get(key=notes["kept"])
        gone = Work.objects.get(key=notes["gone"])
        reason = _("merging undone")
        if notes["before"]:
            save_drafts(Work, [Draft(notes["before"], id=kept.id)], kind="work", actor=actor, at=at, reason=reason)
        # Writing to a withdrawn record brings it back.
        save_drafts(
            Work, [Draft({"title_key": gone.title_key}, id=gone.id)], kind="work", actor=actor, at=at, reason=reason
        )
    pair.merge_notes, pair.judged_by, pair.judged_at = {}, "", None
    pair.judgement = Judgement.WAITING
    pair.save()
    announce("work", [pair.one.key, pair.other.key])


def _fill_gaps(kept: Work, gone: Work) -> dict[str, Any]:
    """Texts that are missing, and members of lists that the kept work does not have."""
    filled: dict[str, Any] = {}
    for name in FIELD_NAMES:
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if not theirs or mine == theirs:
            continue
        if not mine:
            filled[name] = theirs
        elif isinstance(mine, dict) and name != "host":
            more = {tag: text for tag, text in theirs.items() if tag not in mine}
            filled |= {name: mine | more} if more else {}
        elif name in {"numbers", "links", "subjects", "other_titles"}:
            filled |= {name: mine + extra} if (extra := [entry for entry in theirs if entry not in mine]) else {}
    return filled


def _check_waiting(pair: DuplicatePair) -> None:
    if pair.judgement != Judgement.WAITING:
        raise AlreadyJudgedError(_("%(name)s has decided on this pair already.") % {"name": pair.judged_by})


def _note(pair: DuplicatePair, judgement: Judgement, actor: Actor, at: datetime) -> None:
    pair.judgement, pair.judged_by, pair.judged_at = judgement, actor.name[:200], at
    pair.save()
