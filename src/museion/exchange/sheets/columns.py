"""Which columns a kind's table has, how a value becomes a cell, and a cell a value.

One column a field; a text in several languages has one a language (`names@fr`). Lists are JSON in their cell, references are keys. What
the viewer may not read shows as hidden, and stays as it is when the table comes back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from museion.core.fields import LanguageMapField
from museion.core.kinds import Kind, WriterContext, find_kind
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.models import Record
from museion.core.tables import make_cell_safe, read_safe_cell

KEY, VERSION = "key", "changed_at"
HIDDEN = "(hidden)"
# What a person does not edit: identity, provenance, rights.
_LEFT_OUT = frozenset(
    {
        "id",
        "key",
        "access",
        "scope_key",
        "source",
        "source_id",
        "source_digest",
        "created_at",
        "changed_at",
        "withdrawn_at",
    }
)
_TRUTHS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
Field = Any
Rows = Any  # a queryset of the kind's records


class CellError(ValueError):
    """A cell holds what the field cannot."""


@dataclass(frozen=True, slots=True)
class Column:
    """`language` is empty for a field that is not in languages."""

    name: str
    field: Field
    language: str = ""

    @property
    def header(self) -> str:
        return f"{self.name}@{self.language}" if self.language else self.name


def list_fields(kind: Kind) -> dict[str, Field]:
    """By name: the fields that the kind's JSON tells and a person may edit."""
    columns: list[Field] = list(kind.model._meta.concrete_fields)
    return {
        field.name: field
        for field in columns
        if field.name not in _LEFT_OUT
        and field.editable
        and not isinstance(field, models.BinaryField)
        and _has_key(field)
    }


def _has_key(field: Field) -> bool:
    """What a cell names is a record: rows of other tables have nothing that a person could write down."""
    return not field.is_relation or issubclass(field.related_model, Record)


def select_targets(kind: Kind, rows: Rows) -> Rows:
    """With the records that cells name, in the same query."""
    names = [name for name, field in list_fields(kind).items() if field.is_relation]
    return rows.select_related(*names) if names else rows


def list_columns(kind: Kind, languages: Mapping[str, Iterable[str]]) -> list[Column]:
    """`languages`: by field, those that the table's records are in; English is always offered."""
    columns = []
    for name, field in list_fields(kind).items():
        if isinstance(field, LanguageMapField):
            columns += [Column(name, field, tag) for tag in sorted({"en", *languages.get(name, ())})]
        else:
            columns.append(Column(name, field))
    return columns


def describe(kind: Kind, record: Record, context: WriterContext) -> dict[str, Any]:
    """The record's JSON as the viewer reads it; a field that is None there and not here is hidden."""
    form = next(form for form in kind.representations if form.suffix == "json")
    described: dict[str, Any] = orjson.loads(form.write(record, context))
    return described


def write_cell(column: Column, record: Record, described: dict[str, Any]) -> str:
    value = getattr(record, column.field.attname)
    if is_hidden(column.name, value, described):
        return HIDDEN
    if column.language:
        return make_cell_safe((value or {}).get(column.language, ""))
    if column.field.is_relation:
        target = getattr(record, column.name)
        return target.key if target is not None else ""
    if isinstance(column.field, models.JSONField):
        return orjson.dumps(value).decode() if value else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else make_cell_safe(str(value)) if isinstance(value, str) else str(value)


def is_hidden(name: str, value: Any, described: dict[str, Any]) -> bool:
    return value not in (None, "", [], {}) and described.get(name) is None


def read_header(kind: Kind, header: Sequence[str]) -> list[Column]:
    """Raises `CellError` for a column that no such table has."""
    fields, columns, seen = list_fields(kind), [], set[str]()
    for text in header:
        name, _at, tag = text.partition("@")
        if text and text.lower() in seen:
            raise CellError(_("the column “%(name)s” stands in the table twice") % {"name": text})
        seen.add(text.lower())
        if text in {KEY, VERSION, ""}:
            continue
        field = fields.get(name)
        if field is None or bool(tag) != isinstance(field, LanguageMapField):
            raise CellError(
                _("there is no column “%(name)s”; there are %(known)s, texts as name@language")
                % {"name": text, "known": ", ".join([KEY, *fields])}
            )
        columns.append(Column(name, field, _read_language(tag) if tag else ""))
    return columns


def _read_language(tag: str) -> str:
    try:
        return read_tag(tag)
    except InvalidLanguageError as error:
        raise CellError(str(error)) from error


def read_cell(column: Column, text: str) -> Any:
    """The field's value; of a column in a language that language's text. Raises `CellError`."""
    text = read_safe_cell(text.strip())
    field = column.field
    if column.language:
        return text
    if field.is_relation:
        return _find_target(field, text)
    if isinstance(field, models.JSONField):
        return _read_json(field, text)
    if not text:
        return None if field.null else "" if field.empty_strings_allowed else field.get_default()
    if isinstance(field, models.BooleanField):
        if text.lower() not in _TRUTHS:
            raise CellError(_("“%(text)s”: expected yes or no") % {"text": text[:40]})
        return _TRUTHS[text.lower()]
    if isinstance(field, models.FloatField | models.DecimalField | models.IntegerField):
        return _read_number(field, text)
    return field.to_python(text)


def _read_number(field: Field, text: str) -> Any:
    """Spreadsheets of half the world write a comma before the decimals."""
    try:
        return field.to_python(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValidationError:
        raise CellError(_("“%(text)s”: expected a number such as 48.85") % {"text": text[:40]}) from None


def _find_target(field: Field, text: str) -> int | None:
    if not text:
        return None
    kind = find_kind(text)
    target = field.related_model._default_manager.filter(key=text).values_list("id", flat=True).first()
    if kind is None or target is None:
        told = {"text": text[:40], "kind": kind.label if kind else field.related_model._meta.verbose_name}
        raise CellError(_("“%(text)s”: expected the key of a record (%(kind)s)") % told)
    return int(target)


def _read_json(field: Field, text: str) -> Any:
    if not text:
        return field.get_default()
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise CellError(_("no JSON: %(problem)s") % {"problem": error}) from error
    if type(value) is not type(field.get_default()):
        is_list = isinstance(field.get_default(), list)
        raise CellError(_("expected a JSON list, as [1, 2]") if is_list else _('expected a JSON object, as {"a": 1}'))
    return value
