"""How much invented heritage there is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeritageSize:
    objects: int
    elements: int
    chains: int = 0
    loans: int = 0
    checks: int = 0


# The size that the mission states.
FULL = HeritageSize(objects=10_000, elements=200, chains=3000, loans=1000, checks=2000)
SMALL = HeritageSize(objects=300, elements=40, chains=120, loans=42, checks=60)
