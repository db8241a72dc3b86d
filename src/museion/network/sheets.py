"""The network's records as tables: what says where a record belongs is the register's business here too, see `network.rights`."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from museion.core.access import Actor, check_right
from museion.core.round_trips import SheetRule
from museion.network.actions import create_body
from museion.network.models import Body, Museum
from museion.network.rights import check_fields


def _check(kind: str, above: str, model: type[Body] | type[Museum], actor: Actor, record: Any, changes: Any) -> None:
    """`above`: the column that names the record that this one hangs on."""
    there = _get_scopes(model, changes, above)
    if record is None:
        check_right(actor, f"{kind}.create", there)
    else:
        check_fields(actor, kind, changes, here=record.scope_keys(), there=there)


def _get_scopes(model: type[Body] | type[Museum], changes: Mapping[str, Any], above: str) -> tuple[str, ...]:
    number = changes.get(above)
    held = model._default_manager.filter(id=number).first() if number else None
    return held.scope_keys() if held else ()


SHEET_RULES = (
    SheetRule("museum", check=partial(_check, "museum", "national_committee_id", Body)),
    SheetRule("person", check=partial(_check, "person", "institution_id", Museum)),
    SheetRule("body", check=partial(_check, "body", "parent_id", Body), create=create_body),
    SheetRule("mandate", check=partial(_check, "mandate", "body_id", Body)),
)
