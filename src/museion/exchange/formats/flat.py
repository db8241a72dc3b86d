"""A record's JSON as one row of a table: texts in a column a language, lists and references as JSON in their cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

LANGUAGES = ("en", "fr", "es", "ar")
OTHERS = "other_languages"
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: text, integer, number, boolean or json. `source`: the field of the record; `tag`: of its texts, the language."""

    name: str
    kind: str
    source: str
    tag: str = ""


def list_columns(fields: Mapping[str, str]) -> tuple[Column, ...]:
    """Of fields with their kinds (`texts` for a language map), in their order."""
    columns: list[Column] = []
    for name, kind in fields.items():
        if kind != "texts":
            columns.append(Column(name, kind or "text", name))
            continue
        columns += [Column(f"{name}_{tag}", "text", name, tag) for tag in LANGUAGES]
        columns.append(Column(f"{name}_{OTHERS}", "json", name, OTHERS))
    return tuple(columns)


def flatten(record: Mapping[str, Any], columns: Sequence[Column]) -> list[Cell]:
    return [_read_cell(record.get(column.source), column) for column in columns]


def observe(kinds: dict[str, str], record: Mapping[str, Any], texts: frozenset[str]) -> None:
    """Adds to the kinds of fields what the record shows of them; `texts` are the fields known to be language maps."""
    for name, value in record.items():
        held, found = kinds.get(name, ""), "texts" if name in texts else _guess_kind(value)
        if name not in kinds or held != found:
            kinds[name] = _join(held, found)


def _guess_kind(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case dict() | list():
            return "json"
        case _:
            return "text"


def _join(held: str, found: str) -> str:
    if not held or not found or held == found:
        return held or found
    return "number" if {held, found} == {"integer", "number"} else "json" if "json" in (held, found) else "text"


def _read_cell(value: Any, column: Column) -> Cell:
    if column.tag:
        texts = value if isinstance(value, Mapping) else {}
        if column.tag != OTHERS:
            return texts.get(column.tag)
        rest = {tag: text for tag, text in texts.items() if tag not in LANGUAGES}
        return orjson.dumps(rest).decode() if rest else None
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode() if value else None
    return int(value) if isinstance(value, bool) else value
