"""What every reader of catalogues gives: lots, and what of the file was no lot."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

MOST_LOTS = 20_000
LONGEST_NUMBER = 40
PICTURE_SUFFIXES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".png",
        ".webp",
        ".tif",
        ".tiff",
        ".gif",
        ".bmp",
        ".avif",
        ".jp2",
        ".heic",
        ".heif",
    ]
)
_LOT_WORD = re.compile(r"(?i)\b(?:lot|lote|los|lotto|n[o°º]|nr|№)\.?\s*")


class UnreadableCatalogueError(ValueError):
    """No lot can be read of the file; the message says why in the words of whoever sent it."""


@dataclass(slots=True)
class ReadLot:
    """One lot. `picture_names`: as the catalogue names them. `pictures`: bytes that the file itself holds."""

    number: str
    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    picture_names: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def clean_number(text: str) -> str:
    """`Lot No. 12a` → `12a`."""
    return _LOT_WORD.sub("", text.strip()).strip(" .:)#")[:LONGEST_NUMBER]


def number_lots(lots: list[ReadLot]) -> list[ReadLot]:
    """Every lot under a number of its own: one that has none is named by its place, a second one of a number by both."""
    taken: set[str] = set()
    for place, lot in enumerate(lots, start=1):
        number = lot.number or f"#{place}"
        if number in taken:
            lot.problems.append(_("The number %(number)s stands in the catalogue twice.") % {"number": number})
            number = f"{number[: LONGEST_NUMBER - 8]} #{place}"
        lot.number = number
        taken.add(number)
    return lots


def is_picture_name(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in PICTURE_SUFFIXES
