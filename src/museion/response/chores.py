"""What the worker does for the room by the clock."""

from datetime import timedelta

from museion.core.chores import Chore
from museion.response.actions.calling import advance_mobilisations
from museion.response.polling.chore import watch_feeds
from museion.response.queries.roster import store_roster

CHORES = (
    Chore("response.mobilisations", timedelta(seconds=2), advance_mobilisations),
    Chore("response.roster", timedelta(minutes=1), store_roster),
    Chore("response.feeds", timedelta(seconds=30), watch_feeds),
)
