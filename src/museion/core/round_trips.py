"""What rooms say of their records as tables that are edited in a spreadsheet and brought back.

Every kind that describes itself as JSON may be edited so, without a word here. A room adds a `SheetRule` where a record obeys more
than its columns' own rules, and where a table is no way to change it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from museion.core.access import Actor

Values = Mapping[str, Any]
Check = Callable[[Actor, Any, Values], None]
Write = Callable[..., Any]


def _allow(_actor: Actor, _record: Any, _values: Values) -> None:
    """No more than the columns' own rules."""


@dataclass(frozen=True, slots=True)
class SheetRule:
    """How the records of one kind are edited as a table. Values are by column names as the database has them.

    `kept`: fields that a step of the room changes and no table does; they are shown. `check`: the room's rules on what would change of a
    record (None: of a new one); raises `ValueError` or `NotAllowedError`. `update`: the room's write, called as
    `update(record, values, actor=…, at=…, reason=…)`; without it many are saved at once. `makes_new`: whether a row without a key becomes a
    record; `create`: the room's write for it. `is_open`: False where records are signed, sealed or voted on, so that no table changes them.
    """

    kind: str
    kept: frozenset[str] = frozenset()
    check: Check = _allow
    update: Write | None = None
    makes_new: bool = True
    create: Write | None = None
    is_open: bool = True


SHEET_RULES: dict[str, SheetRule] = {}


def register_sheet_rule(rule: SheetRule) -> None:
    SHEET_RULES[rule.kind] = rule


def get_sheet_rule(kind: str) -> SheetRule:
    return SHEET_RULES.get(kind) or SheetRule(kind)
