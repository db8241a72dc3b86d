"""Years that a text states, wherever in it they stand."""

import re

from museion.core.dates import HistoricalDate, UnreadableDateError, get_year, read_date
from museion.screening.matching.facets.description import Years

_ERA = r"(?:b\.?\s?c\.?\s?e?\.?|a\.?\s?d\.?|c\.?\s?e\.?|av\.?\s?j\.?-?\s?-?c\.?|apr?\.?\s?j\.?-?c\.?|a\.\s?c\.?|d\.\s?c\.?|v\.\s?chr\.?|n\.\s?chr\.?"
_ERA += r"|ق\.?\s?م\.?|قبل\sالميلاد|هـ?|هجري[هة]?|ميلادي[هة]?)"
_PART = r"(?:(?:early|mid|late|first half of the|second half of the|début du|fin du|principios del|finales del|c\.|ca\.?|circa|um|vers|hacia|حوالي|نحو)[\s-]*)?"
_CENTURY_WORD = r"(?:century|centuries|cent\.|c\.|millennium|siècles?|siglos?|millénaire|milenio|jahrhunderts?|secolo)"
_ORDINAL = r"(?:\d{1,2}\s?(?:st|nd|rd|th|e|er|ème|\.)?|[ivx]{1,5}(?:e|er|ème)?)"
_DASH = r"\s*(?:-|–|—|/|to|bis|au|al|or)\s*"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_PART}{_ORDINAL}(?:{_DASH}{_PART}{_ORDINAL})?\s?(?:{_CENTURY_WORD})(?:\s*{_ERA})?(?!\w)",
        rf"(?<!\w)siglos?\s+{_ORDINAL}(?:{_DASH}{_ORDINAL})?(?:\s*{_ERA})?(?!\w)",
        rf"(?<!\w)القرن\s+(?:\d{{1,2}}|ال\w+(?:\s+عشر)?)(?:\s+(?:الميلادي|{_ERA}))?(?!\w)",
        rf"(?<![\w.,]){_PART}\d{{1,5}}(?:\s*{_ERA})?{_DASH}(?:{_ERA}\s*)?\d{{1,5}}\s*{_ERA}(?!\w)",
        rf"(?<![\w.,]){_PART}\d{{1,5}}\s*{_ERA}(?!\w)",
        r"(?<!\w)(?:a\.?d\.?|ce)\s*\d{1,4}(?:\s*(?:-|–|to)\s*\d{1,4})?(?!\w)",
        r"(?<![\w.,])(?:c\.\s?|ca\.?\s|circa\s)?1[0-9]{3}\s*(?:-|–|—|to)\s*1[0-9]{3}(?![\w])(?!\s*(?:mm|cm|x|×))",
        r"(?<![\w.,])(?:c\.\s?|ca\.?\s|circa\s)?(?:1[0-9]{3}|20[0-2][0-9])s?(?![\w])(?!\s*(?:mm|cm|x|×|[.,]\d))",
    )
)


def read_years(text: str) -> Years | None:
    """A whole text that is a date."""
    if not text.strip():
        return None
    try:
        return _take_years(read_date(text.strip()))
    except UnreadableDateError:
        return None


def find_years(text: str) -> tuple[Years, str] | None:
    """The first date in a text and its words, centuries and eras before bare years; None where it holds none."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            years = read_years(found[0].strip(" ,;()"))
            if years:
                return years, found[0].strip(" ,;()")
    return None


def _take_years(date: HistoricalDate) -> Years | None:
    if date.earliest is None and date.latest is None:
        return None
    first = None if date.earliest is None else get_year(date.earliest)
    return Years(first, None if date.latest is None else get_year(date.latest))
