"""Rows about museums."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording
from museion.network.actions import save_museums
from museion.network.models import Body
from museion.network.terms import CollectionType, GoverningStatus, InstitutionCategory

_REFERENCES = (Reference("national_committee", "national_committee_id", Body, by=("acronym",)),)


def read_museum(values: dict[str, Any]) -> ReferringRow:
    names = fields.read_texts(values, "names")
    if not names:
        raise FieldError("names", "", Wording("a name of the museum"))
    warnings: list[FieldError] = []
    established = fields.read_historical_date(values, "established", 100, warnings)
    country = fields.read_country(values)
    latitude, longitude = fields.read_coordinates(values, [country])
    draft = Draft(
        {
            **fields.read_origin(values),
            "access": fields.read_choice(values, "access", AccessLevel, AccessLevel.PUBLIC),
            "identifiers": fields.read_identifiers(values),
            "names": names,
            "other_names": fields.read_list(values, "other_names"),
            "descriptions": fields.read_texts(values, "descriptions"),
            "category": fields.read_choice(values, "category", InstitutionCategory, InstitutionCategory.MUSEUM),
            "governing_status": fields.read_choice(values, "governing_status", GoverningStatus),
            "collection_types": fields.read_choices(values, "collection_types", CollectionType),
            "established_text": established.text,
            "established_edtf": established.edtf,
            "established_earliest": established.earliest,
            "established_latest": established.latest,
            "address": fields.read_text(values, "address"),
            "postcode": fields.read_text(values, "postcode", 20),
            "city": fields.read_text(values, "city", 200),
            "subdivision": fields.read_text(values, "subdivision", 10),
            "country": country,
            "latitude": latitude,
            "longitude": longitude,
            "director": fields.read_text(values, "director", 200),
            "email": fields.read_email(values, "email"),
            "telephone": fields.read_text(values, "telephone", 50),
            "website": fields.read_address(values, "website", 1000),
            "emergency_contact": fields.read_text(values, "emergency_contact"),
        }
    )
    committee = fields.read_text(values, "national_committee")
    return ReferringRow(draft, {"national_committee": [committee]} if committee else {}, warnings)


def resolve_museums(rows: Sequence[ReferringRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return resolve_references(_REFERENCES, rows, is_final=True)


def save_museum_rows(rows: Sequence[ReferringRow], actor: Actor, at: datetime, reason: str) -> Saved:
    return save_museums([row.draft for row in rows], actor=actor, at=at, reason=reason)
