"""Rows about cultural objects that museums hold: Object ID, and what only a holder can say."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording
from museion.heritage.actions import save_objects
from museion.heritage.incoming import descriptions
from museion.heritage.incoming.cleaning import clean_line
from museion.network.models import Museum

TEXTS = descriptions.TEXTS
OTHERS = descriptions.OTHERS | {
    "access",
    "identifiers",
    "credit_line",
    "provenance",
    "rights",
    "source_url",
    "external_images",
    "store_location",
    "museum_source_id",
}
_REFERENCES = (Reference("museum_source_id", "museum_id", Museum),)


def read_object(values: dict[str, Any]) -> ReferringRow:
    warnings: list[FieldError] = []
    description = descriptions.read_description(values, warnings)
    if not description["title"] and not description["object_type"]:
        raise FieldError("title", "", Wording("a title, or a type of object"))
    draft = Draft(
        {
            **fields.read_origin(values),
            "access": fields.read_choice(values, "access", AccessLevel, AccessLevel.PUBLIC),
            "identifiers": fields.read_identifiers(values),
            **description,
            "credit_line": clean_line(values, "credit_line"),
            "provenance": clean_line(values, "provenance"),
            "rights": clean_line(values, "rights"),
            "source_url": fields.read_address(values, "source_url", 1000),
            "external_images": _read_images(values),
            "store_location": clean_line(values, "store_location", 200),
        }
    )
    museum = fields.read_text(values, "museum_source_id")
    return ReferringRow(draft, {"museum_source_id": [museum]} if museum else {}, warnings)


def resolve_objects(rows: Sequence[ReferringRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return resolve_references(_REFERENCES, rows, is_final=True)


def save_object_rows(rows: Sequence[ReferringRow], actor: Actor, at: datetime, reason: str) -> Saved:
    return save_objects([row.draft for row in rows], actor=actor, at=at, reason=reason)


def _read_images(values: Mapping[str, Any]) -> list[str]:
    name = "external_images"
    return [fields.read_address({name: address}, name, 1000) for address in fields.read_list(values, name) if address]
