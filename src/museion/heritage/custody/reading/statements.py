"""One statement of a paragraph as one event."""

import re

from museion.heritage.custody.events import CustodyEvent
from museion.heritage.custody.methods import Method
from museion.heritage.custody.reading.people import (
    KIN_FIRST,
    take_alias,
    take_kinship,
    take_life,
    take_marks,
    take_notes,
)
from museion.heritage.custody.reading.periods import read_period
from museion.heritage.custody.reading.phrases import Phrase, read_phrase
from museion.heritage.custody.reading.places import split_place
from museion.heritage.custody.reading.splitting import Statement
from museion.heritage.custody.reading.tongues import find_written_dates, say_in_english
from museion.heritage.custody.reading.words import load_words

_MOST_WORDS = 16
_NOBODY = "Nobody named"
_SMALL_WORDS = load_words("small")
_WORD = re.compile(r"[^\s,()\[\]]+")


def read_statement(statement: Statement, notes: dict[str, str]) -> CustodyEvent:
    """Never fails: words that are not understood stay as the party's, and `is_read` says so."""
    text, numbers = take_notes(statement.text)
    text, is_agent = _unwrap(text)
    text, life = take_life(text)
    written = take_marks(text)
    text = say_in_english(written)
    phrase = read_phrase(text)
    period = read_period(text, is_transfer=phrase.is_phrase)
    if period.rest != text:
        phrase = read_phrase(take_marks(period.rest))
    located = split_place(_NOBODY + phrase.party if phrase.is_nameless else take_kinship(phrase.party))
    party, doubt = _take_doubt(take_alias(located.party.removeprefix(_NOBODY)))
    return CustodyEvent(
        party=party,
        place=located.place,
        country=located.country,
        method=phrase.method,
        giver=take_alias(split_place(phrase.giver).party),
        begin=period.begin,
        end=period.end,
        dates_text=period.text if text == written else find_written_dates(written) or period.text,
        life=life,
        is_direct=statement.is_direct,
        is_agent=is_agent or phrase.is_agent or phrase.method is Method.AGENT,
        is_certain=phrase.is_certain and not doubt,
        is_read=period.is_read and _is_name(party, phrase),
        notes=tuple(notes[number] for number in numbers if number in notes),
        text=statement.text,
        span=(statement.start, statement.end),
    )


def _unwrap(text: str) -> tuple[str, bool]:
    """What stands in brackets as a whole is an agent: a dealer, an auction house."""
    if text.startswith("(") and text.endswith(")") and text.find(")") == len(text) - 1:
        return text[1:-1].strip(), True
    return text, False


def _take_doubt(party: str) -> tuple[str, bool]:
    return (party.rstrip("? "), True) if party.endswith("?") else (party, False)


def _is_name(party: str, phrase: Phrase) -> bool:
    """Names begin with capitals; a sentence has verbs in small letters."""
    if not party:
        return phrase.is_phrase
    words = _WORD.findall(party)
    small = [word for word in words if word[:1].islower() and word.lower().removesuffix("'s") not in _SMALL_WORDS]
    return len(words) <= _MOST_WORDS and not small and not KIN_FIRST.match(party)
