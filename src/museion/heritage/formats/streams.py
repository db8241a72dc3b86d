"""Streams whose beginning was looked at before the rest is read."""

from typing import BinaryIO


class Begun:
    """Gives what was read already once more, then the rest."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._stream.read(size)
