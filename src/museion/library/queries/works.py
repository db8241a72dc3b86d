"""Publications as a viewer may see them, and what stands around one."""

from collections.abc import Sequence
from datetime import datetime

from museion.core.access import Viewer
from museion.core.bulk import chunk
from museion.core.kinds import find_kind
from museion.core.models.records import RecordQuerySet
from museion.library.models import ArchiveUnit, DuplicatePair, LibraryFile, Work, WorkNumber
from museion.library.terms import Judgement


def get_works(viewer: Viewer) -> RecordQuerySet[Work]:
    rows = Work.objects.current().visible_to(viewer).select_related("parent", "issued_by")
    return rows.prefetch_related("concepts", "objects_treated")


def get_works_to_edit(viewer: Viewer, keys: Sequence[str]) -> list[Work]:
    """With all that rights to each are asked of, in a few reads however many there are."""
    rows = Work.objects.current().visible_to(viewer).select_related("issued_by__parent__parent__parent")
    rows = rows.prefetch_related("issued_by__alliances")
    return [work for part in chunk(keys) for work in rows.filter(key__in=part)]


def get_units(viewer: Viewer) -> RecordQuerySet[ArchiveUnit]:
    return ArchiveUnit.objects.current().visible_to(viewer).select_related("parent", "creator")


def get_files_of(work: Work) -> list[LibraryFile]:
    """The newest version of each file. Whether a file may be opened is asked of it; that it is there may be known."""
    return list(work.files.filter(withdrawn_at__isnull=True, replaced_by__isnull=True).order_by("id"))


def get_parts(work: Work, viewer: Viewer, *, limit: int) -> tuple[list[str], int]:
    """Keys of the first chapters, articles or nested resources, and how many there are."""
    parts = Work.objects.current().visible_to(viewer).filter(parent=work)
    return list(parts.order_by("date_earliest", "id").values_list("key", flat=True)[:limit]), parts.count()


def get_ancestors(work: Work, viewer: Viewer) -> list[Work]:
    """From the top down. Two records that name each other end the climb."""
    above: list[Work] = []
    seen, parent = {work.pk}, work.parent
    while parent and parent.pk not in seen and viewer.sees_record(parent):
        above.append(parent)
        seen.add(parent.pk)
        parent = parent.parent
    return above[::-1]


def get_translation_keys(work: Work, viewer: Viewer, *, limit: int) -> list[str]:
    """Works that say that they are translations or other editions of this one, by its numbers."""
    values = [held["value"] for held in work.numbers if held.get("is_valid", True)]
    named = [held[name] for held in work.relations for name in ("isbn", "issn") if held.get(name)]
    related = WorkNumber.objects.filter(value__in=[*values, *named]).exclude(work_id=work.pk)
    rows = Work.objects.current().visible_to(viewer).filter(id__in=related.values("work_id"))
    return list(rows.values_list("key", flat=True)[:limit])


def get_related_pairs(work: Work) -> list[tuple[str, str]]:
    """(key, kind) of records of any room that the work names; a key whose kind is unknown here is left."""
    known = ((key, find_kind(key)) for key in work.related_keys)
    return [(key, kind.name) for key, kind in known if kind]


def get_new_titles(viewer: Viewer, *, limit: int, since: datetime | None = None) -> list[Work]:
    """The newest first; parts of larger works are told with them."""
    rows = get_works(viewer).filter(parent__isnull=True)
    if since:
        rows = rows.filter(created_at__gte=since)
    return list(rows.order_by("-created_at", "-id")[:limit])


def get_waiting_pairs(*, limit: int) -> list[DuplicatePair]:
    """The surest first."""
    rows = DuplicatePair.objects.filter(
        judgement=Judgement.WAITING, one__withdrawn_at__isnull=True, other__withdrawn_at__isnull=True
    )
    return list(rows.select_related("one", "other").order_by("-score", "id")[:limit])


def get_judged_pairs(*, limit: int) -> list[DuplicatePair]:
    rows = DuplicatePair.objects.exclude(judgement=Judgement.WAITING)
    return list(rows.select_related("one", "other").order_by("-judged_at")[:limit])


def find_by_numbers(numbers: Sequence[tuple[str, str]], viewer: Viewer) -> list[Work]:
    """Works that hold one of these (scheme, value)."""
    found = WorkNumber.objects.filter(value__in=[value for _, value in numbers]).values_list(
        "work_id", "scheme", "value"
    )
    ids = [work_id for work_id, scheme, value in found if (scheme, value) in set(numbers)]
    return list(get_works(viewer).filter(id__in=ids))
