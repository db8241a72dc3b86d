"""What rooms offer to import: kinds of rows, the fields a mapping may set, and how a typed row is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from museion.core.access import Actor
from museion.core.saving import Saved


class FieldError(ValueError):
    """One field of one row cannot be used; says which, what it holds and what was expected."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        super().__init__(f"{field}: {str(value)[:200]!r}; expected {expected}")
        self.field = field
        self.value = str(value)
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of row on the command line (`museion import objects`).

    `read` turns values by field name into one typed row and raises `FieldError`; it must not touch the database. `save` writes
    a batch of typed rows in one transaction. `mappings` is the folder of the kind's shipped mapping files.
    """

    kind: str
    fields: frozenset[str]
    read: Callable[[dict[str, Any]], Any]
    save: Callable[[Sequence[Any], Actor, datetime, str], Saved]
    mappings: Path


IMPORTERS: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    IMPORTERS[importer.kind] = importer
