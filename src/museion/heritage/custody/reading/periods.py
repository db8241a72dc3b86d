"""The dates of a statement: “by 1960 until after 1962”, “in 1970”, “March 18, 1915”, “1938 until May 1940”."""

import re
from dataclasses import dataclass

from museion.core.dates import UnreadableDateError, read_date
from museion.core.dates.days import get_previous_day
from museion.heritage.custody.events import Bounds

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:r?uary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:emm?ber)?)\.?"
)
_YEAR = r"(?:1[0-9]|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PART = r"(?:(?:the )?(?:early|mid|late|(?:first|second|1st|2nd) half(?: of)?)[ -](?:the )?)?"
_ATOM = (
    rf"(?:{_MONTH},? (?:{_DAY},? ?)?{_YEAR}|{_DAY} {_MONTH},? {_YEAR}|\d{{1,2}}[/-]\d{{1,2}}[/-](?:{_YEAR}|\d\d)(?!\d)"
    rf"|{_PART}(?:the )?{_YEAR}'?s|{_PART}(?:the )?\d{{1,2}}(?:st|nd|rd|th) century|(?:the )?(?:spring|summer|fall|autumn|winter)"
    rf"(?: of|,)? {_YEAR}|{_PART}{_YEAR}(?!\d)|(?:WWII|World War II)\b)"
)
_ABOUT = r"(?:(?:c\.|ca\.|circa|about|around|likely|probably|possibly|perhaps) ?)?"
_UNTIL = r"until(?: after| at least| sometime before| before| about)?"
_BEFORE = r"(?:sometime )?before|prior to"
_BY = r"by(?: at least)?|as of|no later than"
_FROM = r"from|since|beginning|as early as"
_WORD = rf"(?P<word>{_UNTIL}|{_BEFORE}|{_BY}|{_FROM}|(?:sometime )?after|sometime in|in|on|between)"
# A year inside a title or a lot is no date of holding, so a date stands at the beginning or behind a comma or a preposition.
_DATE = re.compile(
    rf"(?:(?P<start>^|[,(]|(?<=[\])]))\s*|\s+(?=until|by|in|on|from|before|after|since|sometime|likely|c\.)|(?P<bare>\s+)(?=\d|[A-Z]))"
    rf"(?:{_WORD}\s+)?(?P<about>{_ABOUT})(?P<date>{_ATOM})(?P<doubt>\?)?"
    rf"(?:(?:\s*[–—-]\s*|\s+(?P<joint>to|and|or|through)\s+)(?P<last>{_ATOM}|\d\d(?!\d)))?(?(start)\)?)",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"\A(?:likely|probably|possibly|perhaps) ", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\A(\d{1,2}[/-]\d{1,2})[/-](\d\d)\Z")
_WAR_BEGAN, _WAR_ENDED = 19390901, 19450902


@dataclass(frozen=True, slots=True)
class Period:
    """`text`: the words of all dates. `rest`: the statement without them. `is_read`: every date was understood."""

    begin: Bounds
    end: Bounds
    text: str
    rest: str
    is_read: bool = True


def read_period(statement: str, *, is_transfer: bool) -> Period:
    """`is_transfer`: a range of dates is when it changed hands (“partial gifts, 1977 to 1983”), not how long it was held."""
    begin, end = Bounds(), Bounds()
    found: list[str] = []
    rest: list[str] = []
    place, is_read = 0, True
    for match in _DATE.finditer(statement):
        spans = _read_spans(match)
        if spans is None:
            is_read = False
            continue
        begin, end = _apply((match["word"] or "").lower(), spans, begin, end, is_transfer=is_transfer)
        found.append(match[0].strip(" ,"))
        rest.append(statement[place : match.start()])
        place = match.end()
    rest.append(statement[place:])
    return Period(begin, end, ", ".join(found), " ".join(" ".join(rest).split()).strip(" ,"), is_read)


def _read_spans(match: re.Match[str]) -> tuple[Bounds, Bounds | None] | None:
    """The date, and the one that it reaches to."""
    first = _read(match["about"] + match["date"])
    if first is None or match["last"] is None:
        return (first, None) if first else None
    last = _read(match["last"] if len(match["last"]) > 2 else _get_century(match["date"]) + match["last"])
    return (first, last) if last else None


def _get_century(date: str) -> str:
    years = re.findall(_YEAR, date)
    return years[-1][:2] if years else ""


def _read(text: str) -> Bounds | None:
    if re.search(r"WWII|World War", text, re.IGNORECASE):
        return Bounds(_WAR_BEGAN, _WAR_ENDED)
    plain = _SHORT_YEAR.sub(r"\1/19\2", _DOUBT.sub("", text)).replace("emmb", "emb")
    try:
        read = read_date(plain)
    except UnreadableDateError:
        return None
    return Bounds(read.earliest, read.latest)


def _apply(
    word: str, spans: tuple[Bounds, Bounds | None], begin: Bounds, end: Bounds, *, is_transfer: bool
) -> tuple[Bounds, Bounds]:
    """What a preposition says of the beginning and the end. “After 1962” allows the rest of 1962: sources mean the document."""
    span, last = spans
    previous = get_previous_day(span.earliest) if span.earliest is not None else None
    if word.startswith("until"):
        if word in {"until after", "until at least"}:
            return begin, Bounds(span.earliest, None)
        return begin, Bounds(None, previous) if word.endswith("before") else span
    if word in {"by", "by at least", "as of", "no later than"}:
        return Bounds(None, span.latest), end
    if word.endswith("before") or word == "prior to":
        return Bounds(None, previous), end
    if word.endswith("after"):
        return Bounds(span.earliest, None), end
    if word in {"in", "sometime in"} and not is_transfer:
        return Bounds(begin.earliest, span.latest), Bounds(span.earliest, end.latest)
    if last is None:
        return span, end
    return (Bounds(span.earliest, last.latest), end) if is_transfer else (span, last)
