"""How texts become words, the same for documents, questions and highlighting, whatever the engine.

Words are folded: no case, no accents, one form of each letter. Scripts that put no space between words are cut into pairs of
characters, so that every part of a name is found. Vowel signs of Indic and South-East Asian scripts are letters here: only
the marks of scripts whose readers leave them out are taken away.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST_WORD = 64
"""Longer runs are cut; they are codes or noise, and an engine's dictionary must stay small."""

# Marks that readers leave out: Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic vowel signs and tatweel, soft hyphen
# and other invisible characters, which would cut a word in two.
_DROPPED_RANGES = (
    (0x00AD, 0x00AD),
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05BD),
    (0x05BF, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
)
# Letters that Unicode does not decompose, and forms that readers take for one letter.
_SAME_LETTERS = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    "ʻ": "", "ʼ": "'", "’": "'", "‘": "'",
}  # fmt: skip
_FOLDING: dict[int, str | None] = {code: None for first, last in _DROPPED_RANGES for code in range(first, last + 1)}
_FOLDING |= {ord(letter): same for letter, same in _SAME_LETTERS.items()}

# Han, kana, Thai, Lao, Myanmar, Khmer, Tibetan.
_UNSPACED = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_ASCII_RUN = re.compile(r"[A-Za-z0-9]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


# French and Italian words that lean on the next one (l'atelier, dell'arte): the next one is what is asked for.
_ELISION = re.compile(r"\b(?:[ldcjmnst]|qu|dell|all|nell|sull|dall)'(?=\w\w)")


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """Letters, marks and digits. Python's `\\w` leaves out marks, which would cut चित्रकला in the middle."""
    return re.compile(rf"(?:[^\W_]|[{_list_marks()}])+")


@lru_cache(maxsize=1)
def _written_pattern() -> re.Pattern[str]:
    """As above in a text not folded yet, whose invisible characters do not end a word."""
    invisible = "".join(re.escape(chr(code)) for code in _FOLDING if unicodedata.category(chr(code)) == "Cf")
    return re.compile(rf"[^\W_](?:[^\W_]|[{_list_marks()}{invisible}])*")


def _list_marks() -> str:
    # Marks beyond the first planes belong to scripts that no museum text here has used yet; the ranges end at U+1E000.
    codes = (chr(code) for code in range(0x0300, 0x1E000))
    return "".join(re.escape(code) for code in codes if unicodedata.category(code)[0] == "M")


def fold(text: str) -> str:
    """The text without case, accents and other differences that readers do not type."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    # й is a letter of its own, which Russian endings depend on; the breve of other letters goes.
    return unicodedata.normalize("NFC", decomposed.replace("и\u0306", "й").translate(_FOLDING))


@lru_cache(maxsize=65536)
def split_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order, as documents hold them."""
    folded = fold(text)
    if folded.isascii():
        return tuple(word[:LONGEST_WORD] for word in _ASCII_WORD.findall(folded))
    return tuple(word for run in _find_runs(folded) for word in _cut(run))


def drop_elisions(text: str) -> str:
    """Folded, without the words that lean on the next one (l'éducation → education)."""
    return _ELISION.sub("", fold(text))


def split_question(text: str) -> list[tuple[int, str]]:
    """The folded words of a question with their positions.

    A document's run without spaces ends with its last character alone (東京 → 東京, 京), so that 京 is found by its
    beginning; a question does not ask for that one.
    """
    words: list[tuple[int, str]] = []
    position = 0
    for run in _find_runs(drop_elisions(text)):
        cut = _cut(run)
        for place, word in enumerate(cut):
            if place == 0 or not (len(word) == 1 and is_unspaced(word) and is_unspaced(cut[place - 1])):
                words.append((position + place, word))
        position += len(cut)
    return words


def split_runs(text: str) -> list[str]:
    """The words of a text as written, each still whole."""
    if text.isascii():
        return _ASCII_RUN.findall(text)
    return [found.group() for found in _written_pattern().finditer(text)]


def find_runs(text: str) -> list[tuple[int, int]]:
    """Where the words of a text as written begin and end."""
    return [found.span() for found in _written_pattern().finditer(text)]


def is_unspaced(word: str) -> bool:
    """Whether the word is in a script that puts no spaces between words."""
    return bool(_UNSPACED_RUN.match(word))


def _find_runs(folded: str) -> list[str]:
    return _word_pattern().findall(folded)


def _cut(run: str) -> list[str]:
    """A run of a script with spaces is one word; in others every character begins a pair, and the last stands alone too."""
    if not _UNSPACED_RUN.search(run):
        return [run[:LONGEST_WORD]]
    words: list[str] = []
    start = 0
    for found in _UNSPACED_RUN.finditer(run):
        if found.start() > start:
            words.append(run[start : found.start()][:LONGEST_WORD])
        characters = found.group()
        words.extend(characters[place : place + 2] for place in range(len(characters)))
        start = found.end()
    if start < len(run):
        words.append(run[start:][:LONGEST_WORD])
    return words
