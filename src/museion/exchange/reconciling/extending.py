"""Columns that a table gains from the records its cells were matched with: what the records' public JSON says."""

from collections.abc import Sequence
from typing import Any

import orjson

from museion.core.harvesting import get_record_set
from museion.core.kinds import KINDS, Kind, WriterContext, find_kind

_LEFT_OUT = frozenset({"key", "kind", "access", "source", "source_id", "created_at", "changed_at"})
MOST_RECORDS = 500


def list_properties(kind: Kind) -> list[dict[str, str]]:
    """What a record of the kind says, as its newest one does."""
    record = kind.model.objects.current().visible_to(_context().viewer).order_by("-id").first()
    described = _read(kind, record) if record else {}
    return [{"id": name, "name": name.replace("_", " ")} for name in described if name not in _LEFT_OUT]


def extend(keys: Sequence[str], properties: Sequence[str]) -> dict[str, Any]:
    """By key, each property's values. Of an unknown key, empty values: the table keeps its row."""
    described = _read_all(keys)
    return {key: {name: list(_list_values(described.get(key, {}).get(name))) for name in properties} for key in keys}


def _read_all(keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    by_kind: dict[str, list[str]] = {}
    for key in keys:
        kind = find_kind(key)
        if kind is not None:
            by_kind.setdefault(kind.name, []).append(key)
    described: dict[str, dict[str, Any]] = {}
    for name, held in by_kind.items():
        kind = KINDS[name]
        rows = kind.model.objects.current().visible_to(_context().viewer).filter(key__in=held)
        described |= {record.key: _read(kind, record) for record in get_record_set(name).prepare(rows)}
    return described


def _context() -> WriterContext:
    return WriterContext("", ("en", "fr", "es", "ar"))


def _read(kind: Kind, record: Any) -> dict[str, Any]:
    form = next((form for form in kind.representations if form.suffix == "json"), None)
    read: dict[str, Any] = orjson.loads(form.write(record, _context())) if form else {}
    return read


# How the API calls a value of each type; truth comes before numbers, which it is one of in Python.
_NAMES: tuple[tuple[type, str], ...] = ((bool, "bool"), (int, "int"), (float, "float"), (str, "str"))


def _list_values(value: Any) -> list[dict[str, Any]]:
    """As the API writes values: texts with their language, references with key and name, numbers and truth as such."""
    if value is None or value in ("", [], {}):
        return []
    if isinstance(value, list):
        return [made for part in value for made in _list_values(part)]
    if isinstance(value, dict):
        return _list_parts(value)
    return [{name: value} for kind, name in _NAMES if isinstance(value, kind)][:1]


def _list_parts(value: dict[str, Any]) -> list[dict[str, Any]]:
    if isinstance(value.get("title"), dict) and "key" in value:
        return [{"id": value["key"], "name": next(iter(value["title"].values()), value["key"])}]
    if all(isinstance(part, str) for part in value.values()):
        return [{"str": text, "lang": tag} for tag, text in value.items()]
    return [{"str": orjson.dumps(value).decode()}]
