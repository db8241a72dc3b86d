"""What the cataloguing form shows of an object, and what was typed there as columns again.

Only what was changed is written: lives of makers, normalised sizes and other languages, which the form has no place for,
stay as they are.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from museion.core.imports.registry import FieldError
from museion.heritage.incoming.descriptions import TEXTS, read_description
from museion.heritage.models import CulturalObject

PLAIN = ("inventory_number", "measurements_text", "date_text", "credit_line", "rights")
LISTS = ("materials", "techniques", "related_written_material")
TABLES = ("makers", "inscriptions_markings", "related_objects")
_DATES = ("date_text", "date_edtf", "date_earliest", "date_latest")
_COLUMNS = {"measurements_text": ("measurements_text", "measurements"), "date_text": _DATES}


def fill_object(record: CulturalObject | None, language: str) -> dict[str, Any]:
    """By field of the form; lists are lines, and texts those of one language."""
    if record is None:
        return {}
    return {
        **{name: getattr(record, name).get(language, "") for name in TEXTS},
        **{name: getattr(record, name) for name in PLAIN},
        **{name: "\n".join(map(str, getattr(record, name))) for name in LISTS},
        **{name: "\n".join(_write_line(name, entry) for entry in getattr(record, name)) for name in TABLES},
        "measurements_text": record.measurements_text or "; ".join(map(_write_side, record.measurements)),
        "date_documented": record.date_documented,
        "access": record.access,
    }


def read_changes(
    sent: Mapping[str, Any], changed: Iterable[str], record: CulturalObject | None, language: str
) -> tuple[dict[str, Any], list[FieldError]]:
    """Columns to write, and what is kept as written because it could not be read. Raises `FieldError` for what no column holds."""
    names = set(changed)
    stated: dict[str, Any] = {name: sent[name] for name in names}
    for name in names & TEXTS:
        stated[name] = {**(getattr(record, name) if record else {}), language: sent[name]}
    for name in names & {*LISTS, *TABLES}:
        stated[name] = [line.strip() for line in sent[name].splitlines() if line.strip()]
    for name in names & {*TABLES}:
        held = {_write_line(name, entry): entry for entry in (getattr(record, name) if record else ())}
        stated[name] = [held.get(line) or _read_line(name, line) for line in stated[name]]
    warnings: list[FieldError] = []
    described = read_description({"language": language, **stated}, warnings)
    described |= {name: str(sent[name]).strip() for name in names & {"credit_line", "rights"}}
    columns = (column for name in names for column in _COLUMNS.get(name, (name,)))
    return {column: described[column] for column in columns if column in described}, warnings


def _write_side(side: Mapping[str, Any]) -> str:
    return str(
        side.get("text") or f"{side.get('dimension', '')} {side.get('value', '')} {side.get('unit', '')}".strip()
    )


def _write_line(name: str, entry: Mapping[str, Any]) -> str:
    """One entry as it is typed: its words, and after a bar what it was or where it stands."""
    if name == "makers":
        life = ", ".join(filter(None, (entry.get("nationality"), entry.get("life"))))
        words = " ".join(filter(None, (entry.get("qualifier"), entry.get("name"), f"({life})" if life else "")))
        return _join(words, entry.get("role"))
    if name == "inscriptions_markings":
        return _join(" ".join(str(entry.get("text", "")).split()), entry.get("position"))
    return str(entry.get("text") or entry.get("key") or "")


def _join(words: str, more: Any) -> str:
    return f"{words} | {more}" if more else words


def _read_line(name: str, line: str) -> dict[str, str]:
    words, _, more = (part.strip() for part in line.partition("|"))
    if name == "makers":
        return {"name": words, "role": more}
    return {"text": words, "position": more} if name == "inscriptions_markings" else {"text": line}
