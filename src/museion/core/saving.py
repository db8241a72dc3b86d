"""The one way in which records are written: insert or update, journal line and outbox row, in one transaction.

A room's action checks the right, builds `Draft`s, and calls `save_drafts` once. Drafts with a source and a source id meet
the row that came from there before: an equal one costs nothing, an unequal one becomes an update.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import orjson
from django.db import transaction

from museion.core.access import Actor
from museion.core.bulk import chunk, insert_rows, update_rows
from museion.core.journal import Change, record_changes
from museion.core.keys import make_key
from museion.core.links import read_links, write_links
from museion.core.models.records import KeyAlias, Record, take_numbers
from museion.core.outbox import announce

T = TypeVar("T")
Values = dict[str, Any]


class MissingRecordError(LookupError):
    """A draft names a row that is not there."""


@dataclass(slots=True)
class Draft:
    """A record as somebody wants it to be.

    `values`: by field name, foreign keys by `…_id`. `links`: the ids of a many-to-many field, whole. `id`: which row to
    edit; without it the source decides, and without a source the record is new. An edit leaves the digest of the source's
    row alone: importing that row again costs nothing and undoes no edit, until the source itself says something new.
    """

    values: dict[str, Any]
    links: dict[str, list[int]] = field(default_factory=dict)
    id: int | None = None

    @property
    def source(self) -> tuple[str, str] | None:
        source_id = self.values.get("source_id")
        return (self.values.get("source", ""), str(source_id)) if source_id else None

    @property
    def target(self) -> int | tuple[str, str] | None:
        """What says which row is meant; None means a new one."""
        return self.id or self.source


@dataclass(slots=True)
class Saved:
    """What became of a batch; `keys` in the order of the drafts."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    keys: list[str] = field(default_factory=list)


def save_drafts(
    model: type[Record], drafts: Sequence[Draft], *, kind: str, actor: Actor, at: datetime, reason: str = ""
) -> Saved:
    """Write all drafts or none. Two drafts of one source id in a batch: the later one counts as an update."""
    _check_names(model, drafts)
    given = [draft.id for draft in drafts]
    try:
        with transaction.atomic():
            return _save_all(model, drafts, kind=kind, actor=actor, at=at, reason=reason)
    except Exception:
        # The numbers went back with the transaction: kept, they would name rows that others will become.
        for draft, number in zip(drafts, given, strict=True):
            draft.id = number
        raise


def _save_all(
    model: type[Record], drafts: Sequence[Draft], *, kind: str, actor: Actor, at: datetime, reason: str
) -> Saved:
    saved = Saved()
    changes: list[Change] = []
    for round_of_drafts in _split_repeated(drafts):
        changes.extend(_save_round(model, round_of_drafts, kind=kind, at=at, saved=saved))
    saved.keys = [make_key(model.LETTER, _number(draft)) for draft in drafts]
    record_changes(changes, actor=actor, at=at, reason=reason)
    announce(kind, list(dict.fromkeys(change.key for change in changes)))
    return saved


@transaction.atomic
def withdraw_records(
    model: type[Record], keys: Sequence[str], *, kind: str, actor: Actor, at: datetime, reason: str
) -> int:
    """Take records from view; their addresses go on saying that they were there."""
    rows = [
        row
        for chunk in chunk(list(keys))
        for row in model._default_manager.filter(key__in=chunk, withdrawn_at__isnull=True).values_list("id", "key")
    ]
    update_rows(model, ("withdrawn_at", "changed_at", "id"), [(at, at, number) for number, _ in rows])
    changes = [Change(f"{kind}.withdraw", key, {"withdrawn_at": None}, {"withdrawn_at": at}) for _, key in rows]
    record_changes(changes, actor=actor, at=at, reason=reason)
    announce(kind, [key for _, key in rows])
    return len(rows)


