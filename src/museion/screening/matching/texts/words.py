"""Words as they are compared: folded, without marks, numbers as numbers."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

# Words that stand in every second title and tell nothing apart: English, French, Spanish, German, Italian.
EMPTY_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "on",
        "with",
        "for",
        "to",
        "from",
        "at",
        "by",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "de",
        "du",
        "et",
        "en",
        "au",
        "aux",
        "avec",
        "pour",
        "par",
        "sur",
        "el",
        "los",
        "las",
        "una",
        "y",
        "con",
        "del",
        "al",
        "por",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "und",
        "von",
        "im",
        "mit",
        "zu",
        "auf",
        "dem",
        "den",
        "il",
        "lo",
        "i",
        "gli",
        "le",
        "uno",
        "e",
        "di",
        "da",
        "nel",
        "nella",
        "della",
        "dei",
        "delle",
        "untitled",
        "sans",
        "titre",
        "sin",
        "titulo",
        "ohne",
        "titel",
        "senza",
        "titolo",
    ]
)


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case without accents or vowel points, compatibility forms undone: `Éléphant` → `elephant`."""
    if text.isascii():
        return text.lower()
    # Compatibility forms hold capitals (𝐀) that only their plain letters let fold, and folding may compose anew.
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def split_words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def is_telling(word: str) -> bool:
    return word not in EMPTY_WORDS and (len(word) > 1 or word.isdigit())


def get_trigrams(word: str) -> list[str]:
    """The word's letter trigrams with its edges marked, so that a typo leaves most of them."""
    padded = f"^{word}$"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


@lru_cache(maxsize=50_000)
def read_number(word: str) -> int | None:
    """Arabic or Roman: plate `7` and plate `vii` are one number. Single letters that are words too stay words."""
    if word.isdecimal():
        return int(word) if len(word) < 10 else None
    if len(word) < 2 and word not in {"v", "x"}:
        return None
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
