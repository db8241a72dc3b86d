"""Partner packages: a ZIP with `manifest.json`, which names the SHA-256 of every other file, beside a detached signature.

`object-id.json`: the records. `photos/`: their pictures. `log.jsonl`: what happened to the package so far, each line chained to
the one before. The same content gives the same bytes.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from museion.exchange.formats.chains import Line, find_break

FORMAT = "museion-package/1"
MANIFEST, RECORDS, LOG, PHOTOS = "manifest.json", "object-id.json", "log.jsonl", "photos/"
MOST_FILES = 5_000
LARGEST_FILE = 64 * 1024 * 1024
LARGEST_WHOLE = 512 * 1024 * 1024
_MOMENT = (1980, 1, 1, 0, 0, 0)
_STATED = ("id", "sender", "recipient", "purpose", "release_level")


class PackageError(Exception):
    """The package cannot be taken; `kind` names the reason for programs, the message for people."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package whose every file fits its hash."""

    manifest: dict[str, Any]
    records: list[dict[str, Any]]
    log: list[Line]
    photos: dict[str, bytes] = field(default_factory=dict)


def write_package(
    manifest: Mapping[str, Any], records: list[Any], log: list[Line], photos: Mapping[str, bytes]
) -> bytes:
    files = {
        RECORDS: orjson.dumps(records, option=orjson.OPT_INDENT_2, default=str),
        LOG: b"".join(orjson.dumps(line, option=orjson.OPT_SORT_KEYS) + b"\n" for line in log),
        **{PHOTOS + name: content for name, content in sorted(photos.items())},
    }
    hashes = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} for name, content in files.items()
    }
    whole = {"format": FORMAT, **manifest, "files": hashes}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: orjson.dumps(whole, option=orjson.OPT_INDENT_2), **files}.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def open_package(content: bytes) -> OpenedPackage:
    """Raises `PackageError` with the first thing that is wrong."""
    files = _unpack(content)
    manifest = _read_json(files.pop(MANIFEST, b""), MANIFEST)
    if manifest.get("format") != FORMAT:
        raise PackageError("unknown-format", f"the manifest says {manifest.get('format')!r}, expected {FORMAT}")
    if missing := [name for name in _STATED if not manifest.get(name)]:
        raise PackageError("bad-manifest", f"the manifest lacks {', '.join(missing)}")
    _check_hashes(files, manifest.get("files"))
    log = _read_log(files.get(LOG, b""))
    records = orjson.loads(files.get(RECORDS, b"[]"))
    photos = {name.removeprefix(PHOTOS): held for name, held in files.items() if name.startswith(PHOTOS)}
    return OpenedPackage(manifest, records if isinstance(records, list) else [], log, photos)


def _unpack(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, RuntimeError, ValueError) as error:
        raise PackageError("not-a-zip", f"this is no whole ZIP archive: {error}") from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_FILES or len(set(names)) != len(names):
        raise PackageError("bad-archive", f"more than {MOST_FILES} files, or a name twice")
    for entry in entries:
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/"):
            raise PackageError("bad-archive", f"the name {entry.filename!r} leads outside the archive")
        if entry.file_size > LARGEST_FILE or entry.flag_bits & 0x1:
            raise PackageError(
                "bad-archive", f"{entry.filename} is larger than {LARGEST_FILE // 1024**2} MiB, or encrypted"
            )
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise PackageError("bad-archive", f"unpacked it is larger than {LARGEST_WHOLE // 1024**2} MiB")


def _check_hashes(files: Mapping[str, bytes], stated: Any) -> None:
    if not isinstance(stated, dict) or stated.keys() != files.keys():
        odd = sorted(set(files) ^ set(stated if isinstance(stated, dict) else ()))
        raise PackageError(
            "wrong-files", f"the manifest and the archive differ in {', '.join(odd[:5]) or 'their files'}"
        )
    for name, content in files.items():
        entry = stated[name]
        if not isinstance(entry, dict) or entry.get("sha256") != hashlib.sha256(content).hexdigest():
            raise PackageError(
                "wrong-hash", f"{name} is not the file that the manifest was written for: its SHA-256 differs"
            )


def _read_json(content: bytes, name: str) -> dict[str, Any]:
    try:
        held = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise PackageError("bad-manifest", f"{name} is missing or no JSON: {error}") from error
    if not isinstance(held, dict):
        raise PackageError("bad-manifest", f"{name} is no object")
    return held


def _read_log(content: bytes) -> list[Line]:
    lines = [_read_json(line, LOG) for line in content.splitlines() if line.strip()]
    if problem := find_break(lines):
        raise PackageError("broken-log", problem)
    return lines
