"""Inserting and updating many rows by bare SQL: the ORM's objects cost ten times what the database does."""

from collections.abc import Iterable, Sequence
from typing import Any

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
    prepare = [field.get_db_prep_save for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [[make(value, connection) for make, value in zip(prepare, row, strict=True)] for row in rows],
        )
