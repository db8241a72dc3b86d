"""Files kept once, under the SHA-256 of their bytes: `files/ab/cd/abcd….jpg`."""

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PIECE = 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]+)*")


class InvalidFileNameError(ValueError):
    """The name is none that a store gives; it may come from an address somebody typed."""


class FileTooLargeError(ValueError):
    """More bytes came than may be kept; nothing is."""


def name_content(content: bytes, suffix: str) -> str:
    return hashlib.sha256(content).hexdigest() + suffix


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder of files by content. Writing the same bytes twice writes once; a crash leaves no half file."""

    folder: Path

    def keep(self, content: bytes, suffix: str) -> str:
        """The name under which the bytes are kept; `suffix` as in `.jpg`."""
        name = name_content(content, suffix)
        path = self.get_path(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(content)
            Path(file.name).replace(path)
        return name

    def keep_stream(self, stream: IO[bytes], suffix: str, *, most: int) -> str:
        """As `keep`, a piece at a time: what is kept may be larger than memory. Raises `FileTooLargeError` past `most` bytes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            written = Path(file.name)
            try:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    if size > most:
                        raise FileTooLargeError(f"more than {most} bytes")
                    digest.update(piece)
                    file.write(piece)
            except BaseException:
                written.unlink()
                raise
        path = self.get_path(digest.hexdigest() + suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        written.replace(path)
        return path.name

    def get_path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise InvalidFileNameError(f"{name[:80]!r} is no name of a kept file")
        return self.folder / name[:2] / name[2:4] / name

    def read(self, name: str) -> bytes:
        return self.get_path(name).read_bytes()
