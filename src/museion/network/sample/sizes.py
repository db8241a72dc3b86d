"""How large the invented network is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NetworkSize:
    """Bodies are the same in every size: a small network has as many committees as a large one."""

    museums: int
    people: int


# The size that the mission states.
FULL = NetworkSize(museums=20_000, people=32_000)
SMALL = NetworkSize(museums=400, people=600)
