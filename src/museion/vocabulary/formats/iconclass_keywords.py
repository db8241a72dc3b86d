"""The keywords of Iconclass put together over the languages: *chien*, *Hund* and *dog* stand at the same notations.

Iconclass lists keywords by language without saying which translates which. Two words of two languages are taken for one
keyword when each is the other's best companion over all notations (Dice coefficient), and stands with it often enough.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from museion.vocabulary.formats.entries import ConceptEntry, SchemeEntry

SCHEME = SchemeEntry(
    "https://iconclass.org/keywords",
    "iconclass-keywords",
    {"en": "Keywords of Iconclass", "fr": "Mots-clés d'Iconclass", "es": "Palabras clave de Iconclass"},
    {
        "en": "The keywords by which Iconclass finds its notations. Which word of one language stands for which of another "
        "was computed from the notations that they share; Iconclass itself does not state it."
    },
    "CC0-1.0",
)
_PIVOT = "en"
_LEAST_DICE = 0.5
_LEAST_WITHOUT_RETURN = 0.8

Keywords = Mapping[str, Mapping[str, list[str]]]


def gather_keywords(keywords: Keywords) -> Iterator[ConceptEntry]:
    """One entry for each English keyword that has a companion in another language, in alphabetical order."""
    companions: dict[str, dict[str, list[str]]] = {}
    for tag in sorted(set(keywords) - {_PIVOT}):
        for word, others in _pair(keywords.get(_PIVOT, {}), keywords[tag]).items():
            companions.setdefault(word, {})[tag] = others
    for word in sorted(companions):
        found = companions[word]
        yield ConceptEntry(
            uri=f"https://iconclass.org/keywords/{quote(word)}",
            scheme=SCHEME,
            pref_labels={_PIVOT: word} | {tag: others[0] for tag, others in found.items()},
            alt_labels={tag: others[1:] for tag, others in found.items() if len(others) > 1},
        )


def _pair(words: Mapping[str, list[str]], others: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """English word → its companions, the best first."""
    together: Counter[tuple[str, str]] = Counter()
    for notation, here in words.items():
        together.update((word, other) for word in set(here) for other in set(others.get(notation, ())))
    alone, other_alone = _count(words), _count(others)
    dice = {
        pair: 2 * count / (alone[pair[0]] + other_alone[pair[1]])
        for pair, count in together.items()
        if 2 * count >= _LEAST_DICE * (alone[pair[0]] + other_alone[pair[1]])
    }
    best, best_back = _find_best(dice, 0), _find_best(dice, 1)
    found: dict[str, list[str]] = {}
    for word, other in sorted(dice, key=lambda pair: (-dice[pair], pair)):
        is_mutual = best[word] == other and best_back[other] == word
        if is_mutual or dice[word, other] >= _LEAST_WITHOUT_RETURN:
            found.setdefault(word, []).append(other)
    return found


def _count(words: Mapping[str, list[str]]) -> Counter[str]:
    return Counter(word for texts in words.values() for word in set(texts))


def _find_best(dice: Mapping[tuple[str, str], float], side: int) -> dict[str, str]:
    best: dict[str, tuple[float, str]] = {}
    for pair, value in dice.items():
        candidate = (value, pair[1 - side])
        best[pair[side]] = max(best.get(pair[side], candidate), candidate)
    return {word: other for word, (_, other) in best.items()}
