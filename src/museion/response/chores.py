"""What the worker does for the room by the clock."""

from datetime import timedelta

from museion.core.chores import Chore
from museion.response.actions.calling import advance_mobilisations
from museion.response.polling.chore import watch_feeds

CHORES = (
    Chore("response.mobilisations", timedelta(seconds=2), advance_mobilisations),
    Chore("response.feeds", timedelta(seconds=30), watch_feeds),
)
