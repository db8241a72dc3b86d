"""The one way in which records are written: insert or update, journal line and outbox row, in one transaction.

A room's action checks the right, builds `Draft`s, and calls `save_drafts` once. Drafts with a source and a source id meet
the row that came from there before: an equal one costs nothing, an unequal one becomes an update.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import models, transaction

from museion.core.access import Actor
from museion.core.bulk import delete_rows, insert_rows, update_rows
from museion.core.journal import Change, record_changes
from museion.core.keys import make_key
from museion.core.models.records import Record, take_numbers
from museion.core.outbox import announce

_OWN_COLUMNS = ("key", "created_at", "changed_at", "source_digest")


@dataclass(slots=True)
class Draft:
    """A record as somebody wants it to be.

    `values`: by field name, foreign keys by `…_id`. `links`: the ids of a many-to-many field, whole. `id`: which row to
    update; without it the source decides, and without a source the record is new.
    """

    values: dict[str, Any]
    links: dict[str, list[int]] = field(default_factory=dict)
    id: int | None = None

    @property
    def source(self) -> tuple[str, str] | None:
        source_id = self.values.get("source_id")
        return (self.values.get("source", ""), str(source_id)) if source_id else None


@dataclass(slots=True)
class Saved:
    """What became of a batch; `keys` in the order of the drafts."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    keys: list[str] = field(default_factory=list)


@transaction.atomic
def save_drafts(
    model: type[Record], drafts: Sequence[Draft], *, kind: str, actor: Actor, at: datetime, reason: str = ""
) -> Saved:
    """Write all drafts or none. Two drafts of one source id in a batch: the later one counts as an update."""
    saved = Saved()
    changes: list[Change] = []
    for round_of_drafts in _split_repeated(drafts):
        _save_round(model, round_of_drafts, kind=kind, at=at, saved=saved, changes=changes)
    record_changes(changes, actor=actor, at=at, reason=reason)
    announce(kind, list(dict.fromkeys(change.key for change in changes)))
    return saved


@transaction.atomic
def withdraw_records(
    model: type[Record], keys: Sequence[str], *, kind: str, actor: Actor, at: datetime, reason: str
) -> int:
    """Take records from view; their addresses go on saying that they were there."""
    rows = list(model._default_manager.filter(key__in=keys, withdrawn_at__isnull=True).values_list("id", "key"))
    update_rows(model, ("withdrawn_at", "changed_at", "id"), [(at, at, number) for number, _ in rows])
    changes = [Change(f"{kind}.withdraw", key, {"withdrawn_at": None}, {"withdrawn_at": at}) for _, key in rows]
    record_changes(changes, actor=actor, at=at, reason=reason)
    announce(kind, [key for _, key in rows])
    return len(rows)


