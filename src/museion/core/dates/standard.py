"""EDTF itself (ISO 8601-2, levels 0 to 2), by the `edtf` library."""

import math
import re
from functools import lru_cache
from typing import Any

from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from museion.core.dates.days import CIRCA_YEARS, Span, make_day_number, shift_years

_LOOKS_LIKE = re.compile(r"[\[{]?[-Y\d.][-\dXTYZES.:+/~?%,{}\[\] ]*")


def looks_like_edtf(text: str) -> bool:
    return bool(_LOOKS_LIKE.fullmatch(text))


@lru_cache(maxsize=4096)
def read_edtf(text: str) -> Span | None:
    """The span of an EDTF string, None where it is none. The library needs up to 20 ms, hence the cache."""
    try:
        parsed: EDTFObject = parse_edtf(text)
        earliest, latest = _make_bound(parsed.lower_strict()), _make_bound(parsed.upper_strict())
    except (EDTFParseException, TypeError, ValueError, OverflowError, AttributeError):
        # The library lets errors of its own arithmetic through for odd but well-formed input.
        return None
    if "~" in text or "%" in text:
        earliest = None if earliest is None else shift_years(earliest, -CIRCA_YEARS)
        latest = None if latest is None else shift_years(latest, CIRCA_YEARS)
    if earliest is not None and latest is not None and earliest > latest:
        return None
    return Span(earliest, latest, text)


def _make_bound(bound: Any) -> int | None:
    if isinstance(bound, float) and math.isinf(bound):
        return None
    return make_day_number(*bound[:3])
