"""What the worker does by the clock: ask feeds that are due, let events run out."""

from datetime import datetime

from museion.core.access import make_operator
from museion.response.actions.alerts import expire_events
from museion.response.actions.feeds import poll_due

# A worker has other things to do between two feeds that do not answer.
MOST_FEEDS = 3


def watch_feeds(now: datetime) -> int:
    actor = make_operator("worker", via="worker")
    return poll_due(actor=actor, at=now, most=MOST_FEEDS) + expire_events(actor=actor, at=now)
