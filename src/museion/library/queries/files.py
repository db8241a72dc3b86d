"""Files as a viewer may open them, and which of them wait for a check."""

from datetime import datetime

from django.db.models import Max, Q

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.library.models import FilePage, FixityCheck, LibraryFile
from museion.library.terms import FixityResult


def get_files() -> RecordQuerySet[LibraryFile]:
    return LibraryFile.objects.current().select_related("work", "unit", "replaces")


def get_versions(file: LibraryFile) -> list[LibraryFile]:
    """Older versions, newest first."""
    found: list[LibraryFile] = []
    older = file.replaces
    while older and older not in found:
        found.append(older)
        older = older.replaces
    return found


def get_due_for_check(before: datetime, *, limit: int) -> list[LibraryFile]:
    """Never checked ones first, then those whose last check is longest ago."""
    rows = LibraryFile.objects.annotate(last_check=Max("checks__checked_at"))
    rows = rows.filter(Q(last_check__isnull=True) | Q(last_check__lt=before))
    return list(rows.order_by("last_check", "id")[:limit])


def get_bad_checks(*, limit: int) -> list[FixityCheck]:
    rows = FixityCheck.objects.exclude(result=FixityResult.INTACT).select_related("file__work")
    return list(rows[:limit])


def get_pages_with(file: LibraryFile, words: str, viewer: Viewer, *, limit: int) -> list[FilePage]:
    """Pages that hold the words as they are typed; for finding a place in the reader."""
    return list(file.pages.filter(text__icontains=words).order_by("number")[:limit]) if words else []
