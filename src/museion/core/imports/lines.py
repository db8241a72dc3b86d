"""Lines of a binary stream with their numbers; a line that cannot be used is an error that leaves the next ones readable."""

import io
from collections import deque

from museion.core.wording import Wording

LONGEST_LINE = 16 * 1024 * 1024


class LineError(ValueError):
    """This line cannot be used; reading goes on with the next."""

    def __init__(self, number: int, problem: str, raw: str = "") -> None:
        super().__init__(problem)
        self.number = number
        self.problem = problem
        self.raw = raw


class Lines:
    """An iterator that survives its own errors, which a generator does not.

    `number`: of the line last handed out. `push_back` makes lines come again, for a reader that took too many for one row.
    """

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self.number = 0
        self._stream = stream
        self._encoding = encoding
        self._again: deque[str] = deque()

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        if self._again:
            self.number += 1
            return self._again.popleft()
        line = self._stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            self._skip_line()
            raise LineError(
                self.number,
                Wording("the line is longer than %(size)s MiB", size=LONGEST_LINE // 1024**2),
                _shorten(line),
            )
        if b"\0" in line:
            raise LineError(self.number, Wording("the line holds a NUL byte"), _shorten(line))
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError as error:
            byte = f"byte 0x{line[error.start]:02X} at position {error.start + 1}"
            raise LineError(
                self.number,
                Wording("the line is not %(encoding)s: %(byte)s", encoding=self._encoding, byte=byte),
                _shorten(line),
            ) from error

    def push_back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)

    def _skip_line(self) -> None:
        while part := self._stream.readline(LONGEST_LINE):
            if part.endswith(b"\n"):
                return


def _shorten(line: bytes) -> str:
    return line[:2000].decode(errors="backslashreplace").replace("\0", "\\0")
