"""Ways along links that point from one thing to others."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def leads_to(begin: T, goal: T, links: Mapping[T, Collection[T]]) -> bool:
    """Whether following links from one thing comes to the other; from each to itself it does. Circles end the walk."""
    seen: set[T] = set()
    waiting = [begin]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting += links.get(here, ())
    return False
