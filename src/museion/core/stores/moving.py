"""From a SQLite store into an empty PostgreSQL, in one transaction on each side, with the site reading on.

Whoever writes meanwhile waits, and is refused once the store has moved: triggers on every table of the old store say so, and come
into force with the same commit that ends the waiting. So nothing that was acknowledged is left behind.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from museion.core.journal import verify_journal
from museion.core.schema import is_empty
from museion.core.stores.crossing import fill_postgresql
from museion.core.stores.limits import list_misfits
from museion.core.stores.measuring import Measure, Progress, list_differences, measure_store
from museion.core.stores.tables import list_tables, list_unknown_tables

SOURCE = "default"
LEAST_VERSION = 15
MOVED = "this home has moved to PostgreSQL: set MUSEION_DATABASE_URL"
_VERBS = ("INSERT", "UPDATE", "DELETE")


class MoveError(Exception):
    """Nothing was moved; the message says why."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The same measure was taken of both stores."""

    measure: Measure


def move_store(target: str, *, copied: Progress | None = None, measured: Progress | None = None) -> Moved:
    """`target`: the alias of the PostgreSQL. Raises `MoveError` and leaves both stores as they were."""
    _check(target)
    # Settings of the embedded store begin every transaction by taking the writer's place.
    with transaction.atomic(using=SOURCE), transaction.atomic(using=target):
        fill_postgresql(SOURCE, target, copied=copied)
        moved = _prove(target, measured)
        _close_source()
    return moved


def reopen_source() -> int:
    """Let the old store be written again, for whoever goes back to it; returns how many tables were closed."""
    with transaction.atomic(using=SOURCE), connections[SOURCE].cursor() as cursor:
        names = _list_triggers()
        for name in names:
            cursor.execute(f"DROP TRIGGER {connections[SOURCE].ops.quote_name(name)}")
    return len(names) // len(_VERBS)


def is_closed() -> bool:
    """Whether this embedded store was moved, and refuses every write."""
    return bool(_list_triggers())


def _list_triggers() -> list[str]:
    with connections[SOURCE].cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'moved_%'")
        return [name for (name,) in cursor.fetchall()]


def _check(target: str) -> None:
    if connections[SOURCE].vendor != "sqlite" or connections[target].vendor != "postgresql":
        raise MoveError("only an embedded store is moved, and only to PostgreSQL")
    held: Any = connections[target]
    version = held.pg_version // 10_000
    if version < LEAST_VERSION:
        raise MoveError(f"that server is PostgreSQL {version}; it must be {LEAST_VERSION} or newer")
    if not is_empty(using=target):
        raise MoveError("that database is not empty: make a new one")
    if unknown := list_unknown_tables(SOURCE):
        raise MoveError(f"this store has tables that this version does not know: {', '.join(unknown)}")
    if misfits := list_misfits(SOURCE):
        raise MoveError("PostgreSQL would refuse these; mend them first:\n" + "\n".join(map(str, misfits)))


def _prove(target: str, progress: Progress | None) -> Moved:
    """Every row is read again on both sides, by another way than it was copied."""
    before = measure_store(SOURCE)
    after = measure_store(target, progress)
    if differences := list_differences(before, after):
        raise MoveError("the copy is not the same:\n" + "\n".join(differences))
    if flaw := next(verify_journal(using=target), None):
        raise MoveError(f"the journal does not hold at line {flaw.number}: {flaw.problem}")
    return Moved(after)


def _close_source() -> None:
    quote = connections[SOURCE].ops.quote_name
    with connections[SOURCE].cursor() as cursor:
        for model in list_tables():
            name = model._meta.db_table
            for verb in _VERBS:
                trigger = quote(f"moved_{verb}_{name}".lower())
                cursor.execute(
                    f"CREATE TRIGGER {trigger} BEFORE {verb} ON {quote(name)} BEGIN SELECT RAISE(ABORT, '{MOVED}'); END"
                )
