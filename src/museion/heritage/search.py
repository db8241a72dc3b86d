"""What of the room is found: fields, weights, facets, and how a hit looks."""

from museion.search.documents import Source

SOURCES: tuple[Source, ...] = ()
