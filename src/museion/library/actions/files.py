"""Keeping files: by content hash, with the text of their pages, who may open them from when, and proof that they are unchanged."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.bulk import insert_rows, update_rows
from museion.core.file_types import FileType
from museion.core.files import FileStore
from museion.core.journal import Change, record_changes
from museion.core.keys import make_key
from museion.core.models.records import take_numbers
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts
from museion.library.models import ArchiveUnit, FilePage, FixityCheck, LibraryFile, Work
from museion.library.queries.files import get_due_for_check
from museion.library.reading.epub import read_epub
from museion.library.reading.pdf import ReadFile, ReadPage, read_pdf
from museion.library.reading.sniffing import describe_mismatch, recognise
from museion.library.terms import FileState, FixityResult

LONGEST_PAGE = 100_000
FIXITY_EVERY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class NewFile:
    """`closed_until`: the last closed day is the one before. `opens_to`: who reads it then, or now."""

    content: bytes
    name: str
    language: str = "und"
    opens_to: str = AccessLevel.PUBLIC
    closed_until: date | None = None
    is_reading_room_only: bool = False
    replaces: LibraryFile | None = None


def get_store() -> FileStore:
    return FileStore(Path(settings.MEDIA_ROOT))


@transaction.atomic
def attach_file(owner: Work | ArchiveUnit, new: NewFile, *, actor: Actor, at: datetime) -> LibraryFile:
    """Raises `UnusableFileError` for what is none of the kept formats; the same bytes on the same record are one file."""
    check_right(actor, f"{'work' if isinstance(owner, Work) else 'archive_unit'}.update", owner)
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
    announce(_kind_of(owner), [owner.key])
    return file


def _kind_of(owner: Work | ArchiveUnit) -> str:
    return "work" if isinstance(owner, Work) else "archive_unit"


def _read(content: bytes, found: FileType) -> ReadFile:
    if found.media_type == "application/pdf":
        return read_pdf(content)
    if found.media_type == "application/epub+zip":
        return read_epub(content)
    return ReadFile(FileState.READABLE, [], [], 1)


def _make_values(
    owner: Work | ArchiveUnit, new: NewFile, found: FileType, read: ReadFile, today: date
) -> dict[str, Any]:
    is_closed = new.closed_until is not None and new.closed_until > today
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
        "closed_until": new.closed_until,
        "opens_to": str(new.opens_to),
        "is_reading_room_only": new.is_reading_room_only,
        "access": str(AccessLevel.DESK if is_closed or new.is_reading_room_only else new.opens_to),
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


@transaction.atomic
def lift_embargoes(now: datetime, *, actor: Actor) -> int:
    """Every file whose day has come is opened to whom it was promised."""
    due = LibraryFile.objects.current().filter(
        closed_until__lte=now.date(), is_reading_room_only=False, access=AccessLevel.DESK
    )
    due = due.exclude(opens_to=AccessLevel.DESK)
    for file in due:
        set_file_access(file, file.opens_to, actor=actor, at=now, reason=_("the embargo ended"))
    return len(due)


def set_file_access(file: LibraryFile, access: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    check_right(actor, "file.update", file)
    save_drafts(
        LibraryFile, [Draft({"access": str(access)}, id=file.id)], kind="file", actor=actor, at=at, reason=reason
    )
    pages = list(FilePage.objects.filter(file=file).values_list("id", "key"))
    update_rows(FilePage, ("access", "changed_at", "id"), [(str(access), at, number) for number, _key in pages])
    announce("page", [key for _number, key in pages])
    owner = file.work or file.unit
    if owner:
        announce(_kind_of(owner), [owner.key])


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
