"""How much is invented: the mission's size, or a little for a quick look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibrarySize:
    """`first`: how many references are written before the site answers; the others beside it. `series`: newsletters of bodies."""

    references: int
    first: int
    pdfs: int
    series: int


FULL = LibrarySize(references=44_000, first=3_000, pdfs=300, series=60)
SMALL = LibrarySize(references=400, first=400, pdfs=12, series=3)
