"""What SQLite keeps and PostgreSQL refuses: texts longer than their column, numbers too large, NUL characters."""

from dataclasses import dataclass
from typing import Any

from django.db import connections, models

from museion.core.stores.tables import get_key_column, list_fields, list_tables

_LARGEST = {"SmallIntegerField": 2**15, "IntegerField": 2**31, "AutoField": 2**31}
_NUL = "char(0)"


@dataclass(frozen=True, slots=True)
class Misfit:
    """So many rows of a column that the other store would refuse, and the number of the first."""

    table: str
    column: str
    rows: int
    first: object
    reason: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}: {self.rows} rows, the first is {self.first}: {self.reason}"


def list_misfits(alias: str) -> list[Misfit]:
    """Looked for in SQLite itself, a table at a time."""
    return [misfit for model in list_tables() for field in list_fields(model) for misfit in _find(alias, model, field)]


def _find(alias: str, model: type[models.Model], field: Any) -> list[Misfit]:
    quote = connections[alias].ops.quote_name
    column, table, key = quote(field.column), quote(model._meta.db_table), quote(get_key_column(model))
    found = []
    for condition, reason in _list_conditions(field, column):
        with connections[alias].cursor() as cursor:
            cursor.execute(f"SELECT count(*), min({key}) FROM {table} WHERE {condition}")  # noqa: S608 - names of our own
            rows, first = cursor.fetchone()
        if rows:
            found.append(Misfit(model._meta.db_table, field.column, rows, first, reason))
    return found


def _list_conditions(field: Any, column: str) -> list[tuple[str, str]]:
    kind = field.get_internal_type().removeprefix("Positive").removeprefix("Big")
    conditions = []
    if field.max_length and isinstance(field, models.CharField):
        conditions.append((f"length({column}) > {field.max_length}", f"longer than {field.max_length} characters"))
    if isinstance(field, models.CharField | models.TextField):
        conditions.append((f"instr({column}, {_NUL}) > 0", "holds a NUL character"))
    if type(field) is models.JSONField:
        conditions.append((f"instr({column}, '\\u0000') > 0", "holds a NUL character"))
    if not isinstance(field, models.BigIntegerField) and kind in _LARGEST:
        conditions.append((f"abs({column}) >= {_LARGEST[kind]}", "a number too large for its column"))
    return conditions
