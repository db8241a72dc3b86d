"""Objects as a table (RFC 4180): one row an object, in two profiles that differ by their headings alone.

`object-id`: headings are the fields of Object ID as they are called here. `spectrum`: headings are units of information as
collections management calls them, in our own words. A text of a language stands under `heading@tag`; what has parts is spread
over numbered columns (`maker 1 name`, `maker 1 role`). Everything that is written comes back; `UNWRITTEN` names the rest.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from museion.core.tables import UnreadableTableError, guess_delimiter, make_cell_safe, name_line, read_safe_cell
from museion.core.wording import Wording
from museion.heritage.formats.describing import DescribedObject, write_iso_day

UNWRITTEN = (
    "photographs as files",
    "custody events beside the provenance as written",
    "access and sources of the record",
)
_TEXTS = (
    "title", "object_type", "object_type_broad", "materials_techniques", "distinguishing_features", "subject", "period",
    "description", "place_of_origin", "place_of_discovery",
)  # fmt: skip
_LINES = (
    "inventory_number",
    "measurements_text",
    "date_text",
    "date_edtf",
    "credit_line",
    "provenance",
    "rights",
    "source_url",
)
_LISTS = ("materials", "techniques", "related_written_material", "external_images")
_PARTS = {
    "makers": "maker",
    "measurements": "measurement",
    "inscriptions_markings": "inscription",
    "related_objects": "related object",
}
_DAYS = ("date_earliest", "date_latest", "date_documented")
_NUMBERS = frozenset({"value", "normalised"})
_SPECTRUM = {
    "inventory_number": "object number",
    "object_type": "object name",
    "object_type_broad": "object category",
    "title": "title",
    "description": "brief description",
    "distinguishing_features": "distinguishing features",
    "materials_techniques": "material and technique",
    "materials": "material",
    "techniques": "technique",
    "measurements_text": "dimensions as written",
    "date_text": "object production date",
    "date_edtf": "object production date (EDTF)",
    "date_earliest": "object production date - earliest",
    "date_latest": "object production date - latest",
    "period": "object production period",
    "place_of_origin": "object production place",
    "place_of_discovery": "field collection place",
    "subject": "content - subject",
    "provenance": "ownership history",
    "credit_line": "credit line",
    "rights": "rights",
    "related_written_material": "reference",
    "external_images": "reproduction - location",
    "source_url": "record address",
    "date_documented": "recording date",
    "makers": "object production person",
    "measurements": "dimension",
    "inscriptions_markings": "inscription",
    "related_objects": "related object",
}
_FIELDS = (*_LINES, *_TEXTS, *_LISTS, *_PARTS, *_DAYS)
PROFILES: dict[str, dict[str, str]] = {
    "object-id": {name: _PARTS.get(name, name) for name in _FIELDS},
    "spectrum": _SPECTRUM,
}
_BAR = re.compile(r"(?<!\\)\|")


def write_object_table(objects: Iterable[DescribedObject], profile: str = "object-id") -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets expect. Columns that no object fills are left out."""
    headings = PROFILES[profile]
    rows = [dict(_spread(described.values, headings)) for described in objects]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([make_cell_safe(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read_object_table(
    stream: BinaryIO, *, encoding: str = "utf-8-sig", unknown: list[str] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where a row stands ("line 7") and its values by field. Raises `UnreadableTableError` for another table.

    `unknown`: filled with the headings that no field has. Commas, semicolons or tabs cut the cells, as the headings show.
    """
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        first = text.readline()
        reader = csv.reader(chain([first], text), delimiter=guess_delimiter(first))
        yield from _read_rows(reader, unknown if unknown is not None else [])
    finally:
        if not stream.closed:
            text.detach()  # Whoever opened the stream goes on with it; a wrapper that is let go closes it.


def _read_rows(reader: Any, unknown: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    with name_line(reader):
        columns = [heading.strip() for heading in next(reader, [])]
        headings = max(PROFILES.values(), key=lambda profile: sum(_is_known(column, profile) for column in columns))
        unknown += [column for column in columns if column and not _is_known(column, headings)]
        if len(unknown) == len([*filter(None, columns)]):
            known = list(headings.values())[:4]
            raise UnreadableTableError(
                Wording("line 1: no heading of an object's table, such as %(names)s", names=known)
            )
        for cells in reader:
            if any(cells):
                filled = {column: read_safe_cell(cell) for column, cell in zip(columns, cells, strict=False) if cell}
                yield f"line {reader.line_num}", _gather(filled, headings)


def _spread(values: Mapping[str, Any], headings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, heading in headings.items():
        held = values.get(name)
        if not held:
            continue
        if name in _TEXTS:
            yield from ((heading if tag == "und" else f"{heading}@{tag}", text) for tag, text in held.items())
        elif name in _LISTS:
            yield heading, " | ".join(str(each).replace("|", r"\|") for each in held)
        elif name in _PARTS:
            yield from _spread_parts(heading, held)
        elif name in _DAYS:
            yield heading, write_iso_day(held) if isinstance(held, int) else str(held)
        else:
            yield heading, str(held)


def _spread_parts(heading: str, entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(entries, 1):
        for part, value in entry.items():
            if value not in (None, ""):
                yield f"{heading} {number} {part}", repr(value) if isinstance(value, float) else str(value)


def _gather(filled: Mapping[str, str], headings: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, heading in headings.items():
        if name in _TEXTS:
            texts = {tag or "und": text for column, text in filled.items() for tag in _find_tag(column, heading)}
            if texts:
                values[name] = texts
        elif name in _PARTS:
            if entries := _gather_parts(filled, heading):
                values[name] = entries
        elif heading in filled:
            text = filled[heading]
            values[name] = [each.strip().replace(r"\|", "|") for each in _BAR.split(text)] if name in _LISTS else text
    return values


def _find_tag(column: str, heading: str) -> tuple[str, ...]:
    """The language of a column of this heading; nothing for another heading's."""
    name, _, tag = column.partition("@")
    return (tag,) if name == heading else ()


def _gather_parts(filled: Mapping[str, str], heading: str) -> list[dict[str, Any]]:
    entries: dict[int, dict[str, Any]] = {}
    pattern = re.compile(rf"{re.escape(heading)} (\d{{1,3}}) (\w+)")
    for column, text in filled.items():
        if match := pattern.fullmatch(column):
            entries.setdefault(int(match[1]), {})[match[2]] = _read_part(match[2], text)
    return [entries[number] for number in sorted(entries)]


def _read_part(part: str, text: str) -> Any:
    try:
        return float(text) if part in _NUMBERS else text
    except ValueError:
        return text


def _is_known(column: str, headings: Mapping[str, str]) -> bool:
    """A heading of parts alone ("measurements") holds nothing that is read: each part has its column."""
    plain, parts = re.subn(r" \d{1,3} \w+\Z", "", column.partition("@")[0])
    return plain in {heading for name, heading in headings.items() if (name in _PARTS) == bool(parts)}
