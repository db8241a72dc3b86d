"""A kind's records as CSV, however many."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from museion.core.access import Viewer
from museion.core.fields import LanguageMapField
from museion.core.harvesting import get_record_set
from museion.core.kinds import Kind, WriterContext
from museion.exchange.sheets.columns import (
    KEY,
    VERSION,
    describe,
    list_columns,
    list_fields,
    select_targets,
    write_cell,
)

BOM = "\ufeff"
_BATCH = 500


def iterate_sheet(kind: Kind, viewer: Viewer, *, keys: Sequence[str] = ()) -> Iterator[str]:
    """CSV, line by line, with the mark by which spreadsheets know UTF-8. `keys`: only these records."""
    rows = kind.model.objects.current().visible_to(viewer).order_by("id")
    rows = rows.filter(key__in=keys) if keys else rows
    columns = list_columns(kind, _find_languages(kind, rows))
    yield BOM + _write([KEY, VERSION, *(column.header for column in columns)])
    rows = select_targets(kind, rows)
    context, last = WriterContext("", ("en",), viewer), 0
    prepare = get_record_set(kind.name).prepare
    while batch := list(prepare(rows.filter(id__gt=last))[:_BATCH]):
        last = batch[-1].id
        for record in batch:
            described = describe(kind, record, context)
            cells = [write_cell(column, record, described) for column in columns]
            yield _write([record.key, record.changed_at.isoformat(), *cells])


def _find_languages(kind: Kind, rows: Any) -> dict[str, set[str]]:
    names = [name for name, field in list_fields(kind).items() if isinstance(field, LanguageMapField)]
    found: dict[str, set[str]] = {name: set() for name in names}
    for values in rows.values_list(*names).iterator(chunk_size=2000) if names else ():
        for name, held in zip(names, values, strict=True):
            found[name].update(held or ())
    return found


def _write(values: Sequence[str]) -> str:
    held = io.StringIO()
    csv.writer(held).writerow(values)
    return held.getvalue()
