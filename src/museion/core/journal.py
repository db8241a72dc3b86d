"""Writing, reading and verifying the journal.

Each line's hash is SHA-256 over the hash of the line before and the line's own canonical JSON (RFC 8785 order of keys,
UTF-8). An altered, removed or reordered line breaks the chain from there on; a cut tail shows against the head row and
against any head that was noted elsewhere (`museion journal verify --head NUMBER:HASH`).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import DEFAULT_DB_ALIAS, transaction

from museion.core.access import Actor
from museion.core.bulk import insert_rows
from museion.core.models import JournalHead, JournalLine
from museion.core.stores.nulls import NUL

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one record. `before` is None where it is new, `after` where it is gone."""

    action: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where the chain does not hold."""

    number: int
    problem: str


def record_changes(changes: Iterable[Change], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Append one line a change. Call it in the transaction of the change itself, which goes back whole where a line cannot be written."""
    with transaction.atomic(savepoint=False):
        head = _lock_head()
        rows = []
        for change in changes:
            head.number += 1
            line = _make_line(head.number, change, actor=actor, at=at, reason=reason)
            head.hash = compute_hash(bytes(head.hash), line)
            rows.append((*_columns(line), head.hash))
        if rows:
            insert_rows(JournalLine, _COLUMN_NAMES, rows)
            head.save()


def _lock_head() -> JournalHead:
    head = JournalHead.objects.select_for_update().filter(id=1)
    if not head:
        JournalHead.objects.get_or_create(id=1)
        head = head.all()
    return head[0]


def get_history(key: str) -> Iterator[JournalLine]:
    """A record's changes, newest first."""
    return JournalLine.objects.filter(key=key).order_by("-number").iterator()


def get_head(*, using: str = DEFAULT_DB_ALIAS) -> tuple[int, str]:
    """Number and hash of the last line, to be noted elsewhere; zero and the genesis hash while there is none."""
    head = JournalHead.objects.using(using).filter(id=1).first() or JournalHead(number=0, hash=GENESIS)
    return head.number, bytes(head.hash).hex()


def verify_journal(*, known_head: tuple[int, str] | None = None, using: str = DEFAULT_DB_ALIAS) -> Iterator[Flaw]:
    """Every place where the chain is broken; none means that no line was altered, removed or reordered."""
    previous, expected = GENESIS, 1
    known_number, known_hash = known_head or (0, "")
    for line in JournalLine.objects.using(using).order_by("number").iterator(chunk_size=2000):
        if line.number != expected:
            yield Flaw(expected, f"lines {expected} to {line.number - 1} are missing")
        if compute_hash(previous, _read_line(line)) != bytes(line.hash):
            yield Flaw(line.number, "the line does not fit its hash and the line before it")
        if line.number == known_number and bytes(line.hash).hex() != known_hash:
            yield Flaw(line.number, "the line's hash is not the one that was noted for it")
        previous, expected = bytes(line.hash), line.number + 1
    head_number, head_hash = get_head(using=using)
    if (head_number, head_hash) != (expected - 1, previous.hex()):
        yield Flaw(expected - 1, f"the journal ends here, its head says {head_number}")
    if known_number >= expected:
        yield Flaw(known_number, f"the journal ends at {expected - 1}, before the line that was noted")


def compute_hash(previous: bytes, line: dict[str, Any]) -> bytes:
    return hashlib.sha256(previous + orjson.dumps(line, option=orjson.OPT_SORT_KEYS)).digest()


_ACTING = ("role", "scope_key")
_COLUMN_NAMES = ("number", "at", "actor", "account_id", *_ACTING, "action", "key", "reason", "before", "after", "hash")


def _make_line(number: int, change: Change, *, actor: Actor, at: datetime, reason: str) -> dict[str, Any]:
    return {
        "number": number,
        "at": _format_moment(at),
        "actor": actor.name[:200].replace(NUL, ""),
        "account_id": actor.account_id,
        **({"role": str(actor.acting.role), "scope_key": actor.acting.scope_key} if actor.acting else {}),
        "action": change.action,
        "key": change.key,
        "reason": reason.replace(NUL, ""),
        "before": _write(change.before),
        "after": _write(change.after),
    }


# What `_settle` would change, as orjson writes it; a text such as `20041119.0` is none.
_WHOLE_FLOAT = re.compile(rb"[\[:,]-?\d+\.0[,\]}]")


def _write(values: dict[str, Any] | None) -> orjson.Fragment | None:
    """Written once, for the hash and for the column: moments and days as text, keys in order."""
    if values is None:
        return None
    content = orjson.dumps(values, default=str, option=orjson.OPT_SORT_KEYS)
    if b".0" in content and _WHOLE_FLOAT.search(content):
        content = orjson.dumps(_settle(orjson.loads(content)), option=orjson.OPT_SORT_KEYS)
    return orjson.Fragment(content)


def _settle(value: Any) -> Any:
    """Whole numbers without a fraction, as RFC 8785 writes them: PostgreSQL gives no `-0.0` back, so the hash must not hold one."""
    if type(value) is float:
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if type(value) is dict:
        return {name: _settle(part) for name, part in value.items()}
    if type(value) is list:
        return [_settle(part) for part in value]
    return value


def _columns(line: dict[str, Any]) -> tuple[Any, ...]:
    moment = datetime.fromisoformat(line["at"])
    return (
        line["number"],
        moment,
        line["actor"],
        line["account_id"],
        line.get("role"),
        line.get("scope_key"),
        line["action"],
        line["key"],
        line["reason"],
        line["before"],
        line["after"],
    )


def _read_line(line: JournalLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "at": _format_moment(line.at),
        "actor": line.actor,
        "account_id": line.account_id,
        # Lines without a role are hashed without one, as they were before there were any.
        **({name: getattr(line, name) for name in _ACTING} if line.role is not None else {}),
        "action": line.action,
        "key": line.key,
        "reason": line.reason,
        "before": line.before,
        "after": line.after,
    }


def _format_moment(at: datetime) -> str:
    # Databases keep microseconds; the hash must not depend on what they drop.
    return at.astimezone(UTC).isoformat(timespec="microseconds")
