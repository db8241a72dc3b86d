"""From a written date to a list of tokens: spellings evened out, numeric days spelt as words, each word looked up."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from museion.core.dates.arabic import spell_out
from museion.core.dates.words import ERAS, WORDS, Word

_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: a `Word`, or one of `number`, `ordinal`, `decade`, `hundred`, `other` and the marks `-`, `/`, `,`, `;`, `?`."""

    kind: Word | str
    text: str
    value: Any = None


def even_out(text: str) -> str:
    """Small letters, no accents, one kind of dash, ASCII digits."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    kept = re.sub(r"(?![0-9])\d", lambda digit: str(int(digit[0])), kept)
    return re.sub(r"[‐‑‒–—―−]", "-", kept).replace("’", "'").replace("ʼ", "'").strip()


def tokenize(evened: str) -> list[Token]:
    evened = evened if evened.isascii() else spell_out(evened)
    for pattern, replacement in _REWRITES:
        evened = pattern.sub(replacement, evened)
    return [_make_token(match[0]) for match in _TOKEN.finditer(evened)]


def read_roman(text: str) -> int | None:
    if not _ROMAN.fullmatch(text):
        return None
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _make_token(text: str) -> Token:
    if text.isdecimal():
        return Token("number", text, int(text))
    if text in WORDS:
        kind, value = WORDS[text]
        return Token(kind, text, value)
    if text in "-/,;?&~":
        return Token({"&": Word.AND, "~": Word.CIRCA}.get(text, text), text)
    if text[0].isdecimal():
        return _make_numeral(text, int(re.match(r"\d+", text)[0]))  # type: ignore[index]
    return Token("other", text, read_roman(_ROMAN_SUFFIX.sub("", text)))


def _make_numeral(text: str, value: int) -> Token:
    ending = text.lstrip("0123456789").lstrip("'-")
    if ending in {"s", "er", "ers", "talet", "tal"} and value % 10 == 0:
        # “1900s” may be ten years or a hundred: the wider reading is kept.
        return Token("hundred" if value % 100 == 0 and value > 100 else "decade", text, value)
    return Token("ordinal", text, value) if ending in _ORDINALS else Token("other", text)


def _spell_slashed(match: re.Match[str]) -> str:
    """`3/6/1930` is a day in March or in June; only a number over 12 decides."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    readings = {
        (month, day) for month, day in ((first, second), (second, first)) if 1 <= month <= 12 and 1 <= day <= 31
    }
    return " or ".join(f"{day} {_NAMES[month - 1]} {year}" for month, day in sorted(readings)) or match[0]


def _spell_day(day: str, month: str, year: str, whole: str) -> str:
    return f"{day} {_NAMES[int(month) - 1]} {year}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else whole


def _spell_month(century: str, year: str, number: str, whole: str) -> str:
    """ISO's month (1921-05) or EDTF's season (1923-22), where the number cannot end a range of years as in 1976-77."""
    if number > year:
        return whole
    names = dict(enumerate(_NAMES, 1)) | dict(enumerate(("spring", "summer", "autumn", "winter"), 21))
    return f"{names[int(number)]} {century}{year}" if int(number) in names else whole


_ORDINALS = frozenset({"st", "nd", "rd", "th", "e", "er", "eme", "o", "a", "re", "de", "ste", "ht"})
_ROMAN = re.compile(r"x{0,2}(?:ix|iv|v?i{0,3})(?<=.)")
_ROMAN_SUFFIX = re.compile(r"(?<=[ivx])(?:e|eme|er|o|th)$")
_TOKEN = re.compile(r"\d+(?:(?:'s|-tal(?:et)?|[a-z]+)(?![a-z]))?|[^\W\d_]+|[-/,;?&~]")
_REWRITES: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"\b\d{1,2}[:.h]\d{2}\b(?! ?[./]\d)(?: ?[ap]\.? ?m\b\.?)?|\b\d{1,2} h\b\.?"), " "),
    (re.compile(r"(?<![\d.])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)"), _spell_slashed),
    (re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)"), lambda m: _spell_day(m[1], m[2], m[3], m[0])),
    (
        re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?:t[\d:.z+-]*)?(?!\d)"),
        lambda m: _spell_day(m[3], m[2], m[1], m[0]),
    ),
    (re.compile(r"(?<![\d-])(\d{2})(9\d)-00(?![\d-])"), lambda m: f"{m[1]}{m[2]}-{int(m[1]) + 1}00"),
    (re.compile(r"(?<![\d-])(\d{2})(\d{2})-(\d\d)(?![\d-])"), lambda m: _spell_month(m[1], m[2], m[3], m[0])),
    *ERAS,
    (re.compile(r"(?<!\d)(\d{1,3}),(\d{3})(?!\d)"), r"\1\2"),
    (re.compile(r"\b(mid|early|late|pre|post|circa)-"), r"\1 "),
    (
        re.compile(
            r"\b(first|1st|premiere|1ere|primera|erste|1\.|forsta|prima) (half|moitie|mitad|halfte|halften|meta)\b"
        ),
        "1sthalf",
    ),
    (
        re.compile(
            r"\b(second|2nd|latter|seconde|2e|segunda|zweite|2\.|andra|seconda) (half|moitie|mitad|halfte|halften|meta)\b"
        ),
        "2ndhalf",
    ),
    (re.compile(r"\b(?:first|1st|1er|premier|erstes) (?:quarter|quart|cuarto|viertel)\b"), "1stquarter"),
    (re.compile(r"\b(?:second|2nd|2e|deuxieme|zweites) (?:quarter|quart|cuarto|viertel)\b"), "2ndquarter"),
    (re.compile(r"\b(?:third|3rd|3e|troisieme|drittes) (?:quarter|quart|cuarto|viertel)\b"), "3rdquarter"),
    (re.compile(r"\b(?:fourth|last|4th|4e|dernier|letztes) (?:quarter|quart|cuarto|viertel)\b"), "4thquarter"),
    (re.compile(r"\bno later than\b|\bnot later than\b"), "by"),
    (re.compile(r"\b(?:not|no) (?:before|earlier than)\b"), "since"),
    (re.compile(r"\b(?:annees|anos|anni) (\d{3}0)\b"), r"\1s"),
    (re.compile(r"\b(\d{3}0)er jahren?\b"), r"\1s"),
    (re.compile(r"[({\[]"), " ; "),
    (re.compile(r"[)}\]]"), " "),
    (re.compile(r"(?<=\d)\.(?=\s|$)(?! *(?:jahrh|jh|j\b))(?=\s+[;\w])(?!\s+[a-z])"), " ; "),
)
