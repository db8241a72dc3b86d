"""Words for types, materials and techniques in any language → one set of codes.

A canon is made from a thesaurus: each label of each language stands for its concept's code and those above it, so that
*jarre* and *amphora* meet in `jar`, and both in `vessel`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from museion.screening.matching.texts.words import split_words

LONGEST_LABEL = 4


@dataclass(frozen=True, slots=True)
class CanonEntry:
    """One concept: its code, the codes above it (nearest first), and all its labels in all languages."""

    code: str
    above: tuple[str, ...]
    labels: tuple[str, ...]


class Canon:
    """Finds codes in a text by the longest label that its words spell."""

    def __init__(self, entries: Iterable[CanonEntry]) -> None:
        self._codes: dict[tuple[str, ...], set[str]] = {}
        self._above: dict[str, tuple[str, ...]] = {}
        held = sorted(entries, key=lambda entry: entry.code)
        self.fingerprint = hashlib.blake2b(repr(held).encode(), digest_size=8).hexdigest()
        """Differs when any label or hierarchy does: what was prepared with another canon cannot be compared."""
        for entry in held:
            self._above[entry.code] = entry.above
            for label in entry.labels:
                words = tuple(map(_strip_plural, split_words(label)))
                if 0 < len(words) <= LONGEST_LABEL:
                    self._codes.setdefault(words, set()).add(entry.code)

    def find(self, words: list[str]) -> set[str]:
        """The codes of the labels in the text, the narrowest only."""
        stems = [_strip_plural(word) for word in words]
        found: set[str] = set()
        start = 0
        while start < len(stems):
            length = self._match(stems, start, found)
            start += length or 1
        return found

    def widen(self, codes: set[str]) -> set[str]:
        """With every code above them."""
        return codes.union(*(self._above.get(code, ()) for code in codes)) if codes else codes

    def _match(self, stems: list[str], start: int, found: set[str]) -> int:
        for length in range(min(LONGEST_LABEL, len(stems) - start), 0, -1):
            codes = self._codes.get(tuple(stems[start : start + length]))
            if codes:
                found |= codes
                return length
        return 0


def make_canon(concepts: Mapping[str, tuple[str | None, Iterable[str]]]) -> Canon:
    """From code → (broader code, labels), as a thesaurus states them; a loop in the hierarchy is cut where it closes."""
    return Canon(
        CanonEntry(code, tuple(_climb(code, concepts)), tuple(labels)) for code, (_, labels) in concepts.items()
    )


def _climb(code: str, concepts: Mapping[str, tuple[str | None, Iterable[str]]]) -> list[str]:
    above: list[str] = []
    broader = concepts[code][0]
    while broader and broader in concepts and broader not in above and broader != code:
        above.append(broader)
        broader = concepts[broader][0]
    return above


def _strip_plural(word: str) -> str:
    """Enough for labels: `vases` and `vase`, `tableaux` and `tableau` meet."""
    if len(word) > 3 and word[-1] in "sx" and word[-2] not in "su":
        return word[:-1]
    if len(word) > 4 and word.endswith(("aux", "eux")):
        return word[:-1]
    return word
