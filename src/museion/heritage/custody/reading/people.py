"""Names as provenance writes them: life dates in brackets, collectors' marks, kinship to the holder before."""

import re

from museion.core.dates import UnreadableDateError, read_date
from museion.heritage.custody.events import Bounds, Life

_YEAR = r"(?:c\.? ?)?\d{4}\??"
_LIFE = re.compile(rf"\s*[\[(]\s*(?P<birth>{_YEAR})?\s*[-–—]\s*(?P<death>{_YEAR})?\s*[\])]")
_DEATH = re.compile(rf"\s*[\[(]\s*(?:d\.|died)\s*(?P<before>before )?(?P<death>{_YEAR})\s*[\])]")
_MARK = re.compile(r"\s*\((?:Lugt|L\.)[^)]*\)", re.IGNORECASE)
_NOTE = re.compile(r"\s*\[(\d{1,2})\]\.?")
_SIDE = re.compile(
    r"\s*(?:\((?:born|née|formerly|subsequently|now|owner|Source|no date|by exchange)[^)]*\)|\[\s*(?=\[|\Z)|,?\s*(?:lots?|no\.|nos\.|sale|lot no\.) ?[\w#./–-]+(?: and \d+)?(?=,|\Z|\s*[(\[]))",
    re.IGNORECASE,
)
_KIN = (
    r"(?:sister-in-law|brother-in-law|son-in-law|daughter-in-law|grand(?:son|daughter|children)|step(?:son|daughter)|great-\w+|"
    r"son|daughter|wife|widow|husband|brother|sister|mother|father|nephew|niece|cousin|children|heirs?|descendants?|family|estate|"
    r"parents|aunt|uncle|widower|executors?)"
)
_ALIAS = re.compile(r"(?<=\w)\s*\([^()]*\)\Z|\Athe (?=[A-ZÀ-Þ])|\s*\[\s*\Z")
_WHOSE = r"(?:his|her|their|the (?:artist|sitter|former|donor|owner)(?:'s|’s)?)"
KIN_FIRST = re.compile(rf"{_WHOSE} {_KIN},?\s+(?=[A-ZÀ-Þ])")
_KIN_LAST = re.compile(rf",\s*{_WHOSE} {_KIN}\b")


def take_notes(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the numbers of footnotes, and these."""
    numbers = tuple(match[1] for match in _NOTE.finditer(text))
    return _NOTE.sub("", text).strip(), numbers


def take_life(text: str) -> tuple[str, Life]:
    """The name without life dates; of two people the first birth and the last death."""
    births: list[Bounds] = []
    deaths: list[Bounds] = []
    for match in [*_LIFE.finditer(text), *_DEATH.finditer(text)]:
        held = match.groupdict()
        if held.get("birth"):
            births.append(_read(held["birth"]))
        if held.get("death"):
            deaths.append(_read(held["death"]))
    plain = _DEATH.sub("", _LIFE.sub("", text))
    birth = Bounds(earliest=min((each.earliest for each in births if each.earliest), default=None))
    death = Bounds(latest=max((each.latest for each in deaths if each.latest), default=None))
    return plain, Life(birth, death)


def take_marks(text: str) -> str:
    """Without collectors' marks, lots and side remarks in brackets."""
    plain = _MARK.sub("", text)
    while (shorter := _SIDE.sub("", plain)) != plain:
        plain = shorter
    return plain.strip(" ,")


def take_alias(party: str) -> str:
    """“Mrs. Max Weber (Frances Abrams Weber)” is Mrs. Max Weber; the statement keeps the other name."""
    return _ALIAS.sub("", party).strip(" ,")


def take_kinship(text: str) -> str:
    """“his son, John W. Beatty, Jr.” is John W. Beatty, Jr.; “O'Sullivan, his widow” is O'Sullivan."""
    return _KIN_LAST.sub("", KIN_FIRST.sub("", text, count=1)).strip(" ,")


def _read(text: str) -> Bounds:
    try:
        read = read_date(text.rstrip("?"))
    except UnreadableDateError:
        return Bounds()
    # “[-1917?]” may be a year or two off.
    return Bounds() if text.endswith("?") else Bounds(read.earliest, read.latest)
