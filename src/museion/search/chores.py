"""What the worker does for the room by the clock."""

from datetime import timedelta

from museion.core.chores import Chore
from museion.search.actions.digests import send_digests
from museion.search.actions.webhooks import tell_webhooks

CHORES = (
    Chore("search.webhooks", timedelta(seconds=5), tell_webhooks),
    Chore("search.digests", timedelta(minutes=1), send_digests),
)
