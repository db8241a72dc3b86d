"""The ladder of reminders: thirty and seven days before, on the day, seven and thirty days after, then once a month.

Enough to be noticed, too few to be filtered away. Days are counted from the due date; after it they are positive.
"""

from datetime import date

LADDER = (-30, -7, 0, 7, 30)
EVERY = 30


def find_step(due_date: date, today: date) -> int | None:
    """The last step that has come; None before the first."""
    days = (today - due_date).days
    if days >= LADDER[-1]:
        return days - days % EVERY
    return max((step for step in LADDER if step <= days), default=None)
