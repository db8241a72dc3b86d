"""What the worker does for the room by the clock."""

from datetime import timedelta

from museion.core.chores import Chore
from museion.events.actions.registrations import forget_needs, remind_participants
from museion.events.actions.reminding import remind_of_deadlines
from museion.events.actions.series import extend_series

CHORES = (
    Chore("events.series", timedelta(hours=6), extend_series),
    Chore("events.reminders", timedelta(minutes=10), remind_participants),
    Chore("events.deadlines", timedelta(hours=1), remind_of_deadlines),
    Chore("events.needs", timedelta(hours=6), forget_needs),
)
