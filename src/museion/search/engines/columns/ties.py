"""Telling equals apart by their keys: an engine left alone orders them by where they lie, which changes with every merge.

The same number carries the weight of the record.
"""

import zlib

_BITS = 20
# The engine multiplies a score by log2(2 + the number): for keys by at most 0.7 %, in steps that its 32 bits still tell apart.
_LARGEST_TIE = 0.01


def make_weight(key: str, weight: float = 1.0) -> float:
    """A record of weight 1 has twice the score that the engine computes, one of weight 0.5 just that."""
    return float(4.0**weight) - 2 + zlib.crc32(key.encode()) / 2**32 * _LARGEST_TIE


def extend_number(number: int, key: str) -> int:
    return (number << _BITS) + (zlib.crc32(key.encode()) >> (32 - _BITS))


def extend_text(text: str, key: str) -> str:
    """The zero character comes before every other, so that a text still comes before a longer one."""
    return f"{text}\0{key}"
