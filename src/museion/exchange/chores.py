"""What the worker does for the door by the clock."""

from datetime import datetime, timedelta

from django.utils import timezone

from museion.core.chores import Chore
from museion.exchange.actions.deliveries import deliver_due
from museion.exchange.actions.harvests import run_due_sources
from museion.exchange.actions.publishing import follow_journal
from museion.exchange.actions.saved_sets import refresh_due_sets
from museion.exchange.opendata.working import OpenData


def publish_changes(_now: datetime) -> int:
    return follow_journal(timezone.now)


_OPEN_DATA = OpenData()

CHORES = (
    Chore("exchange.publishing", timedelta(seconds=4), publish_changes, can_wait=True),
    Chore("exchange.open_data", timedelta(seconds=4), _OPEN_DATA.work, can_wait=True),
    Chore("exchange.saved_sets", timedelta(minutes=1), refresh_due_sets),
    Chore("exchange.deliveries", timedelta(seconds=5), deliver_due),
    Chore("exchange.harvests", timedelta(seconds=15), run_due_sources),
)
