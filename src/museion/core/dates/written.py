"""The grammar of written dates: moments joined by dashes, “or”, commas and notes in brackets."""

import re
from dataclasses import replace
from typing import Any

from museion.core.dates.days import Span, get_next_day, get_previous_day, make_interval, split_day_number, write_year
from museion.core.dates.moments import Moment, explain_by_left, explain_by_right, is_impossible, make_span
from museion.core.dates.rules import RANGE, RULES, take_roman
from museion.core.dates.tokens import Token
from museion.core.dates.words import Word

LONGEST_EDTF = 100
_RANGE_JOINT = Word.TO
_CHOICE = frozenset({Word.OR, Word.AND})
_LIMITS = frozenset({Word.BEFORE, Word.AFTER, Word.UNTIL, Word.SINCE})


class Grammar:
    """Reads one token list from left to right; `spans` gathers every date found, in order."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.spans: list[Span] = []
        self.has_choice = False
        self.has_impossible_day = False

    def read(self) -> Span | None:
        if any(token.kind is Word.REFUSED for token in self.tokens):
            return None
        while self.place < len(self.tokens):
            start = self.place
            if not self._read_expression():
                self.place = start + 1
        return None if self.has_impossible_day else _join(self.spans, is_choice=self.has_choice)

    def _peek(self, ahead: int = 0) -> Token:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else _END

    def _read_expression(self) -> bool:
        limit: Word | None = None
        kind = self._peek().kind
        if kind in _LIMITS and isinstance(kind, Word):
            limit = kind
            self.place += 1
        if self._peek().kind is Word.BETWEEN:
            self.place += 1
            return self._read_chain(limit, RANGE | {Word.AND}, frozenset({Word.OR}))
        return self._read_chain(limit, RANGE, _CHOICE)

    def _read_chain(self, limit: Word | None, ranges: frozenset[Any], choices: frozenset[Any]) -> bool:
        moments: list[Moment] = []
        joints: list[Any] = []
        while True:
            moment = self._read_moment(moments[-1] if moments else None)
            if moment is None:
                if joints:
                    self.place -= 1
                    joints.pop()
                break
            moments.append(explain_by_left(moment, moments[-1] if moments else None))
            if self._peek().kind not in ranges | choices:
                break
            joints.append(_RANGE_JOINT if self._peek().kind in ranges else self._peek().kind)
            self.place += 1
        if not moments:
            return False
        resolved = _resolve(moments)
        self.has_impossible_day = self.has_impossible_day or any(map(is_impossible, resolved))
        return self._keep([make_span(moment) for moment in resolved], joints, limit)

    def _keep(self, spans: list[Span | None], joints: list[Any], limit: Word | None) -> bool:
        """Put the chain's spans together; an end that is no date (a place after a dash) is left out."""
        limit = self._read_limit_after(limit)
        chain: list[Span] = []
        for span, joint in zip(spans, [None, *joints], strict=False):
            if span is None:
                continue
            if joint is _RANGE_JOINT and chain:
                chain[-1] = make_interval(chain[-1], span)
            else:
                self.has_choice = self.has_choice or joint is Word.OR
                chain.append(span)
        if chain and limit:
            chain[-1] = _limit(chain[-1], limit)
        if chain and self._peek().kind in {"-", Word.TO, "/"} and self._peek(1).kind is Word.PRESENT:
            chain[-1] = Span(chain[-1].earliest, None, f"{chain[-1].first}/..", chain[-1].first, "..")
        self.spans.extend(chain)
        return bool(chain)

    def _read_limit_after(self, limit: Word | None) -> Word | None:
        """“1910 or later”, “1898 or before”: the year itself is one of the possibilities."""
        kind, after = self._peek().kind, self._peek(1).kind
        if kind is Word.OR and after in {Word.BEFORE, Word.AFTER}:
            self.place += 2
            return Word.UNTIL if after is Word.BEFORE else Word.SINCE
        return limit

    def _read_moment(self, left: Moment | None) -> Moment | None:
        moment = Moment()
        start = self.place
        while self.place < len(self.tokens):
            grown = self._grow(moment, left)
            if grown is None:
                break
            moment = grown
        if moment.unit or moment.month or moment.season or moment.part or moment.bare is not None:
            return moment
        self.place = start
        return None

    def _grow(self, moment: Moment, left: Moment | None) -> Moment | None:
        """The moment with the next token in it, or None where the token does not belong to it."""
        token = self._peek()
        if token.kind in {",", Word.FILLER}:
            return self._skip(moment, left)
        rule = RULES.get(token.kind)
        grown = rule(moment, token, self._peek(1), left) if rule else None
        if grown is None and token.kind == "other":
            grown = take_roman(moment, token, self._peek(1), left)
        if grown is not None:
            self.place += 1
        return grown

    def _skip(self, moment: Moment, left: Moment | None) -> Moment | None:
        """A comma or small word inside a date: “May 12, 1921”, “12 de mayo de 1921”, “summer, 1923”."""
        following = self._peek(1)
        is_begun = (
            moment.month or moment.season or moment.part or moment.century == 0 or moment.day or moment.bare is not None
        )
        awaits_year = is_begun and not moment.unit
        if self._peek().kind == ",":
            belongs = following.kind == "number" and len(following.text) >= 3 and awaits_year
            if moment.bare is not None and not moment.month and not (left and left.day):
                belongs = False
        else:
            belongs = bool(awaits_year or moment == Moment() or moment.is_circa) and (
                following.kind != "other" or following.value
            )
        if not belongs:
            return None
        self.place += 1
        return moment


