"""What each token does to the moment being read: a rule gives the grown moment, or None where the token does not belong."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from museion.core.dates.moments import Moment
from museion.core.dates.tokens import Token, read_roman
from museion.core.dates.words import Word

# What joins two moments to a range.
RANGE = frozenset({"-", "/", Word.TO, Word.UNTIL})


def _take_number(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    if moment.unit and moment.century != 0:
        return None
    if moment.century == 0:
        return replace(moment, century=token.value)
    if len(token.text) >= 3:
        is_readable = len(token.text) <= 4 or following.kind is Word.ERA
        return replace(moment, year=token.value) if is_readable else None
    if following.kind is Word.ERA or moment.era is not None:
        return replace(moment, year=token.value)
    if moment.month and moment.day is None:
        return replace(moment, day=token.value)
    if moment.bare is not None or moment.month:
        return None
    if following.kind is Word.MONTH or (following.kind is Word.FILLER):
        return replace(moment, day=token.value)
    return replace(moment, bare=token.value, digits=len(token.text))


def _take_ordinal(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    if moment.century == 0:
        return replace(moment, century=token.value)
    if moment.unit or moment.bare is not None:
        return None
    if moment.month or following.kind is Word.MONTH:
        return replace(moment, day=token.value)
    return replace(moment, bare=token.value, digits=len(token.text))


def take_roman(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    if token.value is None or (moment.unit and moment.century != 0):
        return None
    if moment.century == 0 or (left and left.century is not None):
        return replace(moment, century=token.value)
    is_numeral = following.kind in RANGE | {Word.CENTURY, Word.MILLENNIUM, Word.ERA}
    return replace(moment, bare=token.value) if is_numeral else None


def _take_month(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    if moment.month:
        return None
    if moment.bare is not None:
        return replace(moment, month=token.value, day=moment.bare, bare=None)
    return replace(moment, month=token.value)


def _take_season(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    return None if moment.season or moment.month else replace(moment, season=token.value)


def _take_circa(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    if moment.bare is not None and token.text in {"c", "cir"} and not moment.unit:
        return replace(moment, century=moment.bare, bare=None)
    return replace(moment, is_circa=True) if not moment.unit and moment.bare is None else None


def _take_century(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    if moment.bare is not None and not moment.unit:
        return replace(moment, century=moment.bare, bare=None)
    # The number follows: “siglo XVI”. Until then the century is 0.
    is_followed = following.kind in {"number", "ordinal"} or (following.value is not None and following.kind == "other")
    is_roman = bool(read_roman(following.text)) if following.text else False
    return replace(moment, century=0) if not moment.unit and (is_followed or is_roman) else None


def _take_millennium(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    return replace(moment, millennium=moment.bare, bare=None) if moment.bare is not None and not moment.unit else None


def _take_part(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    return None if moment.part or moment.unit else replace(moment, part=token.value)


def _take_era(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    if moment.era is not None:
        return None
    if moment.bare is not None and moment.digits == 0:
        # “IV-III a.C.”: a Roman numeral alone counts centuries.
        moment = replace(moment, century=moment.bare, bare=None)
    return replace(moment, era=token.value)


def _take_doubt(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    return replace(moment, is_uncertain=True)


def _take_decade(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    return None if moment.unit else replace(moment, decade=token.value)


def _take_hundred(moment: Moment, token: Token, following: Token, left: Moment | None) -> Moment | None:
    return None if moment.unit else replace(moment, hundred=token.value)


RULES: dict[Any, Callable[[Moment, Token, Token, Moment | None], Moment | None]] = {
    "number": _take_number,
    "ordinal": _take_ordinal,
    "decade": _take_decade,
    "hundred": _take_hundred,
    "?": _take_doubt,
    Word.MONTH: _take_month,
    Word.SEASON: _take_season,
    Word.CIRCA: _take_circa,
    Word.CENTURY: _take_century,
    Word.MILLENNIUM: _take_millennium,
    Word.PART: _take_part,
    Word.ERA: _take_era,
}
