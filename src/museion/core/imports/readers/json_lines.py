"""JSON Lines: one JSON object a line."""

from collections.abc import Iterator

import orjson

from museion.core.imports.encodings import open_text
from museion.core.imports.lines import LineError, Lines
from museion.core.imports.rows import RAW_LENGTH, BadRow, Format, Member, Row
from museion.core.wording import Wording


def read_json_lines(member: Member, form: Format) -> Iterator[Row | BadRow]:
    stream, encoding = open_text(member.stream, form.encoding)
    form.note_encoding(member.name, encoding)
    lines = Lines(stream, encoding)
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except LineError as error:
            yield BadRow(f"{member.name}, line {error.number}", error.problem, error.raw)
            continue
        if line.isspace():
            continue
        yield _read_line(f"{member.name}, line {lines.number}", line)


def _read_line(place: str, line: str) -> Row | BadRow:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return BadRow(place, Wording("not JSON: %(why)s", why=str(error)), line[:RAW_LENGTH])
    if not isinstance(values, dict):
        return BadRow(place, Wording("not a JSON object with columns"), line[:RAW_LENGTH])
    if "\\u0000" in line:
        return BadRow(place, Wording("a text holds a NUL character"), line[:RAW_LENGTH])
    return Row(place, values)
