"""Which looks a run takes beside words and photos. Another one is another line."""

from museion.screening.runs.kinds_at_risk import look_at_law, look_for_types
from museion.screening.runs.looks import Look

RED_LIST_LOOKS: tuple[Look, ...] = (look_for_types,)
LEGAL_LOOKS: tuple[Look, ...] = (look_at_law,)
# The catalogue's custody histories add theirs here.
CUSTODY_LOOKS: tuple[Look, ...] = ()