def compute_digest(draft: Draft) -> bytes:
    """16 bytes that differ when any value or link does."""
    content = orjson.dumps([draft.values, draft.links], option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.blake2b(content, digest_size=16).digest()


def _check_names(model: type[Record], drafts: Sequence[Draft]) -> None:
    """A misspelt field must not be lost in silence."""
    known = _get_defaults(model).keys()
    for draft in drafts:
        if unknown := draft.values.keys() - known:
            raise ValueError(f"{model.__name__} has no field {', '.join(sorted(unknown))}")


def _split_repeated(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Rounds in which no row is meant twice, so that one query can say what each round meets."""
    rounds: list[list[Draft]] = []
    times: Counter[int | tuple[str, str]] = Counter()
    for draft in drafts:
        place = 0
        if draft.target:
            place = times[draft.target]
            times[draft.target] += 1
        while len(rounds) <= place:
            rounds.append([])
        rounds[place].append(draft)
    return rounds


def _save_round(model: type[Record], drafts: list[Draft], *, kind: str, at: datetime, saved: Saved) -> list[Change]:
    held = _find_held(model, drafts)
    digests = {id(draft): compute_digest(draft) for draft in drafts}
    new: list[Draft] = []
    edited: list[tuple[Draft, Record]] = []
    merged = _find_merged(held.values())
    for draft in drafts:
        row = held.get(draft.target)
        if row is not None and row.key in merged and draft.id is None:
            # What was merged into another record stays so, however often its source sends it.
            draft.id = row.id
        elif row is None:
            if draft.id:
                raise MissingRecordError(f"no {kind} has the number {draft.id}")
            new.append(draft)
        elif draft.id is None and bytes(row.source_digest) == digests[id(draft)] and row.withdrawn_at is None:
            draft.id = row.id
        else:
            edited.append((draft, row))
    changes = [*_insert(model, new, digests, at, kind), *_update(model, edited, digests, at, kind)]
    saved.created += len(new)
    saved.updated += len(changes) - len(new)
    saved.unchanged += len(drafts) - len(changes)
    return changes


def _number(draft: Draft) -> int:
    if draft.id is None:
        raise ValueError("the draft has no number yet")
    return draft.id


def _find_held(model: type[Record], drafts: list[Draft]) -> dict[Any, Record]:
    """The rows that drafts are about, by id and by source."""
    held: dict[Any, Record] = {}
    for ids in chunk([draft.id for draft in drafts if draft.id]):
        held |= model._default_manager.in_bulk(ids)
    by_source: dict[str, list[str]] = {}
    for draft in drafts:
        if draft.source and not draft.id:
            by_source.setdefault(draft.source[0], []).append(draft.source[1])
    for source, source_ids in by_source.items():
        for part in chunk(source_ids):
            for row in model._default_manager.filter(source=source, source_id__in=part):
                held[(source, str(row.source_id))] = row
    return held


def _find_merged(rows: Iterable[Record]) -> set[str]:
    gone = [row.key for row in rows if row.withdrawn_at is not None]
    return {
        key
        for keys in chunk(gone)
        for key in KeyAlias.objects.filter(old_key__in=keys).values_list("old_key", flat=True)
    }


def _insert(
    model: type[Record], drafts: list[Draft], digests: Mapping[int, bytes], at: datetime, kind: str
) -> list[Change]:
    if not drafts:
        return []
    defaults = _get_defaults(model)
    rows, changes = [], []
    for draft, number in zip(drafts, take_numbers(model.LETTER, len(drafts)), strict=True):
        draft.id = number
        values = draft.values | {
            "id": number,
            "key": make_key(model.LETTER, number),
            "created_at": at,
            "changed_at": at,
            "source_digest": digests[id(draft)] if draft.source else b"",
        }
        rows.append([values[name] if name in values else make() for name, make in defaults.items()])
        changes.append(Change(f"{kind}.create", values["key"], None, _journal_values(draft)))
    insert_rows(model, list(defaults), rows)
    _write_links(model, drafts)
    return changes


def _get_defaults(model: type[Record]) -> dict[str, Any]:
    """Every column by the name drafts use for it, with what makes its default."""
    columns: list[Any] = list(model._meta.concrete_fields)
    return {column.attname: column.get_default for column in columns}


def _update(
    model: type[Record],
    edited: list[tuple[Draft, Record]],
    digests: Mapping[int, bytes],
    at: datetime,
    kind: str,
) -> list[Change]:
    """Only columns that differ are written and journalled; a draft that changes nothing leaves no line."""
    held_links = {
        name: read_links(model, name, [row.id for draft, row in edited if name in draft.links])
        for name in _list_link_names(draft for draft, _ in edited)
    }
    by_columns: dict[tuple[str, ...], list[list[Any]]] = {}
    changes, relinked = [], []
    for draft, row in edited:
        from_source = draft.id is None
        draft.id = row.id
        before, after = _compare(draft, row, held_links)
        values = {name: value for name, value in after.items() if name not in draft.links}
        if from_source:
            # Kept even where nothing else differs, so that the same row costs nothing next time.
            values["source_digest"] = digests[id(draft)]
        if after:
            values["changed_at"] = at
            changes.append(Change(f"{kind}.update", row.key, before, after))
            relinked.append(draft)
        if values:
            values["id"] = row.id
            by_columns.setdefault(tuple(values), []).append(list(values.values()))
    for names, rows in by_columns.items():
        update_rows(model, names, rows)
    _write_links(model, relinked)
    return changes


def _compare(draft: Draft, row: Record, held_links: Mapping[str, Mapping[int, list[int]]]) -> tuple[Values, Values]:
    """What differs, as it was and as it shall be. Writing to a withdrawn record brings it back."""
    before: Values = {name: getattr(row, name) for name in draft.values if getattr(row, name) != draft.values[name]}
    after: Values = {name: draft.values[name] for name in before}
    if row.withdrawn_at is not None:
        before["withdrawn_at"], after["withdrawn_at"] = row.withdrawn_at, None
    for name, ids in draft.links.items():
        held = held_links[name].get(row.id, [])
        if set(held) != set(ids):
            before[name], after[name] = held, ids
    return before, after


def _journal_values(draft: Draft) -> Values:
    stated = {name: value for name, value in draft.values.items() if value not in (None, "", [], {})}
    return stated | {name: ids for name, ids in draft.links.items() if ids}


def _write_links(model: type[Record], drafts: Sequence[Draft]) -> None:
    for name in _list_link_names(drafts):
        write_links(model, name, {_number(draft): draft.links[name] for draft in drafts if name in draft.links})


def _list_link_names(drafts: Iterable[Draft]) -> set[str]:
    return {name for draft in drafts for name in draft.links}
