"""A JSON array of objects, of any length, never whole in memory."""

from collections.abc import Iterator

import ijson
import orjson

from museion.core.imports.encodings import open_text
from museion.core.imports.rows import RAW_LENGTH, BadRow, Format, Member, Row
from museion.core.json_depth import DepthGuard, TooDeepError
from museion.core.wording import Wording, get_message


def read_json_array(member: Member, form: Format) -> Iterator[Row | BadRow]:
    """`form.path` names the array in a larger document, as `result.records`; without it the document is the array."""
    stream, _ = open_text(member.stream, form.encoding or "utf-8")
    prefix = f"{form.path}.item" if form.path else "item"
    number = 0
    try:
        for values in ijson.items(DepthGuard(stream), prefix, use_float=True):
            number += 1
            yield _check_item(f"{member.name}, item {number}", values)
    except (ijson.JSONError, TooDeepError, UnicodeDecodeError) as error:
        yield BadRow(
            f"{member.name}, after item {number}",
            Wording("not JSON from here on: %(why)s", why=get_message(error)),
            is_cut=True,
        )
        return
    if not number:
        where = form.path or Wording("the top")
        yield BadRow(member.name, Wording("no item of an array at %(where)s was found", where=where))


def _check_item(place: str, values: object) -> Row | BadRow:
    if not isinstance(values, dict):
        return BadRow(place, Wording("not a JSON object with columns"), str(values)[:RAW_LENGTH])
    try:
        raw = orjson.dumps(values, default=str)
    except TypeError as error:
        told = Wording("a text or number that JSON does not allow: %(why)s", why=str(error))
        return BadRow(place, told, ascii(values)[:RAW_LENGTH])
    if b"\\u0000" in raw:
        return BadRow(place, Wording("a text holds a NUL character"), raw[:RAW_LENGTH].decode(errors="replace"))
    return Row(place, values)
