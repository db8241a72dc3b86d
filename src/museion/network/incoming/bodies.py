"""Rows about bodies; a body may name its parent and its alliances further down the file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording
from museion.network.actions import save_bodies
from museion.network.models import Body
from museion.network.terms import BodyKind, CommitteeBasis

_REFERENCES = (
    Reference("parent", "parent_id", Body, by=("acronym",)),
    Reference("alliances", "alliances", Body, by=("acronym",), is_many=True),
)


def read_body(values: dict[str, Any]) -> ReferringRow:
    names = fields.read_texts(values, "names")
    if not names:
        raise FieldError("names", "", Wording("a name of the body"))
    kind = fields.read_choice(values, "kind", BodyKind)
    if not kind:
        raise FieldError("kind", "", fields.tell_choices(BodyKind.values))
    draft = Draft(
        {
            **fields.read_origin(values),
            "access": fields.read_choice(values, "access", AccessLevel, AccessLevel.PUBLIC),
            "identifiers": fields.read_identifiers(values),
            "kind": kind,
            "basis": fields.read_choice(values, "basis", CommitteeBasis),
            "names": names,
            "acronym": fields.read_text(values, "acronym", 32),
            "missions": fields.read_texts(values, "missions"),
            "country": fields.read_country(values),
            "website": fields.read_address(values, "website", 500),
            "email": fields.read_email(values, "email"),
            "founded_date": fields.read_day(values, "founded"),
            "dissolved_date": fields.read_day(values, "dissolved"),
        }
    )
    named = {reference.name: list(map(str, fields.read_list(values, reference.name))) for reference in _REFERENCES}
    return ReferringRow(draft, {name: texts for name, texts in named.items() if texts})


def resolve_bodies(rows: Sequence[ReferringRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return resolve_references(_REFERENCES, rows, is_final=is_final)


def save_body_rows(rows: Sequence[ReferringRow], actor: Actor, at: datetime, reason: str) -> Saved:
    return save_bodies([row.draft for row in rows], actor=actor, at=at, reason=reason)
