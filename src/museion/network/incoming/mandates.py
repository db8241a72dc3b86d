"""Rows about mandates; the person and the body must be in the register before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording
from museion.network.actions import save_mandates
from museion.network.models import Body, Person
from museion.network.terms import Appointment, MandateRole

_REFERENCES = (
    Reference("person", "person_id", Person, by=("member_number",), is_required=True),
    Reference("body", "body_id", Body, by=("acronym",), is_required=True),
)


def read_mandate(values: dict[str, Any]) -> ReferringRow:
    role = fields.read_choice(values, "role", MandateRole)
    if not role:
        raise FieldError("role", "", fields.tell_choices(MandateRole.values))
    from_date, to_date = fields.read_day(values, "from"), fields.read_day(values, "to")
    if from_date is None:
        raise FieldError("from", "", Wording("the day on which the mandate began"))
    if to_date and to_date < from_date:
        raise FieldError("to", to_date, Wording("a day not before %(day)s", day=str(from_date)))
    draft = Draft(
        {
            **fields.read_origin(values),
            "access": fields.read_choice(values, "access", AccessLevel, AccessLevel.PUBLIC),
            "identifiers": fields.read_identifiers(values),
            "role": role,
            "appointment": fields.read_choice(values, "appointment", Appointment, Appointment.ELECTED),
            "from_date": from_date,
            "to_date": to_date,
        }
    )
    return ReferringRow(
        draft, {name: [fields.read_text(values, name)] for name in ("person", "body") if name in values}
    )


def resolve_mandates(rows: Sequence[ReferringRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return resolve_references(_REFERENCES, rows, is_final=True)


def save_mandate_rows(rows: Sequence[ReferringRow], actor: Actor, at: datetime, reason: str) -> Saved:
    return save_mandates([row.draft for row in rows], actor=actor, at=at, reason=reason)
