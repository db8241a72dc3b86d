"""What of the room is found by the one search: events."""

from museion.events.found.events import EVENT_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (EVENT_SOURCE,)
