"""What of the room is found by the one search: losses, looted sites, kinds at risk."""

from museion.screening.found.losses import LOSS_SOURCE
from museion.screening.found.red_lists import RED_LIST_SOURCES
from museion.screening.found.sites import SITE_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (LOSS_SOURCE, SITE_SOURCE, *RED_LIST_SOURCES)
