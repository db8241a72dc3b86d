"""Files as a viewer may open them, and which of them wait for a check."""

from datetime import date, datetime

from django.db.models import Max, OuterRef, Q, Subquery

from museion.core.access import AccessLevel, Viewer
from museion.core.models.records import RecordQuerySet
from museion.library.models import ArchiveUnit, FilePage, FixityCheck, LibraryFile, Work
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


def list_damaged_files(*, limit: int) -> list[str]:
    """The keys of those that their last check found changed or gone."""
    newest = FixityCheck.objects.filter(file=OuterRef("pk")).order_by("-checked_at", "-id").values("result")[:1]
    rows = LibraryFile.objects.annotate(last_result=Subquery(newest))
    damaged = rows.filter(last_result__in=(FixityResult.CHANGED, FixityResult.MISSING))
    return list(damaged.order_by("id").values_list("key", flat=True)[:limit])


def get_pages_with(file: LibraryFile, words: str, viewer: Viewer, *, limit: int) -> list[FilePage]:
    """Pages that hold the words as they are typed; for finding a place in the reader."""
    return list(file.pages.filter(text__icontains=words).order_by("number")[:limit]) if words else []


def get_open_files(viewer: Viewer, today: date) -> RecordQuerySet[LibraryFile]:
    """What `LibraryFile.is_open_to` says yes to, of records that the viewer sees."""
    rows = get_files().visible_to(viewer).filter(_belongs_to_seen(viewer, ""))
    return rows if viewer.sees(AccessLevel.DESK) else rows.filter(_opened("", today))


def get_open_pages(viewer: Viewer, today: date) -> RecordQuerySet[FilePage]:
    rows = FilePage.objects.current().visible_to(viewer).filter(_belongs_to_seen(viewer, "file__"))
    rows = rows.filter(file__withdrawn_at__isnull=True).select_related("file__work", "file__unit")
    return rows if viewer.sees(AccessLevel.DESK) else rows.filter(_opened("file__", today))


def _belongs_to_seen(viewer: Viewer, path: str) -> Q:
    works = Work.objects.current().visible_to(viewer).values("id")
    units = ArchiveUnit.objects.current().visible_to(viewer).values("id")
    return Q(**{f"{path}work__in": works}) | Q(**{f"{path}unit__in": units})


def _opened(path: str, today: date) -> Q:
    has_begun = Q(**{f"{path}closed_until__isnull": True}) | Q(**{f"{path}closed_until__lte": today})
    return has_begun & Q(**{f"{path}is_reading_room_only": False})


def get_current_files(owner: Work | ArchiveUnit) -> list[LibraryFile]:
    """The newest version of each file of the record."""
    rows = owner.files.filter(withdrawn_at__isnull=True, replaced_by__isnull=True)
    return list(rows.select_related("work", "unit").order_by("id"))
