"""The questions of Object ID by field name, whatever the source calls them and whatever is described: held or lost.

A date or measurement that cannot be read is kept as written and told as a warning; what would be wrong in a column refuses
the row with the field's name.
"""

from collections.abc import Mapping
from typing import Any

from museion.core.imports import fields
from museion.core.imports.registry import FieldError
from museion.core.wording import Wording
from museion.heritage.formats.makers import make_maker
from museion.heritage.formats.measurements import make_measurement, read_dimension, read_measurements
from museion.heritage.incoming.cleaning import clean_line, clean_list, clean_text, clean_texts
from museion.heritage.incoming.object_dates import read_dates
from museion.heritage.terms import MarkKind

TEXTS = frozenset(
    [
        "title",
        "object_type",
        "object_type_broad",
        "materials_techniques",
        "distinguishing_features",
        "subject",
        "period",
        "description",
        "place_of_origin",
        "place_of_discovery",
    ]
)
OTHERS = frozenset(
    [
        "materials",
        "techniques",
        "measurements",
        "measurements_text",
        "inscriptions_markings",
        "date_text",
        "date_earliest",
        "date_latest",
        "makers",
        "culture",
        "inventory_number",
        "related_written_material",
        "related_objects",
        "date_documented",
    ]
)
_TEXTS_IN_ORDER = tuple(sorted(TEXTS))


def read_description(values: Mapping[str, Any], warnings: list[FieldError]) -> dict[str, Any]:
    """The columns of `ObjectDescription`."""
    return {
        **{name: clean_texts(values, name) for name in _TEXTS_IN_ORDER},
        "materials": clean_list(values, "materials"),
        "techniques": clean_list(values, "techniques"),
        **_read_measurements(values, warnings),
        "inscriptions_markings": _read_marks(values),
        **read_dates(values, warnings),
        "makers": _read_makers(values),
        "inventory_number": clean_line(values, "inventory_number", 200),
        "related_written_material": clean_list(values, "related_written_material"),
        "related_objects": _read_related(values),
        "date_documented": fields.read_day(values, "date_documented"),
    }


def _read_measurements(values: Mapping[str, Any], warnings: list[FieldError]) -> dict[str, Any]:
    """From separate values where the source has them, else from its words."""
    stated = values.get("measurements")
    text = clean_line(values, "measurements_text") or (
        clean_line(values, "measurements") if isinstance(stated, str) else ""
    )
    if isinstance(stated, list | dict):
        made = [_make_measurement(entry) for entry in ([stated] if isinstance(stated, dict) else stated)]
    else:
        made = [measurement.as_values() for measurement in read_measurements(text)] if text else []
        if not made and any(character.isdecimal() for character in text):
            expected = Wording("numbers with a unit, such as 14 x 18 cm")
            warnings.append(FieldError("measurements_text", text, fields.tell_fate(expected)))
    return {"measurements_text": text, "measurements": made}


def _make_measurement(entry: Any) -> dict[str, Any]:
    if not isinstance(entry, Mapping):
        raise FieldError("measurements", entry, Wording("tables of dimension, value and unit, or one text"))
    number, unit = str(entry.get("value", "")), str(entry.get("unit", ""))
    try:
        value = float(number.replace(",", "."))
    except ValueError:
        raise FieldError("measurements", number, Wording("a number as the value")) from None
    name = str(entry.get("dimension", ""))
    made = make_measurement(
        read_dimension(name),
        value,
        unit,
        text=clean_text(entry.get("text") or f"{name} {number} {unit}".strip()),
        part=clean_text(entry.get("part", "")),
    )
    if made is None:
        told = Wording("a value above 0 with a unit such as mm, in, kg or min")
        raise FieldError("measurements", f"{number} {unit}", told)
    return made.as_values()


_MARK_WORDS = (
    (("signed", "signature", "signé", "firmado", "signiert", "sign."), MarkKind.SIGNATURE),
    (("hallmark", "poinçon", "punzón"), MarkKind.HALLMARK),
    (("stamp", "cachet", "sello", "stempel"), MarkKind.STAMP),
    (("label", "étiquette", "etiqueta"), MarkKind.LABEL),
)


def _read_marks(values: Mapping[str, Any]) -> list[dict[str, str]]:
    stated = values.get("inscriptions_markings")
    if not stated:
        return []
    entries = stated if isinstance(stated, list) else [stated]
    marks = [_read_mark(entry if isinstance(entry, Mapping) else {"text": entry}) for entry in entries]
    return [mark for mark in marks if mark["text"]]


def _read_mark(entry: Mapping[str, Any]) -> dict[str, str]:
    text = clean_text(entry.get("text") or "")
    kind = str(entry.get("kind") or "")
    if kind not in MarkKind.values:
        words = text.casefold()
        kind = next((code for starts, code in _MARK_WORDS if words.startswith(starts)), MarkKind.INSCRIPTION)
    return {
        "kind": str(kind),
        "text": text,
        "position": clean_text(entry.get("position") or ""),
        "language": str(entry.get("language") or ""),
    }


def _read_makers(values: Mapping[str, Any]) -> list[dict[str, str]]:
    stated = values.get("makers")
    entries = stated if isinstance(stated, list) else [] if not stated else [stated]
    tables = [entry if isinstance(entry, Mapping) else {"name": name} for entry in entries for name in _split(entry)]
    if culture := clean_line(values, "culture"):
        tables.append({"name": culture, "kind": "cultural_group"})
    makers = [make_maker({name: clean_text(text) for name, text in table.items() if text}) for table in tables]
    return [maker.as_values() for maker in makers if maker]


def _split(entry: Any) -> list[str]:
    return str(entry).split(";") if isinstance(entry, str) else [""]


def _read_related(values: Mapping[str, Any]) -> list[dict[str, str]]:
    entries = fields.read_list(values, "related_objects")
    tables = [entry if isinstance(entry, Mapping) else {"text": entry} for entry in entries]
    related = [{"text": clean_text(table.get("text") or ""), "key": str(table.get("key") or "")} for table in tables]
    return [entry for entry in related if entry["text"] or entry["key"]]
