"""Which countries and themes events reach, and which they never did."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Held:
    """One event: where, about what."""

    country: str
    themes: frozenset[str]


@dataclass(slots=True)
class Coverage:
    """`unserved_countries`, `unserved_themes`: of all that were asked about, those without one event."""

    by_country: Counter[str] = field(default_factory=Counter)
    by_theme: Counter[str] = field(default_factory=Counter)
    unserved_countries: list[str] = field(default_factory=list)
    unserved_themes: list[str] = field(default_factory=list)
    online: int = 0


def count_coverage(events: Iterable[Held], *, countries: Iterable[str], themes: Iterable[str]) -> Coverage:
    coverage = Coverage()
    for event in events:
        coverage.online += not event.country
        if event.country:
            coverage.by_country[event.country] += 1
        coverage.by_theme.update(event.themes)
    coverage.unserved_countries = sorted(set(countries) - set(coverage.by_country))
    coverage.unserved_themes = sorted(set(themes) - set(coverage.by_theme))
    return coverage
