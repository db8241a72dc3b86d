"""The archive that `backup` writes and `restore` reads: a tar of the database, the kept files, the secret, and their SHA-256.

The manifest is the last member, so that an archive that was cut is seen to be.
"""

import hashlib
import io
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import orjson

MANIFEST = "manifest.json"
DATABASE = "museion.sqlite3"
KEPT = ("secret-key", "keys", "files")


class ArchiveError(Exception):
    """The archive cannot be written, or is not whole."""


def write_archive(home: Path, target: Path) -> int:
    """Returns how many files were put away. The database is copied as of one moment while others write."""
    digests: dict[str, str] = {}
    partial = target.with_name(target.name + ".partial")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(partial, "w") as tar:
        copy = Path(folder) / DATABASE
        copy_database(home / DATABASE, copy)
        for name, path in [(DATABASE, copy), *iterate_files(home)]:
            digests[name] = digest_file(path)
            tar.add(path, arcname=name)
        manifest = orjson.dumps({"format": 1, "sha256": digests}, option=orjson.OPT_INDENT_2)
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(manifest)
        tar.addfile(entry, io.BytesIO(manifest))
    partial.replace(target)
    return len(digests)


def copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def iterate_files(home: Path) -> Iterator[tuple[str, Path]]:
    for kept in KEPT:
        path = home / kept
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file():
                yield file.relative_to(home).as_posix(), file


def read_archive(source: Path, home: Path) -> int:
    """Unpack beside the home, check every file, then put it in the home's place; returns how many files there were."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".restoring-") as folder:
        unpacked = Path(folder) / "home"
        try:
            with tarfile.open(source) as tar:
                tar.extractall(unpacked, filter="data")
        except (tarfile.TarError, EOFError) as error:
            raise ArchiveError(f"{source} is not a whole archive: {error}") from error
        digests = read_manifest(unpacked)
        check_files(unpacked, digests)
        if home.exists():
            home.rmdir()
        unpacked.rename(home)
    return len(digests)


def read_manifest(unpacked: Path) -> dict[str, str]:
    path = unpacked / MANIFEST
    if not path.is_file():
        raise ArchiveError("the archive has no manifest: it was cut, or is none of ours")
    digests: dict[str, str] = orjson.loads(path.read_bytes())["sha256"]
    path.unlink()
    return digests


def check_files(unpacked: Path, digests: dict[str, str]) -> None:
    present = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    if present != digests.keys():
        raise ArchiveError(f"missing or unknown in the archive: {', '.join(sorted(present ^ digests.keys())[:5])}")
    for name, digest in digests.items():
        if digest_file(unpacked / name) != digest:
            raise ArchiveError(f"{name} is damaged: its SHA-256 is not the manifest's")
    with closing(sqlite3.connect(unpacked / DATABASE)) as database:
        state = database.execute("PRAGMA integrity_check").fetchone()[0]
    if state != "ok":
        raise ArchiveError(f"the database is damaged: {state}")


def digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
