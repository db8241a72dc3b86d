"""Losses as a table: what the desk vouches for and when it was published changes by steps of its own."""

from museion.core.round_trips import SheetRule
from museion.screening.actions.losses import create_loss, update_loss

SHEET_RULES = (
    SheetRule(
        "loss",
        frozenset({"is_certified", "published_at", "withdrawn_reason", "held_object"}),
        update=update_loss,
        create=create_loss,
    ),
    # A type stands in a chapter of its list, which no cell can name.
    SheetRule("red_list_type", makes_new=False),
)
