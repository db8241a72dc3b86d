"""From one harvested item to a typed row: by the reader that its mapping names, then the mapping, then the room's own checks."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import orjson
from lxml import etree

from museion.core.imports.mapping import SourceMapping
from museion.core.imports.preparing import Prepared
from museion.core.imports.quarantine import Rejection, leave_field_out, reject_field, write_raw
from museion.core.imports.registry import BadRecord, FieldError, Importer
from museion.core.imports.rows import Row
from museion.core.wording import Wording, get_message
from museion.exchange.formats.columns import find_wrapped_json, read_dublin_core
from museion.exchange.formats.oai_answers import HarvestedItem

Columns = dict[str, Any]


def prepare_item(item: HarvestedItem, importer: Importer, mapping: SourceMapping, source: str) -> Prepared:
    """`Prepared.typed` is None where the item cannot be used; its rejections say why."""
    if item.flaw:
        return _refuse(item, item.flaw)
    try:
        columns = read_columns(item, importer, mapping)
    except (etree.LxmlError, orjson.JSONDecodeError, ValueError) as error:
        return _refuse(item, Wording("its metadata cannot be read: %(why)s", why=get_message(error)))
    return prepare_columns(item.identifier, columns, importer, mapping, source)


def read_columns(item: HarvestedItem, importer: Importer, mapping: SourceMapping) -> Columns:
    about = {"oai_identifier": item.identifier, "datestamp": item.datestamp, "sets": list(item.sets)}
    wrapped = find_wrapped_json(item.metadata)
    reader = importer.readers.get(mapping.form.name)
    if reader is not None:
        nothing = BadRecord(Wording("no %(format)s record is in it", format=mapping.form.name))
        _, found = next(iter(reader(BytesIO(wrapped or item.metadata))), ("", nothing))
        if isinstance(found, BadRecord):
            raise ValueError(found.problem)
        return found | about
    if wrapped:
        held = orjson.loads(wrapped)
        return (held if isinstance(held, dict) else {}) | about
    return read_dublin_core(item.metadata) | about


def prepare_columns(
    identifier: str, columns: Mapping[str, Any], importer: Importer, mapping: SourceMapping, source: str
) -> Prepared:
    """`source` and identifier say which record is meant, whatever the mapping says of them: two partners may number alike."""
    row = Row(identifier, dict(columns))
    try:
        values = mapping.map_row(row.values) | {"source": source, "source_id": identifier[:255]}
    except FieldError as error:
        return Prepared(row, rejections=[reject_field(row, error)])
    rejections: list[Rejection] = []
    while True:
        try:
            return Prepared(row, importer.read(dict(values)), rejections)
        except FieldError as error:
            if error.field not in mapping.leave_out or error.field not in values:
                return Prepared(row, None, [*rejections, reject_field(row, error)])
            del values[error.field]
            rejections.append(leave_field_out(row, error))


def _refuse(item: HarvestedItem, problem: str) -> Prepared:
    values = {"identifier": item.identifier, "metadata": item.metadata.decode("utf-8", errors="replace")}
    return Prepared(Row(item.identifier, values), rejections=[Rejection(item.identifier, problem, write_raw(values))])
