"""What of the room is found: works, archive units, laws, pages of files, reading lists."""

from museion.library.found.others import LAW_SOURCE, LIST_SOURCE, PAGE_SOURCE, UNIT_SOURCE
from museion.library.found.works import WORK_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (WORK_SOURCE, UNIT_SOURCE, LAW_SOURCE, PAGE_SOURCE, LIST_SOURCE)
