"""Documents of JSON one after the other: a single one, an array of them, or one a line."""

import codecs
from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

from museion.core.json_depth import DepthGuard, TooDeepError
from museion.core.wording import Wording
from museion.heritage.formats.streams import Begun

_HEAD = 1024


class UnreadableJsonError(ValueError):
    """From here on the file is no JSON."""


def iterate_documents(stream: BinaryIO) -> Iterator[Any]:
    """Never more than one in memory. Raises `UnreadableJsonError` where the file breaks."""
    head = stream.read(_HEAD).removeprefix(codecs.BOM_UTF8)
    prefix = "item" if head.lstrip().startswith(b"[") else ""
    try:
        yield from ijson.items(DepthGuard(Begun(head, stream)), prefix, multiple_values=True, use_float=True)
    except (ijson.JSONError, TooDeepError, UnicodeDecodeError) as error:
        raise UnreadableJsonError(Wording("not JSON from here on: %(why)s", why=str(error))) from error
