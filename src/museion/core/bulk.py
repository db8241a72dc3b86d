"""Inserting and updating many rows by bare SQL: the ORM's objects cost ten times what the database does.

JSON is written without spaces, so do not compare a whole JSON column with a value in a query.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson
from django.db import connections, models, router


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """`rows` hold Python values in the order of `fields` (names of the model's fields)."""
    _execute(model, fields, rows, "INSERT INTO {table} ({columns}) VALUES ({marks})")


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Like `insert_rows`; the last field is the one that says which row."""
    _execute(model, fields, rows, "UPDATE {table} SET {sets} WHERE {last} = %s")


def delete_rows(model: type[models.Model], field: str, values: Iterable[Any]) -> None:
    _execute(model, (field,), ((value,) for value in values), "DELETE FROM {table} WHERE {last} = %s")


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


def _make_preparer(field: Any, connection: Any) -> Callable[[Any], Any]:
    """What the field's own preparation does, by the short way where that changes nothing: most values are plain."""
    prepare = field.get_db_prep_save
    if isinstance(field, models.JSONField) and connection.vendor == "sqlite":
        return lambda value: None if value is None else orjson.dumps(value).decode()
    plain = _PLAIN.get(field.get_internal_type(), ())
    return lambda value: value if value is None or value.__class__ in plain else prepare(value, connection)


_PLAIN: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("CharField", "TextField", "URLField", "EmailField", "SlugField"), (str,)),
    **dict.fromkeys(("BigIntegerField", "IntegerField", "PositiveIntegerField", "BigAutoField", "ForeignKey"), (int,)),
    "FloatField": (float,),
    "BooleanField": (bool,),
}
