"""How much of the loss register is invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScreeningSize:
    """`lots`: of each of the three catalogues."""

    losses: int
    lots: int


FULL = ScreeningSize(losses=20_000, lots=120)
SMALL = ScreeningSize(losses=200, lots=24)
