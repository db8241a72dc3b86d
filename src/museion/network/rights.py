"""Which fields of the register need more than the right to edit: those that say where a record belongs.

An editor keeps a museum's own facts. Moving it to another committee, changing what it is to the network or where it was
imported from is the register's business, and needs the right to create such a record, where it is and where it goes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.core.access import Actor, check_right
from museion.core.access.catalogue import Action, make_actions

REGISTER_FIELDS: dict[str, frozenset[str]] = {
    "museum": frozenset({"national_committee_id", "category", "governing_status", "access", "scope_key"}),
    "person": frozenset({"member_number", "member_category", "institution_id", "access", "scope_key"}),
    "body": frozenset({"kind", "basis", "parent_id", "acronym", "dissolved_date", "access", "scope_key"}),
    "mandate": frozenset({"person_id", "body_id", "role", "appointment", "access", "scope_key"}),
}
_ORIGIN = frozenset({"source", "source_id"})

RIGHTS = (
    *make_actions("competence", _("competences of people"), ("create", "withdraw")),
    *make_actions("due", _("dues"), ("create", "withdraw", "import")),
    *make_actions("fee", _("tables of fees"), ("create",)),
    *make_actions("membership", _("memberships"), ("create", "update", "withdraw")),
    *make_actions("payment", _("payments"), ("create", "update", "withdraw", "import")),
    *make_actions("representative", _("representatives of institutions"), ("create", "update")),
    *make_actions("seat", _("seats in committees"), ("create", "update")),
    Action("application.create", _("apply in the name of another account"), is_personal=True),
    Action("application.answer", _("answer for the applicant"), is_personal=True),
    Action("person.decide_own_data", _("decide on this person's data"), is_personal=True),
)


def check_fields(
    actor: Actor, kind: str, values: Mapping[str, Any], *, here: Iterable[str], there: Iterable[str] = ()
) -> None:
    """`here`: scopes of the record as it is; `there`: of where the new values put it. Raises `NotAllowedError`."""
    held = tuple(here)
    check_right(actor, f"{kind}.update", held)
    if values.keys() & (REGISTER_FIELDS[kind] | _ORIGIN):
        check_right(actor, f"{kind}.create", held)
        reached = tuple(there)
        if reached:
            check_right(actor, f"{kind}.create", reached)


def find_changes(record: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What would differ: a form sends every field, and only those that change need a right."""
    return {name: value for name, value in values.items() if getattr(record, name) != value}