def compute_digest(draft: Draft) -> bytes:
    """16 bytes that differ when any value or link does."""
    content = orjson.dumps([draft.values, draft.links], option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.blake2b(content, digest_size=16).digest()


def _split_repeated(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Rounds in which no source occurs twice, so that one query can say what each round meets."""
    rounds: list[list[Draft]] = []
    times: dict[tuple[str, str], int] = {}
    for draft in drafts:
        place = 0
        if draft.source:
            place = times.get(draft.source, 0)
            times[draft.source] = place + 1
        while len(rounds) <= place:
            rounds.append([])
        rounds[place].append(draft)
    return rounds


def _save_round(
    model: type[Record], drafts: list[Draft], *, kind: str, at: datetime, saved: Saved, changes: list[Change]
) -> None:
    held = _find_held(model, drafts)
    digests = {id(draft): compute_digest(draft) for draft in drafts}
    new: list[Draft] = []
    changed: list[tuple[Draft, Record]] = []
    for draft in drafts:
        row = held.get(draft.id or draft.source)
        if row is None:
            new.append(draft)
        elif bytes(row.source_digest) == digests[id(draft)] and row.withdrawn_at is None:
            saved.unchanged += 1
            draft.id = row.id
        else:
            changed.append((draft, row))
    numbers = iter(take_numbers(model.LETTER, len(new)) if new else ())
    for draft in new:
        draft.id = next(numbers)
    _insert(model, new, digests, at)
    changes.extend(
        Change(f"{kind}.create", make_key(model.LETTER, _number(draft)), None, _journal_values(draft)) for draft in new
    )
    changes.extend(_update(model, changed, digests, at, kind))
    _write_links(model, [*new, *(draft for draft, _ in changed)])
    saved.created += len(new)
    saved.updated += len(changed)
    saved.keys.extend(make_key(model.LETTER, _number(draft)) for draft in drafts)


def _number(draft: Draft) -> int:
    if draft.id is None:
        raise ValueError("the draft has no number yet")
    return draft.id


def _find_held(model: type[Record], drafts: list[Draft]) -> dict[Any, Record]:
    """The rows that drafts are about, by id and by source."""
    held: dict[Any, Record] = {}
    ids = [draft.id for draft in drafts if draft.id]
    for row in model._default_manager.filter(id__in=ids) if ids else ():
        held[row.id] = row
    by_source: dict[str, list[str]] = {}
    for draft in drafts:
        if draft.source and not draft.id:
            by_source.setdefault(draft.source[0], []).append(draft.source[1])
    for source, source_ids in by_source.items():
        for start in range(0, len(source_ids), 900):
            for row in model._default_manager.filter(source=source, source_id__in=source_ids[start : start + 900]):
                held[(source, str(row.source_id))] = row
    return held


def _insert(model: type[Record], drafts: list[Draft], digests: Mapping[int, bytes], at: datetime) -> None:
    if not drafts:
        return
    defaults = _get_defaults(model)
    names = list(defaults)
    rows = []
    for draft in drafts:
        values = {name: make() for name, make in defaults.items()} | draft.values
        values |= {
            "id": draft.id,
            "key": make_key(model.LETTER, _number(draft)),
            "created_at": at,
            "changed_at": at,
            "source_digest": digests[id(draft)],
        }
        rows.append([values[name] for name in names])
    insert_rows(model, names, rows)


def _get_defaults(model: type[Record]) -> dict[str, Any]:
    """Every column by the name drafts use for it, with what makes its default."""
    columns: list[Any] = list(model._meta.concrete_fields)
    return {column.attname: column.get_default for column in columns}


def _update(
    model: type[Record],
    changed: list[tuple[Draft, Record]],
    digests: Mapping[int, bytes],
    at: datetime,
    kind: str,
) -> Iterable[Change]:
    by_columns: dict[tuple[str, ...], list[list[Any]]] = {}
    changes = []
    for draft, row in changed:
        draft.id = row.id
        before = {name: getattr(row, name) for name in draft.values if getattr(row, name) != draft.values[name]}
        after = {name: draft.values[name] for name in before} | dict(draft.links)
        values = {
            **draft.values,
            "changed_at": at,
            "source_digest": digests[id(draft)],
            "withdrawn_at": None,
            "id": row.id,
        }
        by_columns.setdefault(tuple(values), []).append(list(values.values()))
        changes.append(Change(f"{kind}.update", row.key, _plain(before), _plain(after)))
    for names, rows in by_columns.items():
        update_rows(model, names, rows)
    return changes


def _journal_values(draft: Draft) -> dict[str, Any]:
    stated = {name: value for name, value in draft.values.items() if value not in (None, "", [], {})}
    return _plain(stated | {name: ids for name, ids in draft.links.items() if ids})


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON holds them, so that the journal's hash is the same before and after the database."""
    plain: dict[str, Any] = orjson.loads(orjson.dumps(values, default=str))
    return plain


def _write_links(model: type[Record], drafts: list[Draft]) -> None:
    names = {name for draft in drafts for name in draft.links}
    for name in names:
        relation: Any = model._meta.get_field(name)
        through: type[models.Model] = relation.remote_field.through
        here, there = relation.m2m_field_name() + "_id", relation.m2m_reverse_field_name() + "_id"
        about = [draft for draft in drafts if name in draft.links]
        delete_rows(through, here.removesuffix("_id"), [draft.id for draft in about])
        pairs = [(draft.id, target) for draft in about for target in dict.fromkeys(draft.links[name])]
        insert_rows(through, (here.removesuffix("_id"), there.removesuffix("_id")), pairs)
