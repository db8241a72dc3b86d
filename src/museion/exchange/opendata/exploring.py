"""Asking the published database, without being able to change it or to hold the site up.

The file holds what everybody may read and nothing else; it is opened read-only, a statement may read its tables and call harmless
functions, and is stopped after a second or a thousand rows.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from museion.exchange.opendata.manifest import DATABASE
from museion.exchange.opendata.store import get_folder

MOST_ROWS = 1000
LONGEST_SQL = 4000
_SECONDS = 1.0
_STEPS = 2000
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "randomblob", "zeroblob"})


class ExploringError(ValueError):
    """The question cannot be answered; the message is for who asked."""


@dataclass(frozen=True, slots=True)
class Table:
    """`is_cut`: there are more rows than are shown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Rows of one register. `equal`, `like`: column → wanted value, part of it. `sort`: a column, `-` before it for descending."""

    kind: str
    columns: tuple[str, ...]
    equal: Mapping[str, str]
    like: Mapping[str, str]
    sort: str = ""
    offset: int = 0
    limit: int = 50


def ask_rows(ask: Ask) -> Table:
    where, values = _make_where(ask)
    named = ", ".join(f'"{column}"' for column in ask.columns)
    order = f'"{ask.sort.removeprefix("-")}"' + (" DESC" if ask.sort.startswith("-") else "") if ask.sort else '"key"'
    sql = f'SELECT {named} FROM "{ask.kind}"{where} ORDER BY {order} LIMIT ? OFFSET ?'  # noqa: S608
    return _run(sql, [*values, ask.limit, ask.offset])


def count_rows(ask: Ask) -> int:
    where, values = _make_where(ask)
    return int(_run(f'SELECT count(*) FROM "{ask.kind}"{where}', values).rows[0][0])  # noqa: S608


def count_values(ask: Ask, column: str, *, limit: int = 12) -> list[tuple[Any, int]]:
    """The commonest values of a column among the rows."""
    where, values = _make_where(ask)
    sql = f'SELECT "{column}", count(*) FROM "{ask.kind}"{where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?'  # noqa: S608
    return [(row[0], row[1]) for row in _run(sql, [*values, limit]).rows]


def run_sql(sql: str) -> Table:
    """One statement of a visitor. Raises `ExploringError`."""
    if len(sql) > LONGEST_SQL:
        raise ExploringError(_("The statement is longer than %(most)s characters.") % {"most": LONGEST_SQL})
    return _run(sql, [])


def _make_where(ask: Ask) -> tuple[str, list[str]]:
    """Column names come from the manifest, never from an address."""
    parts = [f'"{name}" = ?' for name in ask.equal] + [f"\"{name}\" LIKE ? ESCAPE '\\'" for name in ask.like]
    escaped = [value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for value in ask.like.values()]
    values = [*ask.equal.values(), *(f"%{value}%" for value in escaped)]
    return (f" WHERE {' AND '.join(parts)}" if parts else ""), values


def _run(sql: str, values: Sequence[str | int]) -> Table:
    try:
        with _open() as database, closing(database.execute(sql, values)) as found:
            rows = found.fetchmany(MOST_ROWS + 1)
            columns = tuple(column[0] for column in found.description or ())
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        if "interrupted" in str(error):
            raise ExploringError(
                _("This takes longer than a second here. Download the database and ask it there.")
            ) from None
        raise ExploringError(str(error)) from error
    return Table(columns, tuple(map(tuple, rows[:MOST_ROWS])), len(rows) > MOST_ROWS)


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    path = get_folder() / DATABASE
    if not path.exists():
        raise ExploringError(_("No open data was made yet. The worker makes it."))
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, timeout=1)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 10_000_000)
    until = time.monotonic() + _SECONDS
    database.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)
    database.set_authorizer(_authorize)
    try:
        yield database
    finally:
        database.close()


def _authorize(action: int, first: str | None, second: str | None, *_more: str | None) -> int:
    if action not in _ALLOWED or (action == sqlite3.SQLITE_FUNCTION and second in _FORBIDDEN_FUNCTIONS):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
