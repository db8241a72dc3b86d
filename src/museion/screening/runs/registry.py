"""Which looks a run takes beside words and photos. Another one is another line."""

from museion.screening.runs.kinds_at_risk import look_at_law, look_for_types
from museion.screening.runs.looks import Look
from museion.screening.runs.national_laws import look_at_national_laws
from museion.screening.runs.orphan_finds import look_for_sites
from museion.screening.runs.owners import look_at_custody

RED_LIST_LOOKS: tuple[Look, ...] = (look_for_types,)
SITE_LOOKS: tuple[Look, ...] = (look_for_sites,)
LEGAL_LOOKS: tuple[Look, ...] = (look_at_law, look_at_national_laws)
CUSTODY_LOOKS: tuple[Look, ...] = (look_at_custody,)
