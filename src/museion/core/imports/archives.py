"""Opening a file as the members it holds: itself, or what is inside gzip, zip and tar, never unpacked to disk."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from museion.core.imports.rows import BadRow, Member
from museion.core.imports.streams import (
    BROKEN,
    FREE_BYTES,
    LARGEST_BYTES,
    LARGEST_RATIO,
    UnreadableFileError,
    describe_break,
    limit_stream,
)
from museion.core.wording import Wording, get_message

_GZIP, _ZIP, _TAR_AT_257 = b"\x1f\x8b", b"PK\x03\x04", b"ustar"
_PEEK = 64 * 1024
_IGNORED = ("__MACOSX", ".DS_Store")


def open_members(path: Path, handle: io.BufferedReader) -> Iterator[Member | BadRow]:
    """The files in `path`, in the order of the archive. A member that must not or cannot be opened is a `BadRow`."""
    yield from _peel(path.name, handle, handle.tell)


def _peel(name: str, stream: io.BufferedReader, count_packed: Callable[[], int]) -> Iterator[Member | BadRow]:
    start = stream.peek(_PEEK)
    if start.startswith(_GZIP):
        unpacked = limit_stream(gzip.GzipFile(fileobj=stream), count_packed)
        yield from _peel(_strip_gzip(name), unpacked, count_packed)
    elif start[257:262] == _TAR_AT_257:
        yield from _read_tar(name, stream, count_packed)
    elif start.startswith(_ZIP) and not is_workbook(name, start):
        yield from _read_zip(name, stream)
    else:
        yield Member(name, stream)


def is_workbook(name: str, start: bytes) -> bool:
    return name.lower().endswith((".xlsx", ".xlsm")) or b"[Content_Types].xml" in start[:_PEEK]


def _strip_gzip(name: str) -> str:
    lower = name.lower()
    return name[:-3] if lower.endswith(".gz") else name[:-4] + ".tar" if lower.endswith(".tgz") else name


def _read_tar(name: str, stream: IO[bytes], count_packed: Callable[[], int]) -> Iterator[Member | BadRow]:
    try:
        opened = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115 (closed below; here its first member is read)
    except BROKEN as error:
        raise UnreadableFileError(describe_break(error)) from error
    with opened as archive:
        while True:
            try:
                entry = archive.next()
            except BROKEN as error:
                raise UnreadableFileError(describe_break(error)) from error
            if entry is None:
                return
            # The list of members would grow with the archive.
            archive.members = []  # type: ignore[attr-defined]
            if entry.isdir() or _is_ignored(entry.name):
                continue
            problem = _check_name(entry.name) or (
                "" if entry.isreg() else Wording("it is a link or device, not a file")
            )
            held = None if problem else archive.extractfile(entry)
            if held is None:
                yield _refuse(name, entry.name, problem)
            else:
                yield from _peel(entry.name, limit_stream(held, count_packed), count_packed)


def _read_zip(name: str, stream: io.BufferedReader) -> Iterator[Member | BadRow]:
    if not stream.seekable():
        told = Wording("a zip inside another archive is not read; unpack the outer one first")
        yield BadRow(name, told, is_cut=True)
        return
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise UnreadableFileError(Wording("the zip archive is cut or damaged (%(why)s)", why=str(error))) from error
    with archive:
        for entry in archive.infolist():
            if entry.is_dir() or _is_ignored(entry.filename):
                continue
            problem = _check_name(entry.filename) or check_zip_entry(entry)
            if problem:
                yield _refuse(name, entry.filename, problem)
                continue
            try:
                held = archive.open(entry)
            except BROKEN as error:
                yield _refuse(name, entry.filename, str(error))
                continue
            yield from _peel_entry(entry, held)


def _peel_entry(entry: zipfile.ZipInfo, held: IO[bytes]) -> Iterator[Member | BadRow]:
    def count_packed() -> int:
        return entry.compress_size

    try:
        yield from _peel(entry.filename, limit_stream(held, count_packed), count_packed)
    except UnreadableFileError as error:
        yield BadRow(f"{entry.filename}, at the start", get_message(error), is_cut=True)


def check_zip_entry(entry: zipfile.ZipInfo) -> str:
    """What is wrong with a member by its own statement of its size; zipfile never reads beyond that size."""
    if entry.flag_bits & 0x1:
        return Wording("it is encrypted")
    is_bomb = entry.file_size > FREE_BYTES and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1)
    if is_bomb or entry.file_size > LARGEST_BYTES:
        size = str(entry.file_size // 1024**2)
        return Wording("it would unpack to %(size)s MiB: it looks like an archive bomb", size=size)
    return ""


def _check_name(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or name[1:2] == ":":
        return Wording("its name leads outside the archive")
    return ""


def _is_ignored(name: str) -> bool:
    return any(part in _IGNORED or part.startswith("._") for part in PurePosixPath(name).parts)


def _refuse(archive: str, member: str, problem: str) -> BadRow:
    told = Wording("the member was not read: %(why)s", why=problem)
    return BadRow(f"{archive}: {member}", told, is_cut=True, member=member)
