"""Keeping files: by content hash, with the text of their pages, and proof that they are unchanged."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import insert_rows
from museion.core.file_types import FileType
from museion.core.files import FileStore
from museion.core.journal import Change, record_changes
from museion.core.keys import make_key
from museion.core.models.records import take_numbers
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts
from museion.library.actions.opening import Opening, name_kind, reckon_access
from museion.library.models import ArchiveUnit, FilePage, FixityCheck, LibraryFile, Work
from museion.library.queries.files import get_due_for_check
from museion.library.reading.epub import read_epub
from museion.library.reading.pdf import ReadFile, ReadPage, read_pdf
from museion.library.reading.pictures import count_pictures
from museion.library.reading.sniffing import describe_mismatch, recognise
from museion.library.terms import FileState, FixityResult

LONGEST_PAGE = 100_000
FIXITY_EVERY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class NewFile:
    content: bytes
    name: str
    language: str = "und"
    opening: Opening = field(default_factory=Opening)
    replaces: LibraryFile | None = None


def get_store() -> FileStore:
    return FileStore(Path(settings.MEDIA_ROOT))


@transaction.atomic
def attach_file(owner: Work | ArchiveUnit, new: NewFile, *, actor: Actor, at: datetime) -> LibraryFile:
    """Raises `UnusableFileError` for what is none of the kept formats; the same bytes on the same record are one file."""
    check_right(actor, f"{name_kind(owner)}.update", owner)
    found = recognise(new.content)
    name = get_store().keep(new.content, found.suffix)
    held = owner.files.filter(file_name=name, withdrawn_at__isnull=True).first()
    if held:
        return held
    read = _read(new.content, found)
    notes = [*filter(None, [describe_mismatch(new.name, found)]), *read.notes]
    values = _make_values(owner, new, found, read, at.date()) | {
        "file_name": name,
        "format_note": "; ".join(notes)[:300],
    }
    saved = save_drafts(LibraryFile, [Draft(values)], kind="file", actor=actor, at=at)
    file = LibraryFile.objects.get(key=saved.keys[0])
    _keep_pages(file, read.pages, at)
    _log_check(file, FixityResult.INTACT, file.digest, at)
    if new.replaces:
        announce("page", list(new.replaces.pages.values_list("key", flat=True)))
    announce(name_kind(owner), [owner.key])
    return file


def _read(content: bytes, found: FileType) -> ReadFile:
    if found.media_type == "application/pdf":
        return read_pdf(content)
    if found.media_type == "application/epub+zip":
        return read_epub(content)
    count = count_pictures(content)
    return ReadFile(FileState.READABLE if count else FileState.BROKEN, page_count=count)


def _make_values(
    owner: Work | ArchiveUnit, new: NewFile, found: FileType, read: ReadFile, today: date
) -> dict[str, Any]:
    return {
        "work_id": owner.id if isinstance(owner, Work) else None,
        "unit_id": owner.id if isinstance(owner, ArchiveUnit) else None,
        "original_name": new.name[:255],
        "media_type": found.media_type,
        "size": len(new.content),
        "state": str(read.state),
        "page_count": read.page_count,
        "language": new.language,
        "version": new.replaces.version + 1 if new.replaces else 1,
        "replaces_id": new.replaces.id if new.replaces else None,
        **new.opening.as_columns(),
        "access": reckon_access(new.opening, owner, today),
        "scope_key": owner.scope_key,
    }


def _keep_pages(file: LibraryFile, pages: Iterable[ReadPage], at: datetime) -> None:
    """Pages are drawn from the bytes, which the journal names: they have no lines of their own."""
    held = [page for page in pages if page.text.strip()]
    if not held:
        return
    rows = [
        (
            number,
            make_key(FilePage.LETTER, number),
            file.access,
            file.scope_key,
            at,
            at,
            file.id,
            page.number,
            page.label,
            page.text[:LONGEST_PAGE],
        )
        for page, number in zip(held, take_numbers(FilePage.LETTER, len(held)), strict=True)
    ]
    columns = ("id", "key", "access", "scope_key", "created_at", "changed_at", "file", "number", "label", "text")
    fixed = ("source", "source_id", "source_digest", "identifiers", "withdrawn_at")
    insert_rows(FilePage, (*columns, *fixed), [(*row, "", None, b"", {}, None) for row in rows])
    announce("page", [row[1] for row in rows])


def check_fixity(now: datetime, *, limit: int = 50) -> int:
    """Read the files that were not checked for longest; a file that is gone or changed is told to the log and the journal."""
    due = get_due_for_check(now - FIXITY_EVERY, limit=limit)
    for file in due:
        result, digest = examine(file)
        _log_check(file, result, digest, now)
    return len(due)


def examine(file: LibraryFile) -> tuple[FixityResult, str]:
    path = get_store().get_path(file.file_name)
    if not path.is_file():
        return FixityResult.MISSING, ""
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return (FixityResult.INTACT if digest == file.digest else FixityResult.CHANGED), digest


def _log_check(file: LibraryFile, result: FixityResult, digest: str, at: datetime) -> None:
    with transaction.atomic():
        FixityCheck.objects.create(file=file, checked_at=at, result=result, found_digest=digest)
        if result != FixityResult.INTACT:
            change = Change("file.fixity", file.key, {"sha256": file.digest}, {"result": str(result), "sha256": digest})
            record_changes([change], actor=Actor("worker", via="worker"), at=at)
