"""Files kept once, under the SHA-256 of their bytes: `files/ab/cd/abcd….jpg`."""

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]+)*")


class InvalidFileNameError(ValueError):
    """The name is none that a store gives; it may come from an address somebody typed."""


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

    def get_path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise InvalidFileNameError(f"{name[:80]!r} is no name of a kept file")
        return self.folder / name[:2] / name[2:4] / name

    def read(self, name: str) -> bytes:
        return self.get_path(name).read_bytes()
