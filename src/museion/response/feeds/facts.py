"""What each source is expected to send, from the `facts.toml` beside its reader; a breach alarms the desk."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from museion.response.feeds.alerts import Reading

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Facts:
    """One source. `poll_minutes` is 0 where nothing is polled."""

    name: str
    title: str
    publisher: str
    addresses: tuple[str, ...]
    media_types: tuple[str, ...]
    poll_minutes: int
    least_alerts: int
    most_alerts: int
    problem_share: float


@dataclass(frozen=True, slots=True)
class Breach:
    """An expectation that an answer of the feed did not meet."""

    expectation: str
    found: str
    expected: str


@cache
def load_facts() -> dict[str, Facts]:
    """Every source by its folder's name."""
    return {path.parent.name: _read(path) for path in sorted(FOLDER.glob("*/facts.toml"))}


def find_breaches(reading: Reading, facts: Facts) -> Iterator[Breach]:
    """An outage or a change of format shows here before anybody misses an alert."""
    alerts = len(reading.alerts) + len(reading.links)
    if not facts.least_alerts <= alerts <= facts.most_alerts:
        yield Breach("alerts", str(alerts), f"{facts.least_alerts} to {facts.most_alerts}")
    share = len(reading.problems) / max(alerts + len(reading.problems), 1)
    if share > facts.problem_share:
        yield Breach("problem_share", f"{share:.0%}", f"at most {facts.problem_share:.0%}")


def _read(path: Path) -> Facts:
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    expect = held["expect"]
    return Facts(
        name=path.parent.name,
        title=held["title"],
        publisher=held["publisher"],
        addresses=tuple(held.get("addresses", ())),
        media_types=tuple(held["media_types"]),
        poll_minutes=held["poll_minutes"],
        least_alerts=expect["alerts"]["least"],
        most_alerts=expect["alerts"]["most"],
        problem_share=expect["problem_share"],
    )
