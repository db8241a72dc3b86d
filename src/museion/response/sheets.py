"""What came from a warning service and what was signed is no table."""

from museion.core.round_trips import SheetRule

SHEET_RULES = (SheetRule("hazard_event", is_open=False), SheetRule("desk_alert", is_open=False))
