"""What rooms offer to import: kinds of rows, the fields a mapping may set, and how a typed row is saved."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from museion.core.access import Actor
from museion.core.saving import Saved
from museion.core.wording import Wording


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record of a room's format that cannot be read; those after it can."""

    problem: str
    raw: str = ""


# Yields where a record stands ("lido 3") and its values by column, as the room's format calls them. Raises `ValueError` or
# an error of lxml where nothing can be read from there on.
RecordReader = Callable[[BinaryIO], Iterator[tuple[str, dict[str, Any] | BadRecord]]]
# Reads all members of a file as one, by name and content; yields where an element stands, and its values or what is wrong there.
WholeReader = Callable[[Iterator[tuple[str, BinaryIO]]], Iterator[tuple[str, dict[str, Any] | str]]]


class FieldError(ValueError):
    """One field of one row cannot be used; says which, what it holds and what was expected (a `Wording`)."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        found = repr(str(value)[:200])
        super().__init__(
            Wording("%(field)s: %(value)s; expected %(expected)s", field=field, value=found, expected=expected)
        )
        self.field = field
        self.value = str(value)
        self.expected = expected


# The row to save, if it can be saved; what of it is wrong, if anything is.
Resolved = tuple[Any | None, FieldError | None]


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of row on the command line (`museion import objects`).

    `read` turns values by field name into one typed row and raises `FieldError`; it must not touch the database. `save` writes
    a batch of typed rows in one transaction. `mappings` is the folder of the kind's shipped mapping files.

    `texts`: the fields that are language maps; a mapping's bare text gets the mapping's language. `readers`: of the room's own
    formats, by the name that a mapping gives as its format; `whole_readers`: likewise, for formats whose rows are strewn over files. `resolve`: looks up the records that rows
    name, before `save`; it answers each row
    with the row to save (None: it cannot be saved) and with what is wrong. Rows may name rows further down the file where
    `second_pass` picks them: they are saved once more at the end, when `resolve` is told that it is final. `files`: the fields
    that name files; `read` gets their paths, relative ones as they lie beside the imported file. `check`: `read` for a dry
    run, where `read` keeps files.
    """

    kind: str
    fields: frozenset[str]
    read: Callable[[dict[str, Any]], Any]
    save: Callable[[Sequence[Any], Actor, datetime, str], Saved]
    mappings: Path
    texts: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    readers: Mapping[str, RecordReader] = field(default_factory=dict)
    whole_readers: Mapping[str, WholeReader] = field(default_factory=dict)
    resolve: Callable[[Sequence[Any], bool], Sequence[Resolved]] | None = None
    second_pass: Callable[[Any], bool] | None = None
    check: Callable[[dict[str, Any]], Any] | None = None


IMPORTERS: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    IMPORTERS[importer.kind] = importer
