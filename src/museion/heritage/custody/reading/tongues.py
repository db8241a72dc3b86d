"""Statements in French, German and Spanish, said again in the English that the reader knows, by the phrases of `tongues.toml`.

Only phrases are said again: names and places stay as they are, and the statement is kept as written. What no phrase covers is
read as far as it goes, and shown as understood in part.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DOUBTS = ("possibly ", "probably ")
# Of a date as it was written: from its preposition to the last year.
_WRITTEN = re.compile(
    r"(?:^|[,(]\s*|\s)((?:[a-zàâäéèêöüß'’]+\s+){0,4}(?:\d{1,2}(?:\.|er)?\s+(?:de\s+)?)?(?:[^\W\d]+\s+(?:de[l]?\s+)?)?\d{4}[^,;()]*)"
)


@dataclass(frozen=True, slots=True)
class _Tongue:
    mark: re.Pattern[str]
    month: re.Pattern[str]
    months: dict[str, str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]

    def name_months(self, text: str) -> str:
        return self.month.sub(lambda found: self.months[found[0].lower()], text)


def say_in_english(statement: str) -> str:
    """The statement itself where it holds no words of another language."""
    for tongue in _load():
        if tongue.mark.search(statement):
            doubt, said = "", statement
            for pattern, words in tongue.phrases:
                said = pattern.sub(words, said)
                if said.startswith(_DOUBTS):
                    doubt, _, said = said.partition(" ")
            said = f"{doubt} {said}" if doubt else said
            if said != statement:
                return tongue.name_months(said)
    return statement


def find_written_dates(statement: str) -> str:
    return ", ".join(" ".join(match[1].split()) for match in _WRITTEN.finditer(statement))


@lru_cache(maxsize=1)
def _load() -> tuple[_Tongue, ...]:
    table = tomllib.loads((files(__package__) / "tongues.toml").read_text("utf-8"))
    return tuple(_make(held) for held in table.values())


def _make(held: dict[str, object]) -> _Tongue:
    marks, names, phrases = str(held["marks"]).split(), str(held["months"]).split(), held["phrases"]
    month = "|".join(names)
    return _Tongue(
        mark=re.compile(rf"(?<!\w)(?:{'|'.join(marks)})(?!\w)", re.IGNORECASE),
        month=re.compile(rf"\b(?:{month})\b(?=,? (?:\d{{1,2}}, )?\d{{4}})", re.IGNORECASE),
        months=dict(zip((name.lower() for name in names), _ENGLISH, strict=True)),
        phrases=tuple(
            (re.compile(pattern.replace("MONTH", month), re.IGNORECASE), words)
            for pattern, words in phrases  # type: ignore[attr-defined]
        ),
    )
