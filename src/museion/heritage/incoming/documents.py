"""Readers of files of JSON documents for the importer: a document that is no such thing is told, those after it are read."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from museion.core.imports.registry import BadRecord, RecordReader
from museion.core.wording import get_message
from museion.heritage.formats.json_documents import iterate_documents


def make_reader(word: str, read: Callable[[Any], dict[str, Any]]) -> RecordReader:
    """`word`: what a document is called ("manifest 3"); `read` raises `ValueError` for what is none."""

    def read_stream(stream: BinaryIO) -> Iterator[tuple[str, dict[str, Any] | BadRecord]]:
        for number, document in enumerate(_iterate_records(stream), 1):
            place = f"{word} {number}"
            try:
                values: dict[str, Any] | BadRecord = read(document)
            except ValueError as error:
                values = BadRecord(get_message(error), str(document)[:500])
            yield place, values

    return read_stream


def _iterate_records(stream: BinaryIO) -> Iterator[Any]:
    """A page of the API holds its records as `items`; in a manifest these are canvases."""
    for document in iterate_documents(stream):
        if isinstance(document, dict) and isinstance(document.get("items"), list) and "type" not in document:
            yield from document["items"]
        else:
            yield document
