"""Which script a text is written in, as far as hearing it needs to know."""

import re
from enum import StrEnum


class Script(StrEnum):
    LATIN = "latin"
    ARABIC = "arabic"
    HEBREW = "hebrew"
    KANA = "kana"
    HAN = "han"
    HANGUL = "hangul"
    OTHER = "other"
    """Cyrillic, Greek, Georgian, Armenian, Devanagari and whatever else writes its vowels."""


_RUN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0591-\u05c7\u064b-\u065f\u30fc])*")
_ASCII_RUN = re.compile(r"[A-Za-z]+")
_RANGES = (
    ("\u0041", "\u024f", Script.LATIN),
    ("\u1e00", "\u1eff", Script.LATIN),
    ("\u0590", "\u05ff", Script.HEBREW),
    ("\u0600", "\u077f", Script.ARABIC),
    ("\u1100", "\u11ff", Script.HANGUL),
    ("\uac00", "\ud7af", Script.HANGUL),
    ("\u3040", "\u30ff", Script.KANA),
    ("\u3400", "\u9fff", Script.HAN),
    ("\uf900", "\ufaff", Script.HAN),
)


def find_script(letter: str) -> Script:
    return next((script for first, last, script in _RANGES if first <= letter <= last), Script.OTHER)


def split_scripts(text: str) -> list[tuple[Script, str]]:
    """The runs of letters, each of one script; han and kana side by side are one Japanese run."""
    if text.isascii():
        return [(Script.LATIN, run) for run in _ASCII_RUN.findall(text)]
    runs: list[tuple[Script, str]] = []
    for found in _RUN.finditer(text):
        start = len(runs)
        for letter in found.group():
            script = find_script(letter)
            if len(runs) > start and _go_together(runs[-1][0], script):
                runs[-1] = (_join(runs[-1][0], script), runs[-1][1] + letter)
            else:
                runs.append((script, letter))
    return runs


def _go_together(before: Script, script: Script) -> bool:
    return before == script or {before, script} == {Script.HAN, Script.KANA} or _is_mark(before, script)


def _is_mark(before: Script, script: Script) -> bool:
    """Marks stand in blocks of their own and belong to the letter before them."""
    return script == Script.OTHER and before in {Script.LATIN, Script.ARABIC, Script.HEBREW}


def _join(before: Script, script: Script) -> Script:
    return Script.KANA if {before, script} == {Script.HAN, Script.KANA} else before
