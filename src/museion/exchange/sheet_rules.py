"""The door's own records as tables: how a source fares and what a partner was told is noted by the worker; packages are proofs."""

from museion.core.round_trips import SheetRule

SHEET_RULES = (
    SheetRule(
        "harvest_source",
        frozenset({"name", "harvested_until", "next_at", "failures", "problem", "wording"}),
        makes_new=False,
    ),
    SheetRule("partner", frozenset({"public_keys", "told_until", "told_number"}), makes_new=False),
    SheetRule("package", is_open=False),
)
