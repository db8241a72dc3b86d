"""What the worker does for the room by the clock."""

from datetime import timedelta

from museion.core.chores import Chore
from museion.network.actions.offices import end_roles_of_offices
from museion.network.actions.reminders import send_reminders

CHORES = (
    Chore("network.reminders", timedelta(hours=1), send_reminders),
    Chore("network.offices", timedelta(minutes=10), end_roles_of_offices),
)
