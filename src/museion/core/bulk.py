"""Inserting, updating and reading many rows by bare SQL: the ORM's objects cost ten times what the database does.

PostgreSQL takes new rows by COPY.

JSON is written without spaces, so do not compare a whole JSON column with a value in a query.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import orjson
from django.db import connections, models, router, transaction

from museion.core.fields import WrittenJSONField
from museion.core.stores.nulls import drop_nulls

T = TypeVar("T")
_MOST_VALUES = 900  # databases limit the values of one IN
_WORTH_COPYING = 50


def expect_many_objects() -> None:
    """For a process that goes through many rows: looking for cycles after every 700 objects cost a third of the time.

    Records that were read with what hangs on them do make cycles. The old generations are looked through soon, which is cheap, as what
    the program itself holds is frozen.
    """
    gc.freeze()
    gc.set_threshold(200_000, 3, 3)


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """`rows` hold Python values in the order of `fields` (names of the model's fields)."""
    if connections[router.db_for_write(model)].vendor == "postgresql":
        _copy(model, fields, rows)
    else:
        _execute(model, fields, rows, "INSERT INTO {table} ({columns}) VALUES ({marks})")


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """The ids of so many new rows, for who must know them before `insert_rows`. Call it in the transaction of the write.

    PostgreSQL gives an id out again that a row brought along without taking it.
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor == "postgresql":
        statement = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        with connection.cursor() as cursor:
            cursor.execute(statement, [model._meta.db_table, "id", count])
            return [number for (number,) in cursor.fetchall()]
    last = model._base_manager.using(connection.alias).aggregate(last=models.Max("id"))["last"] or 0
    return list(range(last + 1, last + 1 + count))


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Like `insert_rows`; the last field is the one that says which row, and no row is meant twice."""
    held = list(rows)
    if len(held) >= _WORTH_COPYING and connections[router.db_for_write(model)].vendor == "postgresql":
        _copy_over(model, fields, held)
    else:
        _execute(model, fields, held, "UPDATE {table} SET {sets} WHERE {last} = %s")


def delete_rows(model: type[models.Model], field: str, values: Iterable[Any]) -> None:
    _execute(model, (field,), ((value,) for value in values), "DELETE FROM {table} WHERE {last} = %s")


def read_rows(
    model: type[models.Model], fields: Sequence[str], *, where: str, values: Sequence[Any]
) -> Iterator[tuple[Any, ...]]:
    """The rows whose field `where` has one of the values; JSON comes as plain dicts and lists. For texts, numbers and JSON."""
    connection = connections[router.db_for_read(model)]
    quote = connection.ops.quote_name
    held: list[Any] = [model._meta.get_field(name) for name in fields]
    columns = ", ".join(quote(field.column) for field in held)
    sought: Any = model._meta.get_field(where)
    documents = [place for place, field in enumerate(held) if isinstance(field, models.JSONField)]
    statement = f"SELECT {columns} FROM {quote(model._meta.db_table)} WHERE {quote(sought.column)} IN "  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        for part in chunk(values):
            cursor.execute(f"{statement}({', '.join(['%s'] * len(part))})", list(part))
            yield from (_read_documents(list(row), documents) for row in cursor.fetchall())


def chunk(values: Sequence[T], size: int = _MOST_VALUES) -> Iterator[Sequence[T]]:
    """In parts, by default as large as one IN takes."""
    return (values[start : start + size] for start in range(0, len(values), size))


def batch_up(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """In parts as they come, so that what is long is never held whole."""
    coming = iter(values)
    while batch := list(islice(coming, size)):
        yield batch


def _read_documents(row: list[Any], places: Sequence[int]) -> tuple[Any, ...]:
    for place in places:
        row[place] = orjson.loads(row[place]) if row[place] else row[place]
    return tuple(row)


def _execute(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], template: str) -> None:
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [quote(field.column) for field in fields]
    statement = template.format(
        table=quote(model._meta.db_table),
        columns=", ".join(columns),
        marks=", ".join(["%s"] * len(columns)),
        sets=", ".join(f"{column} = %s" for column in columns[:-1]),
        last=columns[-1],
    )
    prepare = [_make_preparer(field, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[make(value) for make, value in zip(prepare, row, strict=True)] for row in rows])


def _copy(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], *, into: str | None = None
) -> None:
    """A column that is left out gets its default, and every constraint is checked; a wrong row takes the others with it."""
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = ", ".join(quote(field.column) for field in fields)
    prepare = [_make_preparer(field, connection) for field in fields]
    statement = f"COPY {quote(into or model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([make(value) for make, value in zip(prepare, row, strict=True)])


def _copy_over(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Into a table of this transaction's own, and from there over the rows that are meant."""
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    held: list[Any] = [model._meta.get_field(name) for name in names]
    table, (*columns, last) = quote(model._meta.db_table), [quote(field.column) for field in held]
    sets = ", ".join(f"{column} = news.{column}" for column in columns)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        listed = ", ".join([*columns, last])
        cursor.execute(f"CREATE TEMPORARY TABLE news ON COMMIT DROP AS SELECT {listed} FROM {table} LIMIT 0")  # noqa: S608 - names of our own
        _copy(model, names, rows, into="news")
        cursor.execute(f"UPDATE {table} SET {sets} FROM news WHERE {table}.{last} = news.{last}")  # noqa: S608
        cursor.execute("DROP TABLE news")


def _make_preparer(field: Any, connection: Any) -> Callable[[Any], Any]:
    """What the field's own preparation does, by the short way where that changes nothing: most values are plain."""
    prepare = field.get_db_prep_save
    if isinstance(field, models.JSONField):
        is_exact = connection.vendor == "sqlite" or isinstance(field, WrittenJSONField)
        return _write_json if is_exact else _write_json_without_nulls
    if isinstance(field, models.DateTimeField):
        # Rows of one write mostly state one moment.
        return lru_cache(maxsize=64)(lambda value: prepare(value, connection))
    plain = _PLAIN.get(field.get_internal_type(), ())
    return lambda value: value if value is None or value.__class__ in plain else prepare(value, connection)


def _write_json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _write_json_without_nulls(value: Any) -> str | None:
    written = _write_json(value)
    return _write_json(drop_nulls(value)) if written and "\\u0000" in written else written


_PLAIN: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("CharField", "TextField", "URLField", "EmailField", "SlugField"), (str,)),
    **dict.fromkeys(("BigIntegerField", "IntegerField", "PositiveIntegerField", "BigAutoField", "ForeignKey"), (int,)),
    "FloatField": (float,),
    "BooleanField": (bool,),
}
