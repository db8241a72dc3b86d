"""Comparing measurements in whatever order, unit rounding and framing they were taken."""

import math
from dataclasses import dataclass

# A frame adds this much to both sides of a picture, in millimetres.
FRAME = (30.0, 350.0)
CLOSE, NEAR, FAR = 0.012, 0.04, 0.10
# Rounding to a millimetre, and to half a centimetre or an eighth of an inch, leaves at most this much.
EXACT, ROUNDED = 0.6, 3.3


@dataclass(frozen=True, slots=True)
class SizeAgreement:
    """`error`: the worst relative difference of the sides that both state; `slip`: the same in millimetres.

    `level`: 3 close, 2 near, 1 far, 0 none. `is_framed`: one is the other with a frame; `is_even`: of one breadth all round.
    """

    error: float
    slip: float
    level: int
    sides: int
    is_framed: bool
    is_even: bool


def compare_sizes(one: list[float], other: list[float]) -> SizeAgreement | None:
    """Both sorted descending, in millimetres; None where either states nothing."""
    if not one or not other:
        return None
    shared = min(len(one), len(other), 3)
    error, slip = _get_error(one, other, shared)
    if error > NEAR and shared > 1 and max(len(one), len(other)) == 3:
        # One states a depth, or a thickness, that the other leaves out or measures apart.
        error, slip = min((error, slip), *(_get_error(sides, rest, 2) for sides, rest in _drop_one(one, other)))
        shared = 2
    is_framed = error > NEAR and shared >= 2 and (_is_framed(one, other) or _is_framed(other, one))
    is_even = is_framed and abs((one[0] - other[0]) - (one[1] - other[1])) <= 2 * ROUNDED
    return SizeAgreement(error, slip, _get_level(error), shared, is_framed, is_even)


def _get_error(one: list[float], other: list[float], shared: int) -> tuple[float, float]:
    pairs = [(one[place], other[place]) for place in range(shared)]
    return max(abs(math.log(first / second)) for first, second in pairs), max(
        abs(first - second) for first, second in pairs
    )


def _drop_one(one: list[float], other: list[float]) -> list[tuple[list[float], list[float]]]:
    pairs = []
    for first, second in ((one, other), (other, one)):
        if len(first) >= 3 and len(second) >= 2:
            pairs += [(first[:place] + first[place + 1 :], second) for place in range(3)]
    return pairs


def _get_level(error: float) -> int:
    return 3 if error <= CLOSE else 2 if error <= NEAR else 1 if error <= FAR else 0


def _is_framed(outer: list[float], inner: list[float]) -> bool:
    """Both sides grew by about the same, as a frame makes them."""
    height, width = outer[0] - inner[0], outer[1] - inner[1]
    return (
        FRAME[0] <= height <= FRAME[1]
        and FRAME[0] <= width <= FRAME[1]
        and abs(height - width) <= 0.35 * max(height, width)
    )
