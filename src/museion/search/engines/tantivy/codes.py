"""Codes of fields that hold tens of thousands of different ones, as numbers.

To count codes the engine looks each up in its dictionary, in every segment, which takes longer than all the rest of a question.
So these fields are counted as 52-bit hashes, and only the values that are shown are looked up, by the hash that they stand
behind in a column of their own. Among a million codes two share a hash with a chance of one in 9,000; the commoner is told.
"""

import hashlib
from functools import lru_cache

from tantivy import Searcher

_DIGITS = 13
_SPARE_BITS = 64 - _DIGITS * 4


@lru_cache(maxsize=65536)
def make_number(code: str) -> int:
    """Below 2⁵², so that it survives a reader of JSON who knows only floating-point numbers."""
    return int.from_bytes(hashlib.blake2b(code.encode(), digest_size=8).digest(), "big") >> _SPARE_BITS


def write_code(code: str) -> str:
    """How a code stands in the column that numbers are looked up in."""
    return f"{make_number(code):0{_DIGITS}x}{code}"


def read_codes(numbers: list[int], column: str, searcher: Searcher) -> list[str]:
    return [_look_up(number, column, searcher) for number in numbers]


def _look_up(number: int, column: str, searcher: Searcher) -> str:
    held = searcher.terms_with_prefix(column, f"{number:0{_DIGITS}x}")
    return max(held, key=lambda term: term[1])[0][_DIGITS:]
