"""The names of facet values, to find those that begin as typed: read from the index now and then, by language.

The names alone are kept; whether the viewer sees a record with such a value is asked each time.
"""

import threading
import time
from bisect import bisect_left
from dataclasses import dataclass

from museion.search.analysis import fold
from museion.search.engines.columns.clauses import Lookup

_FRESH_SECONDS = 30.0
_MOST_CODES = 100_000
_MOST_LABELLED = 2000
_MOST_FOUND = 12

Name = tuple[str, str, str]
"""Folded name, field, code."""


@dataclass(frozen=True, slots=True)
class _Kept:
    generation: str
    read_at: float
    names: list[Name]


class CodeNames:
    """Safe from any thread: a list is read anew as a whole."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def find(self, text: str, generation: str, lookup: Lookup) -> list[tuple[str, str]]:
        """Field and code of the values whose name, or a word of it, begins so."""
        wanted = fold(" ".join(text.split()))
        if not wanted:
            return []
        names = self._get(generation, lookup)
        found: dict[tuple[str, str], None] = {}
        for place in range(bisect_left(names, (wanted, "", "")), len(names)):
            name, field, code = names[place]
            if not name.startswith(wanted) or len(found) >= _MOST_FOUND:
                break
            found[field, code] = None
        return list(found)

    def _get(self, generation: str, lookup: Lookup) -> list[Name]:
        kept, now = self._kept.get(lookup.language), time.monotonic()
        if kept and (kept.generation == generation or now - kept.read_at < _FRESH_SECONDS):
            return kept.names
        with self._lock:
            names = sorted(set(_read_names(lookup)))
            self._kept[lookup.language] = _Kept(generation, now, names)
            return names


def _read_names(lookup: Lookup) -> list[Name]:
    names: list[Name] = []
    for field in lookup.layout.fields.values():
        if not field.is_suggested:
            continue
        codes = lookup.index.list_terms(f"t_{field.name}", "", limit=_MOST_CODES)
        label_of = field.label_of if len(codes) <= _MOST_LABELLED else None
        for code, _count in codes:
            name = fold(label_of(code, lookup.language) if label_of else code)
            words = name.split()
            names += [(" ".join(words[place:]), field.name, code) for place in range(len(words))]
    return names
