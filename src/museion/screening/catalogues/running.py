"""Running text cut into lots: a line that begins with a lot's number begins a lot."""

import re

from django.utils.translation import gettext as _

from museion.screening.catalogues.lots import ReadLot, UnreadableCatalogueError

_NAMED = re.compile(r"(?im)^[ \t]*(?:lot|lote|los|lotto)\s*(?:n[o°º]|nr|№|#)?\.?[ \t]*:?[ \t]*(\d+[a-z]?)\b[ \t.:)–-]*")
_BARE = re.compile(r"(?m)^[ \t]*(\d{1,5}[a-z]?)[ \t]*[.):–-]?[ \t]*$|^[ \t]*(\d{1,5}[a-z]?)[.)][ \t]+(?=\S)")
LEAST_LOTS = 2


def find_starts(text: str) -> list[tuple[int, int, str]]:
    """Where each lot begins, where its text begins, and its number. Bare numbers count only while they rise."""
    named = [(found.start(), found.end(), found[1]) for found in _NAMED.finditer(text)]
    if named:
        return named
    rising: list[tuple[int, int, str]] = []
    last = 0
    for found in _BARE.finditer(text):
        number = found[1] or found[2]
        value = int(re.sub(r"\D", "", number))
        if last < value <= last + 50 or (not rising and value):
            rising.append((found.start(), found.end(), number))
            last = value
    return rising if len(rising) >= LEAST_LOTS else []


def read_running_text(text: str) -> list[ReadLot]:
    starts = find_starts(text)
    if not starts:
        raise UnreadableCatalogueError(_("No lots were found: a lot begins with a line such as “Lot 12”."))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return [ReadLot(number, text=text[begin:end].strip()) for (_, begin, number), end in zip(starts, ends, strict=True)]
