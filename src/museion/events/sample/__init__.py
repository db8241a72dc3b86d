"""What the sample network adds for this room: three years of invented events, one conference with all that belongs to it."""

from datetime import datetime

from museion.core.access import Actor
from museion.events.sample.calendar import make_calendar
from museion.events.sample.conference import make_conference


def make_sample(seed: int, *, actor: Actor, at: datetime) -> None:
    """Doing it again changes nothing."""
    make_calendar(seed, actor=actor, at=at)
    make_conference(seed, actor=actor, at=at)


__all__ = ["make_sample"]
