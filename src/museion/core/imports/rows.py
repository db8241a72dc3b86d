"""What readers hand on: rows with their place, and what could not be read as a row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from io import BufferedReader
from pathlib import PurePosixPath
from typing import Any

from museion.core.imports.registry import RecordReader, WholeReader

RAW_LENGTH = 64 * 1024


@dataclass(slots=True)
class Row:
    """`place`: file or archive member, and line, item or element in it."""

    place: str
    values: dict[str, Any]


@dataclass(slots=True)
class BadRow:
    """Something that is no row. `is_cut`: part of the file stays unread; `member`: the archive's member that was not opened."""

    place: str
    problem: str
    raw: str = ""
    is_cut: bool = False
    member: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """What a mapping says of its files; what it leaves out is guessed from name and content.

    `guessed`: filled by the readers, the encoding of each member that is neither UTF-8 nor stated.
    """

    name: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    path: str = ""
    members: str = "*"
    readers: Mapping[str, RecordReader] = field(default_factory=dict)
    whole_readers: Mapping[str, WholeReader] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)

    def is_wanted(self, name: str) -> bool:
        """Whether the archive's member of this name is one of those that the mapping asks for."""
        return fnmatchcase(PurePosixPath(name.replace("\\", "/")).name, self.members)

    def note_encoding(self, member: str, encoding: str) -> None:
        """Remembers an encoding that was guessed: whoever sent the file is told, for a guess can be wrong."""
        if not self.encoding and encoding != "utf-8":
            self.guessed[member] = encoding


@dataclass(slots=True)
class Member:
    """One file to read: the file itself, or a member of the archive that it is."""

    name: str
    stream: BufferedReader


Reader = Callable[[Member, Format], Iterator[Row | BadRow]]
