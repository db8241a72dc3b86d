"""What a store holds, as numbers that two stores can be compared by: rows and a SHA-256 over every value of every table."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from django.db import models

from museion.core.journal import get_head
from museion.core.stores.tables import list_tables

Progress = Callable[[str, int], None]
_AT_ONCE = 2000
_LARGEST_EXACT = 2**53  # JSON numbers beyond it are whole in one database and have a fraction in the other


@dataclass(frozen=True, slots=True)
class Table:
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Measure:
    """`head`: number and hash of the journal's last line."""

    tables: dict[str, Table]
    head: tuple[int, str]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def write(self) -> dict[str, Any]:
        return asdict(self)


def read_measure(written: Mapping[str, Any]) -> Measure:
    number, digest = written["head"]
    return Measure({name: Table(**held) for name, held in written["tables"].items()}, (number, digest))


def measure_store(alias: str, progress: Progress | None = None) -> Measure:
    """Reads every row. In a transaction, everything is as of one moment."""
    tables = {}
    for model in list_tables():
        tables[model._meta.db_table] = _measure_table(model, alias)
        if progress:
            progress(model._meta.db_table, tables[model._meta.db_table].rows)
    return Measure(tables, get_head(using=alias))


def list_differences(first: Measure, second: Measure) -> list[str]:
    """What the second holds otherwise, a sentence each; none means that every record and the journal are the same."""
    told = []
    for name in sorted(first.tables.keys() | second.tables.keys()):
        before, after = first.tables.get(name), second.tables.get(name)
        if before is None or after is None:
            told.append(f"{name} is only in the {'second' if before is None else 'first'} store")
        elif before.rows != after.rows:
            told.append(f"{name}: {before.rows} rows in the first store, {after.rows} in the second")
        elif before != after:
            told.append(f"{name}: as many rows, but not the same values")
    if first.head != second.head:
        told.append(f"the journal ends at {first.head[0]} in the first store, at {second.head[0]} in the second")
    return told


def _measure_table(model: type[models.Model], alias: str) -> Table:
    digest, count = hashlib.sha256(), 0
    for row in _iterate_rows(model, alias):
        digest.update(orjson.dumps([_settle(value) for value in row], default=_write, option=orjson.OPT_SORT_KEYS))
        digest.update(b"\n")
        count += 1
    return Table(count, digest.hexdigest())


def _iterate_rows(model: type[models.Model], alias: str) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    return rows.iterator(chunk_size=_AT_ONCE)


def _settle(value: Any) -> Any:
    """Numbers in JSON as no database changes them."""
    if type(value) is float:
        return int(value) if value.is_integer() and abs(value) < _LARGEST_EXACT else value
    if type(value) is int:
        return value if abs(value) < _LARGEST_EXACT else float(value)
    if isinstance(value, dict):
        return {name: _settle(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_settle(part) for part in value]
    return value


def _write(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)
