"""Rows from one kind of store into the other. Each writes some values in its own way, and reads the rest as the other writes it."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.utils.dateparse import parse_duration

from museion.core.schema import create_all_tables
from museion.core.stores.measuring import Progress
from museion.core.stores.tables import list_fields, list_tables

_AT_ONCE = 2000
_FRACTION = 6  # SQLite compares moments as texts, so that all have as many digits
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
Converter = Callable[[Any], Any]


def fill_postgresql(source: str, target: str, *, copied: Progress | None = None) -> None:
    """From a SQLite into a database without tables. Call it in a transaction on both sides."""
    create_all_tables(using=target)
    for model in list_tables():
        count = _copy_table(model, source, target)
        if copied:
            copied(model._meta.db_table, count)
    set_sequences(target)


def set_sequences(target: str) -> None:
    with connections[target].cursor() as cursor:
        for statement in connections[target].ops.sequence_reset_sql(no_style(), list_tables()):
            cursor.execute(statement)


def fill_sqlite(target: str, read_table: Callable[[str], Iterable[bytes]]) -> None:
    """From what PostgreSQL's COPY wrote, table by table in whole lines, into a file without tables."""
    create_all_tables(using=target)
    with transaction.atomic(using=target):
        for model in list_tables():
            for lines in read_table(model._meta.db_table):
                _insert_lines(model, target, lines)


def _insert_lines(model: type[models.Model], target: str, lines: bytes) -> None:
    fields = list_fields(model)
    quote = connections[target].ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    converters = [_make_reader(field) for field in fields]
    rows = [_read_line(line, converters) for line in lines.decode().split("\n")[:-1]]
    with connections[target].cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - names of our own


def _copy_table(model: type[models.Model], source: str, target: str) -> int:
    fields = list_fields(model)
    quote = connections[target].ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    table = quote(model._meta.db_table)
    converters = [_make_writer(field) for field in fields]
    count = 0
    with connections[target].cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in _iterate_raw(source, f"SELECT {columns} FROM {table}"):  # noqa: S608 - names of our own
            copy.write_row([convert(value) for convert, value in zip(converters, row, strict=True)])
            count += 1
    return count


def _iterate_raw(source: str, statement: str) -> Iterator[tuple[Any, ...]]:
    """As SQLite keeps the values: texts and numbers, which COPY reads as well."""
    with connections[source].cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _make_writer(field: Any) -> Converter:
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        return lambda value: None if value is None else f"{value}+00"
    if kind == "DurationField":
        return lambda value: None if value is None else f"{value} microseconds"
    return lambda value: value


def _read_line(line: str, converters: list[Converter]) -> list[Any]:
    values = zip(converters, line.split("\t"), strict=True)
    return [None if value == "\\N" else convert(_unescape(value)) for convert, value in values]


def _unescape(value: str) -> str:
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), value)


def _make_reader(field: Any) -> Converter:
    """Numbers stay texts: the column makes numbers of them."""
    return _READERS.get(field.get_internal_type(), str)


def _read_moment(value: str) -> str:
    """`2026-03-14 12:00:00.5+00`, for sessions speak UTC."""
    moment, _, fraction = value.removesuffix("+00").partition(".")
    return f"{moment}.{fraction.ljust(_FRACTION, '0')}" if fraction else moment


def _read_duration(value: str) -> int:
    held = parse_duration(value)
    if held is None:
        raise ValueError(f"{value} is no duration")
    return (held.days * 86_400 + held.seconds) * 1_000_000 + held.microseconds


_READERS: dict[str, Converter] = {
    "DateTimeField": _read_moment,
    "DurationField": _read_duration,
    "BooleanField": lambda value: value == "t",
    "BinaryField": lambda value: bytes.fromhex(value.removeprefix("\\x")),
    "UUIDField": lambda value: value.replace("-", ""),
}
