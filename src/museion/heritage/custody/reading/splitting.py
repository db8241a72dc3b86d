"""A paragraph cut into statements: a semicolon hands the object straight on, a full stop or a new line leaves a gap.

Footnotes and remarks of those who edit the record are set apart; every character keeps its place in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from museion.heritage.custody.reading.words import load_words

_NOTES_HEAD = re.compile(r"(?:^|(?<=[\s.\]]))\s*(?:NOTES?\b:?|Notes?:|Footnotes?:)\s*", re.MULTILINE)
_NOTE = re.compile(r"(?:^|(?<=[\s:]))(?:\[(\d{1,2})\]\.?:?|(\d{1,2})\.(?=\s))\s*")
REMARK = re.compile(
    r"(?:(?:updated|reviewed)\b[^\n]{0,20}\bunder review|under review|updated by|reviewed by|TBF\b|see (?:curatorial|object) file|"
    r"source:|\([A-Z]{2,4} \d{1,2}/\d{4})",
    re.IGNORECASE,
)
_ABBREVIATIONS = load_words("abbreviations")
_SUFFIXES = frozenset({"jr", "sr", "inc", "co", "ltd", "esq", "corp"})
_LAST_WORD = re.compile(r"[\w.&'’-]*\Z")
# “am 12. Mai 1938”: the full stop of an ordinal number.
_GERMAN_MONTH = re.compile(r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*\.? \d{4}")
_CLOSES = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Statement:
    """`start`, `end`: its place in the paragraph. `is_direct`: joined to the one before by a semicolon."""

    text: str
    start: int
    end: int
    is_direct: bool
    is_new_line: bool = False


def split_notes(text: str) -> tuple[str, dict[str, str]]:
    """The text before the notes, and the notes by number."""
    head = next((match for match in _NOTES_HEAD.finditer(text) if _NOTE.match(text, match.end())), None)
    if head is None:
        return text, {}
    marks = list(_NOTE.finditer(text, head.end()))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    notes: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=True):
        notes.setdefault(mark[1] or mark[2], text[mark.end() : end].strip())
    return text[: head.start()], notes


def split_statements(text: str) -> Iterator[Statement]:
    start, is_direct, is_new_line = 0, False, False
    for end, after, mark in [*_find_boundaries(text), (len(text), len(text), "")]:
        statement = _trim(text, start, end, is_direct=is_direct, is_new_line=is_new_line)
        if statement:
            yield statement
            is_direct, is_new_line = False, False
        start = after
        is_direct = is_direct or mark == ";"
        is_new_line = is_new_line or mark == "\n"


def _trim(text: str, start: int, end: int, *, is_direct: bool, is_new_line: bool) -> Statement | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(" \t\n\r,.;"))
    kept = piece.strip(" \t\n\r,;").lstrip(".").strip()
    if not any(map(str.isalnum, kept)):
        return None
    return Statement(kept, start + left, end, is_direct, is_new_line)


def _find_boundaries(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a statement ends, where the next one begins, and the mark between them; none inside brackets that close."""
    inside = _find_inside(text)
    for place, character in enumerate(text):
        if character == "\n" or (
            not inside[place] and (character == ";" or (character == "." and _is_full_stop(text, place)))
        ):
            yield place, place + 1, character


def _find_inside(text: str) -> list[bool]:
    """Which places stand inside brackets; one that is never closed on its line opens nothing."""
    inside = [False] * len(text)
    opened: list[int] = []
    for place, character in enumerate(text):
        if character == "\n":
            opened.clear()
        elif character in "([":
            opened.append(place)
        elif character in _CLOSES:
            matching = [number for number in opened if text[number] == _CLOSES[character]]
            if matching:
                inside[matching[-1] : place] = [True] * (place - matching[-1])
                opened = [number for number in opened if number < matching[-1]]
    return inside


def _is_full_stop(text: str, place: int) -> bool:
    following = text[place + 1 : place + 3]
    if following and not following[0].isspace():
        return False
    rest = text[place + 1 :].lstrip()
    word = _LAST_WORD.search(text, max(0, place - 30), place)
    before = word[0].lower() if word else ""
    if not rest or text[place + 1 : place + 2] == "\n":
        return before not in _SUFFIXES
    if not ((rest[0].isalpha() and not rest[0].islower()) or rest[0] in '(["“'):
        return False
    if before.isdecimal() and _GERMAN_MONTH.match(rest):
        return False
    is_initial = len(before.rsplit(".", 1)[-1]) == 1 and before[-1:].isalpha()
    return not (is_initial or before in _ABBREVIATIONS or before.rsplit(".", 1)[-1] in _ABBREVIATIONS)
