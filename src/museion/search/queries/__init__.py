"""Reads of the room."""

from museion.search.queries.asking import complete, search, suggest

__all__ = ["complete", "search", "suggest"]
