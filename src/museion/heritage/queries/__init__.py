"""Reads that span tables."""

from museion.heritage.queries.catalogue import (
    get_elements,
    get_highlight_keys,
    get_keys_held_by,
    get_kindred_keys,
    get_objects,
)

__all__ = ["get_elements", "get_highlight_keys", "get_keys_held_by", "get_kindred_keys", "get_objects"]
