"""Compressed streams that stop at a limit and say what is wrong instead of raising a dozen libraries' errors."""

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from museion.core.wording import Wording

# A text rarely packs tighter than 1:30; gzip itself ends at 1:1032.
LARGEST_RATIO = 200
FREE_BYTES = 64 * 1024 * 1024
LARGEST_BYTES = 16 * 1024**3
# A ZIP whose table of contents points to nowhere raises a bare ValueError.
BROKEN = (
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    OSError,
    NotImplementedError,
    ValueError,
)


class UnreadableFileError(Exception):
    """The file, or the rest of it, cannot be read; the message says why in the reader's words."""


class LimitedStream(io.RawIOBase):
    """Reads `inner`, which unpacks; `count_packed` tells how many bytes went in."""

    def __init__(self, inner: Any, count_packed: Callable[[], int]) -> None:
        # `read` gathers until it has all or fails, and then loses what came before the failure; `read1` does not.
        self._read: Callable[[int], bytes] = inner.read1
        self._count_packed = count_packed
        self._unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        try:
            data = self._read(len(buffer))
        except BROKEN as error:
            raise UnreadableFileError(describe_break(error)) from error
        self._unpacked += len(data)
        self._check_size()
        buffer[: len(data)] = data
        return len(data)

    def _check_size(self) -> None:
        if self._unpacked <= FREE_BYTES:
            return
        if self._unpacked > LARGEST_BYTES or self._unpacked > LARGEST_RATIO * max(self._count_packed(), 1):
            told = Wording(
                "unpacks to more than %(unpacked)s MiB from %(packed)s KiB: it looks like an archive bomb, and the rest was not read",
                unpacked=str(self._unpacked // 1024**2),
                packed=str(self._count_packed() // 1024),
            )
            raise UnreadableFileError(told)


def describe_break(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return Wording("the compressed data ends too early: the file was cut; the rows before the cut were read")
    return Wording("the compressed data is damaged (%(why)s); the rows before the damage were read", why=str(error))


def limit_stream(inner: Any, count_packed: Callable[[], int]) -> io.BufferedReader:
    return io.BufferedReader(LimitedStream(inner, count_packed), 256 * 1024)
