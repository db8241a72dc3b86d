"""The descriptors that an installation may have, each by a short name for settings and by the name that an index keeps of it."""

from collections.abc import Callable
from functools import cache

from museion.screening.matching.photos.embedding import SSCD_NAME, Embedder, EmbedderMissingError, open_sscd
from museion.screening.matching.photos.views import VIEWS_NAME, open_views

INSTALLED, NONE = "installed", "none"
_OPENERS: dict[str, tuple[str, Callable[[], Embedder]]] = {
    "sscd": (SSCD_NAME, open_sscd),
    "views": (VIEWS_NAME, open_views),
}
"""The first that is there is taken where none is named."""
CHOICES = (INSTALLED, NONE, *_OPENERS)


@cache
def open_descriptor(wanted: str) -> Embedder | None:
    """`wanted`: one of `CHOICES`. Raises `EmbedderMissingError` for one that is named and not there."""
    if wanted == NONE:
        return None
    if wanted != INSTALLED:
        return _OPENERS[wanted][1]()
    for name in _OPENERS:
        try:
            return open_descriptor(name)
        except EmbedderMissingError:
            continue
    return None


def open_named(name: str) -> Embedder:
    """The descriptor that an index names. Raises `EmbedderMissingError` where it is not there (any more)."""
    for wanted, (held, _) in _OPENERS.items():
        if held == name and (embedder := open_descriptor(wanted)) is not None:
            return embedder
    raise EmbedderMissingError(f"The descriptor {name} is not installed.")
