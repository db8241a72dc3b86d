"""How the contents of publications are kept: packed together with what records of their kind and format have in common.

Records of one form are alike, so each is packed with a few others as zlib's preset dictionary: a quarter of the size otherwise. The
packed bytes name their dictionary by its checksum (RFC 1950, 2.2), so that each row can be read, whenever it was written.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from museion.exchange.models import PackingSample

_LEVEL = 6
_LARGEST = 16 * 1024
_FEWEST = 20  # of fewer records nobody can say what the next ones are like
_HAS_DICTIONARY = 0x20
Pack = Callable[[bytes], bytes]


def get_packers(kind: str, written: Mapping[str, Sequence[bytes]]) -> dict[str, Pack]:
    """By format. `written`: contents that are to be packed; where they are enough, they become the sample of those that follow."""
    samples = dict(PackingSample.objects.filter(kind=kind).values_list("prefix", "content"))
    for prefix, contents in written.items():
        if prefix not in samples and len(contents) >= _FEWEST:
            samples[prefix] = _keep_sample(kind, prefix, contents)
    return {prefix: _make_packer(bytes(samples.get(prefix, b""))) for prefix in written}


def _keep_sample(kind: str, prefix: str, contents: Sequence[bytes]) -> bytes:
    """Nothing where another sample has the same checksum, which must stay what it is; the next records will differ."""
    held = b"".join(contents[:_FEWEST])[-_LARGEST:]
    _, is_new = PackingSample.objects.get_or_create(
        checksum=zlib.adler32(held), defaults={"kind": kind, "prefix": prefix, "content": held}
    )
    return held if is_new else b""


def _make_packer(sample: bytes) -> Pack:
    fresh = zlib.compressobj(_LEVEL, zdict=sample) if sample else zlib.compressobj(_LEVEL)

    def pack(content: bytes) -> bytes:
        packer = fresh.copy()
        return packer.compress(content) + packer.flush()

    return pack


def unpack(packed: bytes) -> bytes:
    """Of what is deleted nothing is kept, and nothing comes."""
    if not packed:
        return b""
    if not packed[1] & _HAS_DICTIONARY:
        return zlib.decompress(packed)
    unpacker = zlib.decompressobj(zdict=_get_sample(int.from_bytes(packed[2:6], "big")))
    return unpacker.decompress(packed)


@lru_cache(maxsize=512)
def _get_sample(checksum: int) -> bytes:
    return bytes(PackingSample.objects.values_list("content", flat=True).get(checksum=checksum))
