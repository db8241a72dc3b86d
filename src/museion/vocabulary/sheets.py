"""Concepts as a table: what they are looked up by follows."""

from museion.core.round_trips import SheetRule
from museion.vocabulary.actions import create_concept, create_scheme, update_concept

SHEET_RULES = (
    SheetRule("scheme", create=create_scheme),
    SheetRule("concept", update=update_concept, create=create_concept),
)
