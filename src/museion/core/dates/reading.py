"""The one door for dates from outside: EDTF, ISO, or words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from museion.core.dates.days import Span, make_years
from museion.core.dates.moments import LAST_YEAR
from museion.core.dates.standard import looks_like_edtf, read_edtf
from museion.core.dates.tokens import even_out, tokenize
from museion.core.dates.words import UNDATED
from museion.core.dates.written import LONGEST_EDTF, Grammar
from museion.core.wording import Wording

EXPECTED = Wording(
    "a date such as 1860, c. 1860, 1762–1787, 1960s, 19th century, 3rd century BCE, before 1900, 12 May 1921, "
    "an EDTF expression such as 1860~, or “n.d.”"
)

# A dash between years needs the sign behind it: -450-440 could end before our era or in it.
_NEGATIVE = re.compile(r"([-−]\d{2,5})(?:\s*(?:to|/|\.\.)\s*([-−]?\d{1,5})|\s*[-–—]\s*([-−]\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """`text` as written, its EDTF, and its first and last possible day as day numbers (None: open or undated)."""

    text: str
    edtf: str = ""
    earliest: int | None = None
    latest: int | None = None

    @property
    def is_undated(self) -> bool:
        """The source says that no date is known."""
        return not self.edtf


class UnreadableDateError(ValueError):
    """The text is no date that is understood here; keep it as written."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text[:100]}” cannot be read as a date; expected {EXPECTED}")
        self.text = text
        self.expected = EXPECTED


@lru_cache(maxsize=65536)
def read_date(text: str) -> HistoricalDate:
    """What a date means. Raises `UnreadableDateError`; what says that no date is known is a date without bounds."""
    if len(text) > 2000:
        raise UnreadableDateError(text)
    if len(text) == 4 and text.isascii() and text.isdecimal() and "0100" < text <= str(LAST_YEAR):
        return _make_date(text, make_years(int(text), int(text)))
    written = _pad_negative(text.strip())
    evened = even_out(written)
    if UNDATED.fullmatch(evened):
        return HistoricalDate(text)
    span = _read_marked(written) or Grammar(tokenize(evened)).read()
    if span is None and looks_like_edtf(written) and not written.isdecimal():
        span = read_edtf(written)
    if span is None:
        raise UnreadableDateError(text)
    return _make_date(text, span)


def _pad_negative(written: str) -> str:
    """`-450` and `-450 to -440`, as programs write years before our era, in EDTF, which asks for four digits."""
    found = _NEGATIVE.fullmatch(written)
    return "/".join(_write_year(int(year.replace("−", "-"))) for year in found.groups() if year) if found else written


def _write_year(year: int) -> str:
    return f"Y{year}" if abs(year) > 9999 else f"{year:05d}" if year < 0 else f"{year:04d}"


def _read_marked(written: str) -> Span | None:
    """EDTF that words cannot mean: unspecified digits, sets, long and negative years, open intervals."""
    is_marked = written[:1] in "-Y[{./" or any(mark in written for mark in ("X", "~", "%", ".."))
    return read_edtf(written) if is_marked and looks_like_edtf(written) else None


def _make_date(text: str, span: Span) -> HistoricalDate:
    edtf = span.edtf if len(span.edtf) <= LONGEST_EDTF else f"{span.first}/{span.last}"[:LONGEST_EDTF]
    return HistoricalDate(text, edtf, span.earliest, span.latest)
