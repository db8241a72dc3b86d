"""Which concepts of two thesauri are one: those whose labels agree in several languages, each the other's only candidate."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

LEAST_LANGUAGES = 2

LabelOf = tuple[int, str, str]
"""(concept, language, form)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`languages`: those in which both have a label in common."""

    one: int
    other: int
    languages: tuple[str, ...]


def find_candidates(
    ones: Iterable[LabelOf], others: Iterable[LabelOf], *, least: int = LEAST_LANGUAGES
) -> list[Candidate]:
    """In the order of the first thesaurus. A concept that fits two of the other as well is left to a person."""
    by_label: dict[tuple[str, str], set[int]] = defaultdict(set)
    for other, tag, form in others:
        by_label[tag, form].add(other)
    shared: dict[tuple[int, int], set[str]] = defaultdict(set)
    for one, tag, form in ones:
        for other in by_label.get((tag, form), ()):
            shared[one, other].add(tag)
    sure = {pair: tags for pair, tags in shared.items() if len(tags) >= least}
    rivals: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
    for (one, other), tags in sure.items():
        rivals["one", one][len(tags)] += 1
        rivals["other", other][len(tags)] += 1
    return [
        Candidate(one, other, tuple(sorted(tags)))
        for (one, other), tags in sorted(sure.items())
        if _is_alone(rivals["one", one], len(tags)) and _is_alone(rivals["other", other], len(tags))
    ]


def _is_alone(counts: Counter[int], languages: int) -> bool:
    """Nothing else agrees in as many languages."""
    return max(counts) == languages and counts[languages] == 1
