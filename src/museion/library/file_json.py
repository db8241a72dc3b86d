"""Files and their pages as JSON and JSON-LD."""

from datetime import date
from typing import Any

from django.utils import timezone
from pydantic import BaseModel

from museion.core.access import Viewer
from museion.core.kinds import WriterContext
from museion.core.representations import RecordJson, Reference, describe_record, link_record, refer
from museion.library.models import FilePage, LibraryFile


class FileJson(BaseModel):
    """`sha256` of the bytes. `url` is null where the reader may not open the file now; `closed_until` says why."""

    key: str
    kind: str
    work: Reference | None
    language: str
    original_name: str
    media_type: str
    size: int
    sha256: str
    state: str
    page_count: int
    version: int
    closed_until: date | None
    is_reading_room_only: bool
    url: str | None


class PageJson(RecordJson):
    """The text of one page. `label`: its number as printed, where that differs."""

    number: int
    label: str
    language: str
    text: str
    file: Reference | None
    work: Reference | None


def describe_file(held: LibraryFile, viewer: Viewer, today: date) -> FileJson:
    return FileJson(
        key=held.key,
        kind="file",
        work=refer(held.work, "work", held.work.titles if held.work else {}, viewer),
        language=held.language,
        original_name=held.original_name,
        media_type=held.media_type,
        size=held.size,
        sha256=held.digest,
        state=held.state,
        page_count=held.page_count,
        version=held.version,
        closed_until=held.closed_until,
        is_reading_room_only=held.is_reading_room_only,
        url=f"/files/{held.key}" if held.is_open_to(viewer, today) else None,
    )


def describe_page(page: FilePage, viewer: Viewer) -> PageJson:
    file, work = page.file, page.file.work
    return PageJson(
        **describe_record(page, "page"),
        number=page.number,
        label=page.label,
        language=file.language,
        text=page.text,
        file=refer(file, "file", {"und": file.original_name}, viewer),
        work=refer(work, "work", work.titles if work else {}, viewer),
    )


def describe_file_now(held: LibraryFile, viewer: Viewer) -> FileJson:
    return describe_file(held, viewer, timezone.now().date())


def link_file(held: LibraryFile, context: WriterContext) -> dict[str, Any]:
    owner = held.work or held.unit
    return {
        "@type": "MediaObject",
        "name": held.original_name,
        "encodingFormat": held.media_type,
        "contentSize": str(held.size),
        "sha256": held.digest,
        "inLanguage": held.language,
        "contentUrl": f"{context.base_url}/files/{held.key}",
        "encodesCreativeWork": link_record(owner, owner.titles, "CreativeWork", context) if owner else None,
    }


def link_page(page: FilePage, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "DigitalDocument",
        "position": page.number,
        "inLanguage": page.file.language,
        "text": page.text,
        "isPartOf": link_record(page.file, page.file.original_name, "MediaObject", context),
    }
