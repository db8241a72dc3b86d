"""Finds the codes of labels in a text, in the order in which they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from museion.screening.matching.texts.words import split_words

LONGEST_LABEL = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Codes of one label, and the words that spell it."""

    codes: frozenset[str]
    words: tuple[str, ...]


class Lexicon:
    """Labels of all languages → codes. The longest label wins; a plural meets its singular."""

    def __init__(self, labels: Mapping[str, Iterable[str]]) -> None:
        self._codes: dict[tuple[str, ...], frozenset[str]] = {}
        for code, texts in labels.items():
            for text in texts:
                words = tuple(map(strip_plural, split_words(text)))
                if 0 < len(words) <= LONGEST_LABEL:
                    self._codes[words] = self._codes.get(words, frozenset()) | {code}
        self._starts = {words[0] for words in self._codes}

    def find(self, text: str) -> list[Found]:
        if not text:
            return []
        written = split_words(text)
        stems = [strip_plural(word) for word in written]
        found: list[Found] = []
        start = 0
        while start < len(stems):
            length = self._measure(stems, start) if stems[start] in self._starts else 0
            if length:
                codes = self._codes[tuple(stems[start : start + length])]
                found.append(Found(codes, tuple(written[start : start + length])))
            start += length or 1
        return found

    def _measure(self, stems: list[str], start: int) -> int:
        lengths = range(min(LONGEST_LABEL, len(stems) - start), 0, -1)
        return next((length for length in lengths if tuple(stems[start : start + length]) in self._codes), 0)


def strip_plural(word: str) -> str:
    """`vases` and `vase`, `bodies` and `body` meet; exact grammar is not needed, only the same stem on both sides."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    if len(word) > 3 and word[-1] in "sx" and word[-2] not in "su":
        return word[:-1]
    return word
