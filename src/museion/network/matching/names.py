"""Names as they are compared: folded words, how they sound in whatever script, initials, and how rare each word is."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from museion.search.analysis import fold
from museion.search.transliteration.hearing import list_sounds

_WORD = re.compile(r"[^\W\d_]+|\d+")
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "1st": 1, "2nd": 2}
_GENERATIONS = {
    "jr": "younger",
    "junior": "younger",
    "younger": "younger",
    "sr": "elder",
    "senior": "elder",
    "elder": "elder",
}
# Words that stand in names without telling them apart.
_PARTICLES = frozenset(
    [
        "the",
        "de",
        "da",
        "di",
        "do",
        "du",
        "del",
        "della",
        "dela",
        "der",
        "den",
        "des",
        "van",
        "von",
        "zu",
        "af",
        "la",
        "le",
        "les",
        "el",
        "of",
        "and",
        "et",
        "y",
        "e",
        "i",
        "dit",
        "called",
        "pseud",
    ]
)
_ALIKE = 0.88
# LeBas and Le Bas: from this likeness of all letters on, how they are parted into words does not matter.
_GLUED = 0.93


@dataclass(frozen=True, slots=True)
class Name:
    """`words` in the order of the alphabet; `joined`: all letters as written; `sounds`: of all words, comparable across scripts;
    `mark`: II, the Elder."""

    text: str
    words: tuple[str, ...]
    joined: str
    sounds: frozenset[str]
    mark: str = ""

    @property
    def is_latin(self) -> bool:
        """Folding leaves nothing but ASCII of Latin letters."""
        return self.joined.isascii()


@lru_cache(maxsize=200_000)
def read_name(text: str, language: str = "") -> Name:
    words = [word for word in _WORD.findall(fold(text)) if word not in _PARTICLES]
    marks = [
        _GENERATIONS.get(word) or f"{_ORDINALS[word]}" for word in words if word in _GENERATIONS or word in _ORDINALS
    ]
    plain = [word for word in words if word not in _GENERATIONS and word not in _ORDINALS] or words
    joined = "".join(_WORD.findall(fold(text)))
    return Name(text, tuple(sorted(plain)), joined, frozenset(_hear(text, language)), marks[0] if marks else "")


def _hear(text: str, language: str) -> set[str]:
    """Without the mark that says from which script a sound was taken."""
    return {token[1:] for token in list_sounds(text, language) if token[0] in "=~" and len(token) > 3}


def measure_rarity(names: Iterable[Name]) -> dict[str, float]:
    """By word: how much it tells to share it, 1 for a word that one name in the lot has, towards 0 for what most have."""
    counts: Counter[str] = Counter(word for name in names for word in set(name.words))
    total = sum(counts.values()) or 1
    return {word: log(total / count) / log(total) if total > 1 else 1.0 for word, count in counts.items()}


def compare_names(one: Name, other: Name, rarity: Mapping[str, float]) -> float:
    """From 0 to 1: which share of both names' words, rare ones first, the other has: alike, abbreviated or spelt otherwise."""
    if one.words == other.words:
        return 1.0 if one.mark == other.mark or not (one.mark and other.mark) else 0.7
    found = _pair_words(list(one.words), list(other.words))
    shared = sum(share * min(_weigh(a, rarity), _weigh(b, rarity)) for a, b, share in found)
    whole = _weigh_all(one.words, rarity), _weigh_all(other.words, rarity)
    # A name that is all in the other one (without second names, say) is nearer than two that differ in a word each.
    covered = 0.65 * shared / min(whole) + 0.35 * shared / max(whole) if min(whole) else 0.0
    glued = fuzz.ratio(one.joined, other.joined) / 100
    covered = max(covered, glued if glued >= _GLUED else 0.0)
    score = covered if len(found) > 1 or min(len(one.words), len(other.words)) == 1 else covered * 0.7
    return score * (0.7 if one.mark and other.mark and one.mark != other.mark else 1.0)


def find_own_words(one: Name, other: Name) -> tuple[str, str] | None:
    """The words of each name that nothing in the other is like; None unless both have such words."""
    paired = _pair_words(list(one.words), list(other.words))
    mine = Counter(one.words) - Counter(a for a, _b, _share in paired)
    theirs = Counter(other.words) - Counter(b for _a, b, _share in paired)
    return (" ".join(mine.elements()), " ".join(theirs.elements())) if mine and theirs else None


def sound_alike(one: Name, other: Name) -> float:
    """Share of the sounds of the shorter name that the other has too; for names in two scripts."""
    least = min(len(one.sounds), len(other.sounds))
    return len(one.sounds & other.sounds) / least if least > 1 else 0.0


def _pair_words(mine: list[str], theirs: list[str]) -> list[tuple[str, str, float]]:
    """Each word with the likest of the other name, best pairs first, none twice."""
    graded = sorted(((_compare_words(a, b), a, b) for a in mine for b in theirs), reverse=True)
    left, right = Counter(mine), Counter(theirs)
    found = []
    for share, a, b in graded:
        if share > 0 and left[a] and right[b]:
            left[a] -= 1
            right[b] -= 1
            found.append((a, b, share))
    return found


@lru_cache(maxsize=200_000)
def _compare_words(one: str, other: str) -> float:
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return 0.6 if long.startswith(short) else 0.0
    alike = JaroWinkler.similarity(one, other)
    return alike * 0.95 if alike >= _ALIKE else 0.0


def _weigh(word: str, rarity: Mapping[str, float]) -> float:
    return 0.3 if len(word) == 1 else rarity.get(word, 1.0)


def _weigh_all(words: Iterable[str], rarity: Mapping[str, float]) -> float:
    return sum(_weigh(word, rarity) for word in words)
