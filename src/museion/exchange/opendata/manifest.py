"""What is offered as open data: registers, their columns, files, checksums and dates. One small file beside the data."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from django.utils import translation
from django.utils.text import capfirst

from museion.core.kinds import KINDS
from museion.exchange.formats.flat import OTHERS, Column
from museion.exchange.opendata.store import get_folder

DATABASE = "museion.sqlite3"
_MANIFEST = "manifest.json"
_SHARED = {
    "key": "Short public name of the record; never changes.",
    "kind": "Kind of record.",
    "url": "Address of the record on this site; the path after the host.",
    "access": "Who may read it; in open data always public.",
    "source": "Where the record came from.",
    "source_id": "Its name there.",
    "identifiers": "Names that others gave it, by scheme.",
    "created_at": "When it was first recorded here (ISO 8601, UTC).",
    "changed_at": "When it last changed here (ISO 8601, UTC).",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """`sha256`: of the file as it is unpacked; `packed_sha256`: of the .gz."""

    name: str
    bytes: int
    sha256: str
    packed_bytes: int
    packed_sha256: str


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """`kind`: text, integer, number, boolean (0, 1) or json."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Register:
    kind: str
    made_at: str
    count: int
    columns: tuple[ColumnNote, ...]
    files: tuple[DataFile, ...]

    @property
    def label(self) -> Any:
        return KINDS[self.kind].label_plural


def read_manifest() -> dict[str, Register]:
    """By kind; empty before the first files were made."""
    try:
        held = orjson.loads((get_folder() / _MANIFEST).read_bytes())
    except FileNotFoundError:
        return {}
    return {kind: _read_register(values) for kind, values in held.items() if kind in KINDS}


def write_manifest(registers: Mapping[str, Register]) -> None:
    path = get_folder() / _MANIFEST
    new = path.with_suffix(".new")
    new.write_bytes(orjson.dumps({kind: asdict(held) for kind, held in registers.items()}, option=orjson.OPT_INDENT_2))
    new.replace(path)


def describe_columns(kind: str, columns: Sequence[Column]) -> tuple[ColumnNote, ...]:
    """In English, as the files are: by the note of the model's field, else by its name."""
    fields = {field.name: field for field in KINDS[kind].model._meta.get_fields()}
    with translation.override("en"):
        return tuple(
            ColumnNote(column.name, column.kind, _describe(column, fields.get(column.source))) for column in columns
        )


def _describe(column: Column, field: Any) -> str:
    told = _SHARED.get(column.source) or str(getattr(field, "help_text", "") or "")
    told = told or capfirst(column.source.replace("_", " ")) + "."
    if column.tag == OTHERS:
        return f"{told} In other languages, by BCP 47 tag."
    return f"{told} In the language {column.tag}." if column.tag else told


def _read_register(values: dict[str, Any]) -> Register:
    columns = tuple(ColumnNote(**column) for column in values.pop("columns"))
    files = tuple(DataFile(**file) for file in values.pop("files"))
    return Register(columns=columns, files=files, **values)
