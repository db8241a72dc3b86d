"""Dates in Arabic, spelt as the words that the rest reads: eras, centuries, years of the Hijra."""

import re
from collections.abc import Callable
from typing import Any

# Hamzas and other marks are gone by then, see `even_out`.
_ORDINALS = ("اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
_NUMBERS = {word: number for number, word in enumerate(_ORDINALS, 1)} | {"حادي": 1, "عشرون": 20, "عشرين": 20}
_TEENS, _TWENTIES = "عشر", ("والعشرون", "والعشرين")
_HIJRI_YEAR, _HIJRI_BEGINNING = 0.970224, 621.5774
"""Of a mean lunar year in Gregorian years, and where its count begins."""


def _spell_century(match: re.Match[str]) -> str:
    word, more = match[1].removeprefix("ال"), match[2] or ""
    number = int(word) if word.isdecimal() else _NUMBERS.get(word, 0)
    number += 10 if more == _TEENS else 20 if more in _TWENTIES else 0
    return f"{number}th century " if number else match[0]


def _spell_hijri(match: re.Match[str]) -> str:
    """A lunar year lies in two Gregorian ones."""
    first, last = (int(int(year) * _HIJRI_YEAR + _HIJRI_BEGINNING) for year in (match[1], match[2] or match[1]))
    return f" {first}-{last + 1} "


REWRITES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<!\w)ق\.? ?م\.?(?!\w)|(?<=\d)ق\.? ?م\.?(?!\w)|قبل الميلاد"), " bce "),
    (re.compile(r"(\d{1,4})(?: ?- ?(\d{1,4}))? ?(?:هـ?(?!\w)|(?:لل)?هجري[هة]?|للهجرة)"), _spell_hijri),
    (re.compile(r"(?<![^\W\d])م\.?(?!\w)|(?:ال|لل)?ميلادي?[هة]?(?!\w)|بعد الميلاد"), " ce "),
    (re.compile(r"القرن ((?:ال)?[^\W_]+)(?: (عشر|والعشرون|والعشرين)(?!\w))?"), _spell_century),
    (re.compile(r"(?<!\w)(?:حوالي|حوالى|نحو|قرابة)(?!\w)"), " circa "),
)


def spell_out(evened: str) -> str:
    """`القرن السابع ق.م` → `7th century  bce `."""
    replacement: Any
    for pattern, replacement in REWRITES:
        evened = pattern.sub(replacement, evened)
    return evened
