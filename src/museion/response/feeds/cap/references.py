"""CAP `references`, `incidents` and `addresses`: lists in one text."""

import re
from datetime import datetime

from museion.response.feeds.alerts import FeedError, Reference
from museion.response.feeds.moments import read_iso_moment

_QUOTED_OR_WORD = re.compile(r'"([^"]*)"|(\S+)')


def read_references(text: str, departures: list[str]) -> tuple[Reference, ...]:
    """`sender,identifier,sent` parted by blanks; CAP 1.0 wrote `identifier/sender`. What is neither is noted."""
    references = []
    for word in text.split():
        reference = _read_reference(word)
        if reference is None:
            departures.append(f"alert/references: “{word[:80]}” names no alert")
        else:
            references.append(reference)
    return tuple(references)


def read_words(text: str) -> tuple[str, ...]:
    """Parted by blanks; a name with blanks in it stands in quotation marks (CAP `addresses` and `incidents`)."""
    return tuple(quoted or word for quoted, word in _QUOTED_OR_WORD.findall(text))


def _read_reference(word: str) -> Reference | None:
    parts = word.split(",")
    if len(parts) == 3 and parts[1]:
        return Reference(parts[0], parts[1], _find_moment(parts[2]))
    identifier, slash, sender = word.rpartition("/")
    if len(parts) == 1 and slash and identifier:
        return Reference(sender, identifier)
    return None


def _find_moment(text: str) -> datetime | None:
    try:
        return read_iso_moment(text, "references")
    except FeedError:
        return None
