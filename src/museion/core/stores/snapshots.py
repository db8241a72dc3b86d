"""What a home held at one moment, as pieces in a vault: the database, the files that nothing can make anew, the secret and the keys.

The index, thumbnails and tiles are made again from these. Whatever else lies in the home is kept, so that a new folder of a room is in
every backup without a line here. Files come after the database, so every file that it names is there.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from museion.core.stores.measuring import Measure, read_measure
from museion.core.stores.vault import NOTE, Vault, VaultError, write_whole

PIECE_BYTES = 1 << 20
_PIECE = re.compile(rb"[0-9a-f]{64}")
_LEFT_OUT = (
    "museion.sqlite3",  # put away as of one moment, not as a file that is being written
    "index/",
    "vectors/",
    "open-data/",
    "static/",
    "roster.npz",
    "files/thumbnails/",
    "files/tiles/",
    "files/page-pictures/",
    "screening/photos/",
    "screening/texts/",
    "screening/seen/",
    "sample-catalogues/",
    "mail/",  # letters that nobody sends; they hold links that open accounts
    ".",  # what shells and programs leave in a service's own folder
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """`pieces` in order; size and `modified_ns` tell whether the file must be read again."""

    size: int
    modified_ns: int
    mode: int
    sha256: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`database`: by table on PostgreSQL, one file on SQLite. `migrations`: those whose tables they are."""

    taken_at: str
    vendor: str
    migrations: tuple[str, ...]
    database: dict[str, KeptFile]
    files: dict[str, KeptFile]
    measure: Measure

    def list_pieces(self) -> set[str]:
        return {piece for held in (*self.database.values(), *self.files.values()) for piece in held.pieces}


def make_name(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H%M%S.%fZ")


def list_snapshots(vault: Vault) -> list[str]:
    """Oldest first."""
    return sorted(path.name for path in (vault.folder / "snapshots").glob("*Z"))


def read_snapshot(vault: Vault, name: str) -> Snapshot:
    path = vault.folder / "snapshots" / name
    if not path.is_file():
        raise VaultError(f"there is no snapshot {name}")
    told = orjson.loads(vault.get(_read_piece_name(path)))
    return Snapshot(
        taken_at=told["taken_at"],
        vendor=told["vendor"],
        migrations=tuple(told["migrations"]),
        database=_read_files(told["database"]),
        files=_read_files(told["files"]),
        measure=read_measure(told["measure"]),
    )


def _read_piece_name(path: Path) -> str:
    name = path.read_bytes().strip()
    if not _PIECE.fullmatch(name):
        raise VaultError(f"the snapshot {path.name} is damaged; take {path} from a copy, or remove it")
    return name.decode()


def write_snapshot(vault: Vault, name: str, snapshot: Snapshot) -> None:
    """Last of all: a backup that was broken off leaves pieces that the next one uses, and no snapshot."""
    piece = vault.put(orjson.dumps(asdict(snapshot)))
    write_whole(vault.folder / "snapshots" / name, piece.encode())


def prune(vault: Vault, keep: int) -> int:
    """Forget all but the newest snapshots, and the pieces that only those held; returns the bytes that became free.

    Raises `VaultError`, and forgets nothing, when one of the newest cannot be read: nobody knows then which pieces it needs.
    """
    names = list_snapshots(vault)
    needed: set[str] = set()
    for name in names[-keep:]:
        needed |= read_snapshot(vault, name).list_pieces()
        needed.add(_read_piece_name(vault.folder / "snapshots" / name))
    for name in names[:-keep]:
        (vault.folder / "snapshots" / name).unlink()
    return sum(vault.remove(piece) for piece in list(vault.iterate_names()) if piece not in needed)


def keep_files(vault: Vault, home: Path, before: Mapping[str, KeptFile]) -> dict[str, KeptFile]:
    """`before`: the last snapshot's files, which are not read again where size and time are the same."""
    held = {}
    for name, path in _iterate_files(home):
        with suppress(FileNotFoundError):  # an upload that was being written, and has its own name by now
            held[name] = keep_file(vault, path, before.get(name))
    return held


def keep_file(vault: Vault, path: Path, before: KeptFile | None = None) -> KeptFile:
    told = path.stat()
    is_same = before and (before.size, before.modified_ns) == (told.st_size, told.st_mtime_ns)
    if before and is_same and all(map(vault.holds, before.pieces)):
        return before
    digest, pieces = hashlib.sha256(), []
    with path.open("rb") as file:
        while content := file.read(PIECE_BYTES):
            digest.update(content)
            pieces.append(vault.put(content))
    return KeptFile(told.st_size, told.st_mtime_ns, told.st_mode & 0o777, digest.hexdigest(), tuple(pieces))


def put_back(vault: Vault, held: KeptFile, path: Path) -> None:
    """Byte for byte, or a `VaultError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for content in map(vault.get, held.pieces):
            digest.update(content)
            file.write(content)
    path.chmod(held.mode)
    if digest.hexdigest() != held.sha256:
        raise VaultError(f"{path.name} is not what was put in")


def _iterate_files(home: Path) -> Iterator[tuple[str, Path]]:
    for place, folders, files in os.walk(home, followlinks=True):
        if NOTE in files:  # a folder of backups, which would hold itself
            folders.clear()
            continue
        inside = Path(place).relative_to(home)
        folders[:] = sorted(name for name in folders if not f"{(inside / name).as_posix()}/".startswith(_LEFT_OUT))
        for name in sorted(files):
            told = (inside / name).as_posix()
            if not told.startswith(_LEFT_OUT) and not told.endswith(".lock"):
                yield told, home / told


def _read_files(told: Mapping[str, Any]) -> dict[str, KeptFile]:
    return {name: KeptFile(**{**held, "pieces": tuple(held["pieces"])}) for name, held in told.items()}