_END = Token("end", "")
_SEASON = re.compile(r"-2[1-4](?!\d)")


def _resolve(moments: list[Moment]) -> list[Moment]:
    """The moments of a chain, explained from its end; a “circa” at its beginning holds for all of it."""
    resolved: list[Moment] = []
    for moment in reversed(moments):
        resolved.append(explain_by_right(moment, resolved[-1] if resolved else None))
    resolved.reverse()
    return [replace(moment, is_circa=True) for moment in resolved] if resolved[0].is_circa else resolved


def _limit(span: Span, limit: Word) -> Span:
    if span.earliest is None or span.latest is None:
        return span
    if limit is Word.BEFORE:
        day = get_previous_day(span.earliest)
        return Span(None, day, f"../{_write_day(day, is_end=True)}", "..", _write_day(day, is_end=True))
    if limit is Word.UNTIL:
        return Span(None, span.latest, f"../{span.last}", "..", span.last)
    if limit is Word.AFTER:
        day = get_next_day(span.latest)
        return Span(day, None, f"{_write_day(day, is_end=False)}/..", _write_day(day, is_end=False), "..")
    return Span(span.earliest, None, f"{span.first}/..", span.first, "..")


def _write_day(day_number: int, *, is_end: bool) -> str:
    year, month, day = split_day_number(day_number)
    if (month, day) == ((12, 31) if is_end else (1, 1)):
        return write_year(year)
    return f"{write_year(year)}-{month:02d}-{day:02d}"


def _join(spans: list[Span], *, is_choice: bool) -> Span | None:
    """Several dates of one object: all of them (`{1914,1930}`), or one of them (`[1888,1889]`)."""
    distinct = list(dict.fromkeys(spans))
    if len(distinct) <= 1:
        return distinct[0] if distinct else None
    firsts = [span.earliest for span in distinct if span.earliest is not None]
    lasts = [span.latest for span in distinct if span.latest is not None]
    begin = min(distinct, key=lambda span: (span.earliest is not None, span.earliest or 0))
    end = max(distinct, key=lambda span: (span.latest is None, span.latest or 0))
    earliest = min(firsts) if len(firsts) == len(distinct) else None
    latest = max(lasts) if len(lasts) == len(distinct) else None
    members = [_write_member(span) for span in distinct]
    edtf = ("[%s]" if is_choice else "{%s}") % ",".join(map(str, members))
    if None in members or earliest is None or latest is None or len(edtf) > LONGEST_EDTF:
        edtf = f"{begin.first}/{end.last}"
    return Span(earliest, latest, edtf, begin.first, end.last)


def _write_member(span: Span) -> str | None:
    """A member of a set: a date, or a range of two equally precise and unqualified ones; None for what EDTF has no form."""
    if "/" not in span.edtf:
        return None if _SEASON.search(span.edtf) else span.edtf
    first, last = (end.rstrip("~?%") for end in (span.first, span.last))
    return f"{first}..{last}" if len(first) == len(last) else None
