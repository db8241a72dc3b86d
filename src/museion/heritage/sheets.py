"""Loans, condition checks and living heritage as tables. What a loan goes through, and what a community consented to, no table changes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from museion.core.access import Actor
from museion.core.round_trips import SheetRule


def _check_loan(_actor: Actor, record: Any, changes: Mapping[str, Any]) -> None:
    due = changes.get("due_date", record.due_date)
    begins = changes.get("begins_date", record.begins_date)
    if due is None or (begins and due < begins):
        raise ValueError(_("The due date comes after the day on which the loan begins."))


SHEET_RULES = (
    SheetRule("loan", frozenset({"status", "museum", "returned_date"}), check=_check_loan, makes_new=False),
    SheetRule("condition_check", frozenset({"object", "marks", "photographs", "survey"}), makes_new=False),
    SheetRule("element", frozenset({"consent"})),
    *(SheetRule(kind, is_open=False) for kind in ("transfer", "procedure", "inventory_round", "survey")),
)
