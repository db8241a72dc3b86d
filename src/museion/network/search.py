"""What of the room is found: museums, people and bodies."""

from museion.network.found.bodies import BODY_SOURCE
from museion.network.found.museums import MUSEUM_SOURCE
from museion.network.found.people import PERSON_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (MUSEUM_SOURCE, PERSON_SOURCE, BODY_SOURCE)
