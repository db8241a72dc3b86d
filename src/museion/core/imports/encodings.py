"""Which encoding a text is in: its byte order mark, else UTF-8, else a guess; and UTF-16 or 32 turned into UTF-8."""

import codecs
import io

from charset_normalizer import from_bytes

from museion.core.imports.streams import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = "cp1252"
# What office programs and museum systems of the last thirty years write; the guess is poor among a hundred encodings.
_IN_USE = [
    *("cp1250", "cp1251", _WESTERN, "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "tis_620"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
SAMPLE_BYTES = 1024 * 1024
_GUESS_BYTES = 32 * 1024
# Text of another encoding is UTF-8 by chance in few lines, and hardly ever in half of them.
_ENOUGH = 0.5


def guess_encoding(sample: bytes) -> str:
    """A text of which half the lines are UTF-8 is UTF-8 with broken lines, which are then reported one by one."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if sample[1:2] == b"\0" and sample[3:4] == b"\0":
        return "utf-16-le"
    lines = [line for line in sample.split(b"\n")[: -1 if len(sample) >= SAMPLE_BYTES else None] if not line.isascii()]
    if sum(map(_is_utf8, lines)) >= _ENOUGH * len(lines):
        return "utf-8"
    return _guess_single_bytes(b"\n".join(lines)[:_GUESS_BYTES])


def _guess_single_bytes(sample: bytes) -> str:
    """Among equally likely encodings the Western one: short texts in it also look like good Central European."""
    matches = list(from_bytes(sample, cp_isolation=_IN_USE))
    if not matches:
        return _WESTERN
    best = (matches[0].chaos, matches[0].coherence)
    equal = (match for match in matches if (match.chaos, match.coherence) == best)
    return _WESTERN if any(_WESTERN in match.could_be_from_charset for match in equal) else matches[0].encoding


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Sampled(io.RawIOBase):
    """A stream of which the beginning was read already; a failure met there is raised once the beginning is used up."""

    def __init__(self, inner: io.BufferedReader) -> None:
        self._inner = inner
        self._failure: UnreadableFileError | None = None
        self._rest = self.sample = self._take_sample()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        if not self._rest and self._failure:
            raise self._failure
        part = self._rest[: len(buffer)] or self._inner.read1(len(buffer))
        self._rest = self._rest[len(part) :]
        buffer[: len(part)] = part
        return len(part)

    def skip(self, count: int) -> None:
        self._rest = self._rest[count:]

    def _take_sample(self) -> bytes:
        parts: list[bytes] = []
        size = 0
        try:
            while size < SAMPLE_BYTES and (part := self._inner.read1(SAMPLE_BYTES)):
                parts.append(part)
                size += len(part)
        except UnreadableFileError as error:
            self._failure = error
        return b"".join(parts)


class _Transcoded(io.RawIOBase):
    """Bytes of an encoding whose line ends are not single bytes, as UTF-8."""

    def __init__(self, inner: io.RawIOBase, encoding: str) -> None:
        self._inner = inner
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        while not self._rest:
            data = self._inner.read(64 * 1024) or b""
            self._rest = self._decoder.decode(data, final=not data).encode()
            if not data and not self._rest:
                return 0
        part = self._rest[: len(buffer)]
        self._rest = self._rest[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def open_text(stream: io.BufferedReader, stated: str = "") -> tuple[io.BufferedReader, str]:
    """The stream, without its byte order mark, and an encoding in which a line feed is one byte."""
    sampled = _Sampled(stream)
    encoding = codecs.lookup(stated).name if stated else guess_encoding(sampled.sample)
    if encoding.startswith(("utf-16", "utf-32")):
        return io.BufferedReader(_Transcoded(sampled, encoding)), "utf-8"
    if sampled.sample.startswith(codecs.BOM_UTF8):
        sampled.skip(len(codecs.BOM_UTF8))
    return io.BufferedReader(sampled, 256 * 1024), "utf-8" if encoding in {"utf-8-sig", "ascii"} else encoding
