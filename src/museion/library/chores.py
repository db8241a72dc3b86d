"""What the worker does by the clock: files are opened when their embargo ends, and read to prove that they are unchanged."""

from datetime import datetime, timedelta

from museion.core.access import make_operator
from museion.core.chores import Chore
from museion.library.actions.files import check_fixity
from museion.library.actions.opening import lift_embargoes


def _lift(now: datetime) -> int:
    return lift_embargoes(now, actor=make_operator("worker", via="worker"))


CHORES = (
    Chore("library embargoes", timedelta(minutes=10), _lift),
    Chore("library fixity", timedelta(minutes=30), check_fixity),
)
