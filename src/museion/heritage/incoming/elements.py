"""Rows about elements of intangible heritage."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording, get_message
from museion.heritage.actions import save_elements
from museion.heritage.incoming.cleaning import clean_line, clean_texts
from museion.heritage.models import CulturalObject
from museion.heritage.terms import IntangibleDomain, Viability

TEXTS = frozenset({"names", "descriptions", "communities", "transmission", "threats", "safeguarding"})
OTHERS = frozenset(
    [
        "access",
        "identifiers",
        "domains",
        "viability",
        "countries",
        "place",
        "latitude",
        "longitude",
        "language_tags",
        "related_objects",
    ]
)
_REFERENCES = (Reference("related_objects", "related_objects", CulturalObject, by=("inventory_number",), is_many=True),)


def read_element(values: dict[str, Any]) -> ReferringRow:
    texts = {name: clean_texts(values, name) for name in sorted(TEXTS)}
    if not texts["names"]:
        raise FieldError("names", "", Wording("a name of the element"))
    countries = fields.read_countries(values, "countries")
    latitude, longitude = fields.read_coordinates(values, countries)
    draft = Draft(
        {
            **fields.read_origin(values),
            "access": fields.read_choice(values, "access", AccessLevel, AccessLevel.PUBLIC),
            "identifiers": fields.read_identifiers(values),
            **texts,
            "domains": fields.read_choices(values, "domains", IntangibleDomain),
            "viability": fields.read_choice(values, "viability", Viability),
            "countries": countries,
            "place": clean_line(values, "place", 200),
            "latitude": latitude,
            "longitude": longitude,
            "language_tags": read_tags(fields.read_list(values, "language_tags")),
        }
    )
    related = [str(name) for name in fields.read_list(values, "related_objects") if name]
    return ReferringRow(draft, {"related_objects": related} if related else {})


def resolve_elements(rows: Sequence[ReferringRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return resolve_references(_REFERENCES, rows, is_final=True)


def save_element_rows(rows: Sequence[ReferringRow], actor: Actor, at: datetime, reason: str) -> Saved:
    return save_elements([row.draft for row in rows], actor=actor, at=at, reason=reason)


def read_tags(tags: Iterable[Any]) -> list[str]:
    return [_read_tag(tag) for tag in tags]


def _read_tag(tag: Any) -> str:
    try:
        return read_tag(str(tag).strip())
    except InvalidLanguageError as error:
        raise FieldError("language_tags", tag, Wording("language tags: %(why)s", why=get_message(error))) from error
