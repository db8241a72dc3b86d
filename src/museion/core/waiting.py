"""Moments that rows wait for, on machines whose clock may have been wrong for a while."""

from datetime import datetime, timedelta

from django.db.models import Q

SKEW = timedelta(hours=1)
"""By less than that the clocks of machines differ, and a round of the worker lasts, whose moment is that of its beginning."""


def has_come(name: str, at: datetime, longest: timedelta) -> Q:
    """Rows whose moment, the column `name`, has come. One further ahead than the `longest` wait was set by a clock that ran ahead: it has
    come too, or a jump of the clock would stop the work until the clock gets there.
    """
    return Q((f"{name}__lte", at)) | Q((f"{name}__gt", at + longest + SKEW))
