"""What of the room is found by the one search: losses and looted sites."""

from museion.screening.found.losses import LOSS_SOURCE
from museion.screening.found.sites import SITE_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (LOSS_SOURCE, SITE_SOURCE)
