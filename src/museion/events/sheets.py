"""Events, their sessions and papers as tables. Who is registered hears of a new time or place, as after any other change."""

from collections.abc import Mapping
from typing import Any

from museion.core.access import Actor
from museion.core.round_trips import SheetRule
from museion.events.actions.events import check_values, update_event
from museion.events.actions.programme import update_session

_STEPS_OF_A_PAPER = frozenset(
    {"event", "state", "token", "account", "submitted_at", "decided_at", "decision_note", "session", "publication_key"}
)
_RULE_OF_A_SERIES = frozenset({"rule", "time_zone", "first_begins_at", "minutes", "made_until", "body"})


def _check_event(_actor: Actor, record: Any, changes: Mapping[str, Any]) -> None:
    check_values(changes, record)


SHEET_RULES = (
    SheetRule(
        "event",
        frozenset({"state", "cancelled_for", "sequence", "series"}),
        check=_check_event,
        update=update_event,
        makes_new=False,
    ),
    SheetRule("event_series", _RULE_OF_A_SERIES, makes_new=False),
    SheetRule(
        "session",
        frozenset({"event"}),
        update=update_session,
        makes_new=False,
    ),
    SheetRule("contribution", _STEPS_OF_A_PAPER, makes_new=False),
)
