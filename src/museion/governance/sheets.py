"""Assemblies, motions and advice as tables: their texts and days. What was put to the vote, and a ballot, no table changes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from museion.core.access import Actor
from museion.core.round_trips import SheetRule
from museion.governance.actions.advice import update_advice
from museion.governance.actions.assemblies import update_assembly
from museion.governance.terms import MotionState


def _check_motion(_actor: Actor, record: Any, _changes: Mapping[str, Any]) -> None:
    if record.state != MotionState.PROPOSED:
        raise ValueError(_("A motion that was put to the vote keeps its words."))


SHEET_RULES = (
    SheetRule("assembly", frozenset({"body", "state"}), update=update_assembly, makes_new=False),
    SheetRule("motion", frozenset({"assembly", "amends", "state", "decided_at"}), check=_check_motion, makes_new=False),
    SheetRule("advice", frozenset({"asked_by", "motion", "state"}), update=update_advice, makes_new=False),
    SheetRule("ballot", is_open=False),
)
