"""What the worker does for the room by the clock."""

from datetime import timedelta

from museion.core.chores import Chore
from museion.heritage.actions.loans import remind_of_loans

CHORES = (Chore("heritage.loans", timedelta(hours=1), remind_of_loans),)
