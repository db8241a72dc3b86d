"""The input of a request, so that what has arrived can be put in the place of the server's own."""

import tempfile
from collections.abc import Callable, Iterable
from typing import IO, Any

INPUT = "wsgi.input"
_PIECE_BYTES = 1 << 16
_MEMORY_BYTES = 1 << 20


class Body:
    """First the server's input; after `arrive` what was read of it, in memory or in a file of the system's."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def arrive(self, size: int) -> None:
        """Waits for it: the thread that asks is held by who sends. What breaks off is shorter than was told."""
        held: IO[bytes] = tempfile.SpooledTemporaryFile(_MEMORY_BYTES)  # noqa: SIM115 (its reader comes later)
        while size and (piece := self._stream.read(min(size, _PIECE_BYTES))):
            held.write(piece)
            size -= len(piece)
        held.seek(0)
        self._stream = held

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def readline(self, size: int = -1) -> bytes:
        return self._stream.readline(size)


def hold_bodies(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Around the whole site, for `uploads.UploadMiddleware`."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[INPUT] = Body(environ[INPUT])
        return application(environ, start_response)

    return answer
