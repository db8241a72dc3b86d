"""What of the room is found: objects, intangible elements, and, by who may read it, their care."""

from museion.heritage.found.care import CARE_SOURCES
from museion.heritage.found.elements import ELEMENT_SOURCE
from museion.heritage.found.objects import OBJECT_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (OBJECT_SOURCE, ELEMENT_SOURCE, *CARE_SOURCES)
