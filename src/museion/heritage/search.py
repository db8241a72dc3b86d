"""What of the room is found: objects and intangible elements."""

from museion.heritage.found.elements import ELEMENT_SOURCE
from museion.heritage.found.objects import OBJECT_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (OBJECT_SOURCE, ELEMENT_SOURCE)
