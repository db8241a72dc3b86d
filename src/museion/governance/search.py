"""What of the room is found: assemblies, motions and advice."""

from museion.governance.found.records import ADVICE_SOURCE, ASSEMBLY_SOURCE, MOTION_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (ASSEMBLY_SOURCE, MOTION_SOURCE, ADVICE_SOURCE)
