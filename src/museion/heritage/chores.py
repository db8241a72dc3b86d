"""What the worker does for the room by the clock."""

from datetime import timedelta

from museion.core.chores import Chore
from museion.heritage.actions.check_reminders import remind_of_checks
from museion.heritage.actions.loans import remind_of_loans

CHORES = (
    Chore("heritage.loans", timedelta(hours=1), remind_of_loans),
    Chore("heritage.checks", timedelta(hours=6), remind_of_checks),
)
