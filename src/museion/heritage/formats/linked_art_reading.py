"""Reading Linked Art 1.0 as other projects write it: one or many where either may stand, with and without identifiers of terms."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from museion.core.wording import Wording
from museion.heritage.formats.linked_art_terms import (
    AAT,
    ACCESSION,
    CITATION,
    CLASS,
    INSCRIPTION,
    LANGUAGES,
    PRIMARY,
    SIDES,
    STATEMENTS,
    UNITS,
    WORK,
)
from museion.heritage.formats.measurements import make_measurement, read_dimension

_TAGS = {f"{AAT}{number}": tag for tag, number in LANGUAGES.items()}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SIDE_CODES = {f"{AAT}{number}": name for name, number in SIDES.items()}
_UNIT_CODES = {f"{AAT}{number}": unit for unit, number in UNITS.items()}
_PLAIN = frozenset({"measurements_text", "credit_line", "provenance", "rights"})


class NotLinkedArtError(ValueError):
    """The document is no object of Linked Art; says what it is."""


def read_linked_art(made: Any) -> dict[str, Any]:
    """Columns of Object ID that a Linked Art object states. Raises `NotLinkedArtError` for what is no such object."""
    kind = made.get("type") if isinstance(made, Mapping) else type(made).__name__
    if kind != "HumanMadeObject":
        raise NotLinkedArtError(
            Wording("type is %(kind)s; a Linked Art object has the type HumanMadeObject", kind=repr(kind))
        )
    production = _get_first(made.get("produced_by"))
    values = {
        "record_id": str(made.get("id", "")),
        "inventory_number": _read_number(made),
        **_read_named_columns(made, production),
        **_read_production(production),
        "materials": _read_labels(made.get("made_of")),
        "measurements": list(_read_sides(made)),
        "inscriptions_markings": list(_read_marks(made)),
        "related_written_material": [_read_text(said) for said in _iterate_kind(made, CITATION[0])],
        **_read_statements(made),
    }
    return {name: value for name, value in values.items() if value}


def _read_named_columns(made: Mapping[str, Any], production: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    encounter = _get_first(made.get("encountered_by"))
    return {
        "title": _read_names(made),
        **_read_kinds(made),
        "subject": _read_subject(made),
        "period": _read_named(_get_first(production.get("during"))),
        "place_of_origin": _read_named(_get_first(production.get("took_place_at"))),
        "place_of_discovery": _read_named(_get_first(encounter.get("took_place_at"))),
    }


def _read_production(production: Mapping[str, Any]) -> dict[str, Any]:
    span = _get_first(production.get("timespan"))
    return {
        "makers": list(_read_makers(production)),
        "techniques": _read_labels(production.get("technique")),
        "date_text": next((_read_text(name) for name in _list(span.get("identified_by"))), ""),
        "date_earliest": _read_day(span.get("begin_of_the_begin")),
        "date_latest": _read_day(span.get("end_of_the_end")),
    }


def _list(held: Any) -> list[dict[str, Any]]:
    """One or many, as real files write either."""
    entries = held if isinstance(held, list) else [held] if held else []
    return [entry for entry in entries if isinstance(entry, dict)]


def _get_first(held: Any) -> dict[str, Any]:
    return next(iter(_list(held)), {})


def _read_text(said: Mapping[str, Any]) -> str:
    content = said.get("content") or said.get("value") or ""
    return " ".join(map(str, content)) if isinstance(content, list) else str(content)


def _read_day(moment: Any) -> str:
    """The day of a moment, which real files write with `T` or a space before the time."""
    return str(moment or "").replace("T", " ").partition(" ")[0]


def _read_tag(said: Mapping[str, Any]) -> str:
    """A label that is a tag says more than the concept (`fr-CA`); others are words, such as “French”."""
    language = _get_first(said.get("language"))
    label, known = str(language.get("_label") or ""), _TAGS.get(str(language.get("id", "")), "")
    if known:
        return label if label.split("-")[0] == known else known
    return label if _TAG.fullmatch(label) else "und"


def _is_kind(said: Mapping[str, Any], number: str) -> bool:
    return any(
        str(kind.get("id", "")).endswith(f"/{number}") or kind.get("id") == f"aat:{number}"
        for kind in _list(said.get("classified_as"))
    )


def _read_names(made: Mapping[str, Any]) -> dict[str, str]:
    names = [said for said in _list(made.get("identified_by")) if said.get("type") == "Name"]
    chosen = [said for said in names if _is_kind(said, PRIMARY)] or names
    texts: dict[str, str] = {}
    for said in chosen:
        texts.setdefault(_read_tag(said), _read_text(said))
    return texts or ({"und": str(made["_label"])} if made.get("_label") else {})


def _read_number(made: Mapping[str, Any]) -> str:
    numbers = [said for said in _list(made.get("identified_by")) if said.get("type") == "Identifier"]
    chosen = [said for said in numbers if _is_kind(said, ACCESSION)] or [
        said for said in numbers if said.get("_label") != "key"
    ]
    return next((_read_text(said) for said in chosen), "")


def _read_kinds(made: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for kind in _list(made.get("classified_as")):
        if not str(kind.get("id", "")).endswith(WORK):
            column = "object_type_broad" if _is_kind(kind, CLASS) else "object_type"
            found.setdefault(column, _read_named(kind, label_tag="en"))
    return found


def _read_named(thing: Mapping[str, Any], *, label_tag: str = "und") -> dict[str, str]:
    """Its names by language; else its label, which is for people who read the file."""
    named = {_read_tag(said): text for said in _list(thing.get("identified_by")) if (text := _read_text(said))}
    return named or ({label_tag: str(thing["_label"])} if thing.get("_label") else {})


def _read_labels(held: Any) -> list[str]:
    return [str(term["_label"]) for term in _list(held) if term.get("_label")]


def _read_subject(made: Mapping[str, Any]) -> dict[str, str]:
    things = [thing for shown in _list(made.get("shows")) for thing in _list(shown.get("about"))]
    texts: dict[str, dict[str, None]] = {}
    for thing in things:
        for tag, text in _read_named(thing).items():
            texts.setdefault(tag, {})[text] = None
    return {tag: "; ".join(held) for tag, held in texts.items()}


def _read_sides(made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for side in _list(made.get("dimension")):
        kind, unit = _get_first(side.get("classified_as")), _get_first(side.get("unit"))
        name = _SIDE_CODES.get(str(kind.get("id", ""))) or read_dimension(str(kind.get("_label", "")))
        unit_name = _UNIT_CODES.get(str(unit.get("id", ""))) or str(unit.get("_label", ""))
        value = side.get("value")
        measured = make_measurement(name, float(value), unit_name) if isinstance(value, int | float) else None
        if measured:
            yield measured.as_values()


def _read_marks(made: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for said in _iterate_kind(made, INSCRIPTION[0]):
        kinds = [kind for kind in _list(said.get("classified_as")) if kind.get("_label") and not kind.get("id")]
        tag = _read_tag(said)
        language = "" if tag == "und" else tag
        kind = str(kinds[0]["_label"]) if kinds else "inscription"
        yield {"kind": kind, "text": _read_text(said), "position": "", "language": language}


def _iterate_kind(made: Mapping[str, Any], number: str) -> Iterator[dict[str, Any]]:
    return (said for said in _list(made.get("referred_to_by")) if _is_kind(said, number) and _read_text(said))


def _read_makers(production: Mapping[str, Any]) -> Iterable[dict[str, str]]:
    parts = [production, *_list(production.get("part"))]
    for actor in (actor for part in parts for actor in _list(part.get("carried_out_by"))):
        name = actor.get("_label") or next((_read_text(said) for said in _list(actor.get("identified_by"))), "")
        if name:
            yield {"name": str(name), "kind": "person" if actor.get("type") == "Person" else "company"}


def _read_statements(made: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, dict[str, str]] = {}
    for said in _list(made.get("referred_to_by")):
        column = next((name for name, (number, _) in STATEMENTS.items() if _is_kind(said, number)), "")
        if column and _read_text(said):
            found.setdefault(column, {}).setdefault(_read_tag(said), _read_text(said))
    return {column: "; ".join(texts.values()) if column in _PLAIN else texts for column, texts in found.items()}
