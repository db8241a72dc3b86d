"""Readers of the formats that partners send, and which of them a file needs."""

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path, PurePosixPath

from museion.core.imports.archives import is_workbook, open_members
from museion.core.imports.readers.delimited import read_delimited
from museion.core.imports.readers.json_array import read_json_array
from museion.core.imports.readers.json_lines import read_json_lines
from museion.core.imports.readers.room import read_by_room
from museion.core.imports.readers.whole import read_whole
from museion.core.imports.readers.workbook import read_workbook
from museion.core.imports.rows import BadRow, Format, Member, Reader, Row
from museion.core.imports.streams import UnreadableFileError
from museion.core.wording import get_message

READERS: dict[str, Reader] = {
    "csv": read_delimited,
    "tsv": read_delimited,
    "json": read_json_array,
    "jsonl": read_json_lines,
    "xlsx": read_workbook,
}
_SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def read_rows(path: Path, handle: BufferedReader, form: Format) -> Iterator[Row | BadRow]:
    """Every row of a file or archive with its place. Nothing is raised for bad content: it comes as `BadRow`."""
    try:
        if form.name in form.whole_readers:
            yield from read_whole(open_members(path, handle), form)
            return
        for member in open_members(path, handle):
            if isinstance(member, BadRow):
                if not member.member or form.is_wanted(member.member):
                    yield member
            elif form.is_wanted(member.name):
                yield from _read_member(member, form)
    except UnreadableFileError as error:
        yield BadRow(path.name, get_message(error), is_cut=True)


def _read_member(member: Member, form: Format) -> Iterator[Row | BadRow]:
    place = f"{member.name}, at the start"
    try:
        for row in get_reader(member, form)(member, form):
            yield row
            place = f"after {row.place}"
    except UnreadableFileError as error:
        yield BadRow(place, get_message(error), is_cut=True)


def get_reader(member: Member, form: Format) -> Reader:
    """The content decides between the kinds of JSON; the mapping decides where it names a format."""
    if form.name in form.readers:
        return read_by_room
    start = member.stream.peek(64 * 1024)
    if form.name in {"", "json", "jsonl"}:
        text = start.lstrip(b"\xef\xbb\xbf\r\n\t ")
        if text.startswith(b"[") or (text.startswith(b"{") and form.path):
            return read_json_array
        if text.startswith(b"{"):
            return read_json_lines
    if is_workbook(member.name, start):
        return read_workbook
    return READERS[form.name or _SUFFIXES.get(PurePosixPath(member.name).suffix.lower(), "csv")]
