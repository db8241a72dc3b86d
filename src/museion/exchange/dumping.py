"""Everything of one kind in one format as one packed stream, however much it is: JSON Lines of JSON-LD, or XML."""

import zlib
from collections.abc import Iterator

from museion.exchange.formats.columns import find_wrapped_json
from museion.exchange.models import Publication
from museion.exchange.stored import unpack

_BATCH = 500
_GZIP = 31  # zlib's number for the largest window in the gzip format


def iterate_dump(kind: str, prefix: str) -> Iterator[bytes]:
    """Gzip. Each batch is a read of its own, so that a slow reader holds nothing up."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    yield packer.compress(b"")
    for part in _iterate_parts(kind, prefix):
        if packed := packer.compress(part):
            yield packed
    yield packer.flush()


def _iterate_parts(kind: str, prefix: str) -> Iterator[bytes]:
    contents = _iterate_contents(kind, prefix)
    first = next(contents, b"")
    is_json = bool(first) and bool(find_wrapped_json(first))
    if is_json:
        yield find_wrapped_json(first).replace(b"\n", b" ") + b"\n"
        for content in contents:
            yield find_wrapped_json(content).replace(b"\n", b" ") + b"\n"
        return
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<records>\n'
    yield first
    for content in contents:
        yield b"\n" + content
    yield b"\n</records>\n"


def _iterate_contents(kind: str, prefix: str) -> Iterator[bytes]:
    last = 0
    while True:
        rows = Publication.objects.filter(kind=kind, prefix=prefix, is_deleted=False, id__gt=last).order_by("id")
        batch = list(rows.values_list("id", "content")[:_BATCH])
        if not batch:
            return
        last = batch[-1][0]
        yield from (unpack(bytes(content)) for _, content in batch)
