"""How much invented heritage there is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeritageSize:
    objects: int
    elements: int


# The size that the mission states.
FULL = HeritageSize(objects=10_000, elements=200)
SMALL = HeritageSize(objects=300, elements=40)
