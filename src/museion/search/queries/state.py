"""How the index is, for who watches the site."""

from enum import StrEnum

from museion.search.requests import IndexUnusableError, SearchUnavailableError
from museion.search.setup import get_engine


class IndexState(StrEnum):
    OK = "ok"
    REBUILDING = "rebuilding"
    """A new index is made; the old one answers meanwhile, if it can."""
    OUTDATED = "outdated"
    """It must be made anew, and nobody is at it."""
    UNAVAILABLE = "unavailable"


def describe_index() -> IndexState:
    engine = get_engine()
    try:
        is_usable = _is_usable()
        is_rebuilding = engine.is_rebuilding()
    except SearchUnavailableError:
        return IndexState.UNAVAILABLE
    if is_rebuilding:
        return IndexState.REBUILDING
    return IndexState.OK if is_usable else IndexState.OUTDATED


def _is_usable() -> bool:
    try:
        get_engine().check()
    except IndexUnusableError:
        return False
    return True
