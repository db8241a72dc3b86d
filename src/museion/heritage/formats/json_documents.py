"""Documents of JSON one after the other: a single one, an array of them, or one a line."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

_HEAD = 1024
_BLANKS = b" \t\r\n\xef\xbb\xbf"


class UnreadableJsonError(ValueError):
    """From here on the file is no JSON."""


def iterate_documents(stream: BinaryIO) -> Iterator[Any]:
    """Never more than one in memory. Raises `UnreadableJsonError` where the file breaks."""
    beginning = _Begun(stream)
    prefix = "item" if beginning.head.lstrip(_BLANKS).startswith(b"[") else ""
    try:
        yield from ijson.items(beginning, prefix, multiple_values=True, use_float=True)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise UnreadableJsonError(f"not JSON from here on: {error}") from error


class _Begun:
    """A stream whose beginning was looked at, without a byte order mark."""

    def __init__(self, stream: BinaryIO) -> None:
        self.head, self._stream = stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf"), stream

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        if self.head:
            head, self.head = self.head, b""
            return head
        return self._stream.read(size)
