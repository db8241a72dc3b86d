"""Which encoding a text is in: its byte order mark, else UTF-8, else a guess; and UTF-16 or 32 turned into UTF-8."""

import codecs
import io

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 1024 * 1024
_GUESS_BYTES = 32 * 1024
_ENOUGH = 0.9


def guess_encoding(sample: bytes) -> str:
    """A text of which nine lines in ten are UTF-8 is UTF-8 with broken lines, which are then reported one by one."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if sample[1:2] == b"\0" and sample[3:4] == b"\0":
        return "utf-16-le"
    lines = [line for line in sample.split(b"\n")[: -1 if len(sample) >= SAMPLE_BYTES else None] if not line.isascii()]
    if sum(map(_is_utf8, lines)) >= _ENOUGH * len(lines):
        return "utf-8"
    best = from_bytes(b"\n".join(lines)[:_GUESS_BYTES]).best()
    return best.encoding if best else "cp1252"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Transcoded(io.RawIOBase):
    """Bytes of an encoding whose line ends are not single bytes, as UTF-8."""

    def __init__(self, inner: io.BufferedReader, encoding: str) -> None:
        self._inner = inner
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        while not self._rest:
            data = self._inner.read(64 * 1024)
            self._rest = self._decoder.decode(data, final=not data).encode()
            if not data and not self._rest:
                return 0
        part = self._rest[: len(buffer)]
        self._rest = self._rest[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def open_text(stream: io.BufferedReader, stated: str = "") -> tuple[io.BufferedReader, str]:
    """The stream, without its byte order mark, and an encoding in which a line feed is one byte."""
    sample_stream = io.BufferedReader(stream, SAMPLE_BYTES)  # type: ignore[type-var]
    sample = sample_stream.peek(SAMPLE_BYTES)
    encoding = codecs.lookup(stated).name if stated else guess_encoding(sample)
    if encoding.startswith(("utf-16", "utf-32")):
        encoding, sample_stream = "utf-8", io.BufferedReader(_Transcoded(sample_stream, encoding))
        sample = sample_stream.peek()
    if sample.startswith(codecs.BOM_UTF8):
        sample_stream.read(len(codecs.BOM_UTF8))
    return sample_stream, "utf-8" if encoding in {"utf-8-sig", "ascii"} else encoding
