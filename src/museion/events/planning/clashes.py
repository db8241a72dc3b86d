"""Events that take one another's public away: about the same, at the same time, in the same part of the world.

The score is plain, so that its reasons can be told: themes in common weigh most, then nearness in time, then in place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(days=7)
LEAST = 2.0


@dataclass(frozen=True, slots=True)
class Planned:
    """As far as a clash needs it. `themes`: concepts with those above them; `regions`: the alliances of its country."""

    key: str
    begins_at: datetime
    ends_at: datetime
    themes: frozenset[str]
    regions: frozenset[str]
    bodies: frozenset[str] = frozenset()
    country: str = ""
    is_online: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """`days_apart`: 0 where they overlap. `score`: 2 and more is worth a look, 6 is the worst."""

    one: str
    other: str
    themes: frozenset[str]
    days_apart: int
    same_country: bool
    same_region: bool
    both_online: bool
    score: float


def find_clashes(events: Iterable[Planned], *, within: timedelta = WEEK) -> list[Clash]:
    """All pairs, worst first. Events are compared with those alone that begin before they are over and a week on."""
    ordered = sorted(events, key=lambda event: (event.begins_at, event.key))
    found = [clash for one, other in _iterate_near(ordered, within) if (clash := compare(one, other, within=within))]
    return sorted(found, key=lambda clash: (-clash.score, clash.one, clash.other))


def find_clashes_with(event: Planned, others: Iterable[Planned], *, within: timedelta = WEEK) -> list[Clash]:
    found = [clash for other in others if (clash := compare(event, other, within=within))]
    return sorted(found, key=lambda clash: (-clash.score, clash.other))


def compare(one: Planned, other: Planned, *, within: timedelta = WEEK) -> Clash | None:
    """None where they do not disturb one another."""
    if one.key == other.key:
        return None
    gap = max(other.begins_at - one.ends_at, one.begins_at - other.ends_at, timedelta())
    themes = one.themes & other.themes
    both_online = one.is_online and other.is_online
    same_country = bool(one.country) and one.country == other.country
    same_region = bool(one.regions & other.regions)
    if gap > within or not themes or not (same_country or same_region or both_online):
        return None
    nearness = 2.0 * (1 - gap / within) if within else 2.0
    place = 2.0 if same_country else 1.0
    score = min(len(themes), 2) + nearness + place - (2.0 if one.bodies & other.bodies else 0.0)
    if score < LEAST:
        return None
    return Clash(one.key, other.key, themes, gap.days, same_country, same_region, both_online, round(score, 2))


def _iterate_near(ordered: Sequence[Planned], within: timedelta) -> Iterator[tuple[Planned, Planned]]:
    """Pairs that share a theme and are near in time; a long exhibition is near to many, so themes are looked at first."""
    by_theme: dict[str, list[Planned]] = defaultdict(list)
    for event in ordered:
        seen: set[str] = set()
        for theme in event.themes:
            live = [held for held in by_theme[theme] if held.ends_at + within >= event.begins_at]
            by_theme[theme] = live
            for held in live:
                if held.key not in seen:
                    seen.add(held.key)
                    yield held, event
            live.append(event)
