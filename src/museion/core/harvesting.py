"""What rooms say of their records to harvesters: which set a record belongs to, and in which metadata formats it goes out.

Every registered kind goes out as Dublin Core and JSON-LD without a word here. A room adds a `RecordSet` to order its records
below the kind's own set and to read them in bulk, and a `MetadataFormat` for each further form that it writes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from museion.core.access import Actor
from museion.core.kinds import WriterContext
from museion.core.models import Record

Rows = Any  # a queryset of the kind's records


def _leave(rows: Rows) -> Rows:
    return rows


def _name_nothing(_branches: Sequence[str]) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class RecordSet:
    """How one kind's records are harvested.

    `prepare`: adds to a query what the writers read, so that a batch costs few queries. `branch`: the part of the set below the
    kind's own (`object:m9a5yj8n3`), letters, digits and hyphens; empty for none. `name_branches`: what such parts are called.
    `is_open`: False keeps a kind from harvesters.
    """

    kind: str
    prepare: Callable[[Rows], Rows] = _leave
    branch: Callable[[Any], str] = lambda _record: ""
    name_branches: Callable[[Sequence[str]], Mapping[str, str]] = _name_nothing
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """One form in which records of a kind go out, as one XML element in bytes, without an XML declaration.

    `prefix`, `schema`, `namespace`: as OAI-PMH names the format. `check`: what is wrong with a written record by the
    format's own schema; empty where it is valid.
    """

    prefix: str
    schema: str
    namespace: str
    kind: str
    write: Callable[[Record, WriterContext], bytes]
    check: Callable[[bytes], Sequence[str]]


@dataclass(frozen=True, slots=True)
class QuerySet:
    """A set that a query in the language of the search box names: `slug` is its address, `title` what harvesters are shown."""

    slug: str
    title: str
    text: str


# What keeps such sets for harvesters, and returns the setSpec; the door that does fills the list.
QUERY_SET_KEEPERS: list[Callable[[QuerySet, Actor, datetime], str]] = []
RECORD_SETS: dict[str, RecordSet] = {}
METADATA_FORMATS: dict[tuple[str, str], MetadataFormat] = {}


def register_record_set(record_set: RecordSet) -> None:
    RECORD_SETS[record_set.kind] = record_set


def register_metadata_format(form: MetadataFormat) -> None:
    METADATA_FORMATS[form.kind, form.prefix] = form


def get_record_set(kind: str) -> RecordSet:
    return RECORD_SETS.get(kind) or RecordSet(kind)
