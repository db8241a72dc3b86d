"""Who reads a file from when: levels, embargoes that end by themselves, the reading room.

A file is never open to more people than the record that it belongs to; where that record closes, its files do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.bulk import chunk, update_rows
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.library.models import ArchiveUnit, FilePage, LibraryFile, Work


@dataclass(frozen=True, slots=True)
class Opening:
    """`closed_until`: the last closed day is the one before. `opens_to`: who reads it then, or now."""

    opens_to: str = AccessLevel.PUBLIC
    closed_until: date | None = None
    is_reading_room_only: bool = False

    def as_columns(self) -> dict[str, Any]:
        return {
            "opens_to": str(self.opens_to),
            "closed_until": self.closed_until,
            "is_reading_room_only": self.is_reading_room_only,
        }


def name_kind(owner: Work | ArchiveUnit) -> str:
    return "work" if isinstance(owner, Work) else "archive_unit"


def reckon_access(opening: Opening, owner: Work | ArchiveUnit, today: date) -> str:
    """The level at which the file stands on this day."""
    is_closed = opening.closed_until is not None and opening.closed_until > today
    level = AccessLevel.DESK if is_closed or opening.is_reading_room_only else AccessLevel(opening.opens_to)
    return str(_narrow(level, AccessLevel(owner.access)))


def _narrow(one: AccessLevel, other: AccessLevel) -> AccessLevel:
    """The level that whoever reads both has; groups that do not hold each other meet at the desk alone."""
    levels = {one, other} - {AccessLevel.PUBLIC}
    if not levels:
        return AccessLevel.PUBLIC
    if AccessLevel.SEALED in levels:
        return AccessLevel.SEALED
    if len(levels) == 1:
        return levels.pop()
    return AccessLevel.COMMITTEE if levels == {AccessLevel.MEMBER, AccessLevel.COMMITTEE} else AccessLevel.DESK


def read_opening(file: LibraryFile) -> Opening:
    return Opening(file.opens_to, file.closed_until, file.is_reading_room_only)


@transaction.atomic
def change_opening(file: LibraryFile, opening: Opening, *, actor: Actor, at: datetime) -> None:
    """Another level, another day, or the reading room; the pages follow."""
    check_right(actor, "file.update", file)
    owner = get_owner(file)
    values = opening.as_columns() | {"access": reckon_access(opening, owner, at.date())}
    _write(file, owner, values, actor=actor, at=at, reason="")


@transaction.atomic
def lift_embargoes(now: datetime, *, actor: Actor) -> int:
    """Every file whose day has come is opened to whom it was promised; returns how many."""
    due = LibraryFile.objects.current().filter(
        closed_until__lte=now.date(), is_reading_room_only=False, access=AccessLevel.DESK
    )
    due = due.exclude(opens_to=AccessLevel.DESK).select_related("work", "unit")
    return settle(due, actor=actor, at=now, reason=_("the embargo ended"))


def follow_record(owners: Iterable[Work | ArchiveUnit], *, actor: Actor, at: datetime) -> None:
    """Files of records whose own level has changed."""
    for owner in owners:
        files = owner.files.filter(withdrawn_at__isnull=True).select_related("work", "unit")
        settle(files, actor=actor, at=at, reason=_("follows its record"))


def follow_works(ids: Sequence[int], *, actor: Actor, at: datetime) -> None:
    """Of many publications, most have no files."""
    for part in chunk(ids):
        filed = Work.objects.filter(id__in=part, files__isnull=False).distinct()
        follow_record(filed, actor=actor, at=at)


def settle(files: Iterable[LibraryFile], *, actor: Actor, at: datetime, reason: str) -> int:
    changed = 0
    for file in files:
        owner = get_owner(file)
        access = reckon_access(read_opening(file), owner, at.date())
        if access != file.access:
            _write(file, owner, {"access": access}, actor=actor, at=at, reason=reason)
            changed += 1
    return changed


@transaction.atomic
def withdraw_file(file: LibraryFile, *, actor: Actor, at: datetime, reason: str) -> None:
    """Its bytes stay in the store; nobody is shown it or its pages any more."""
    check_right(actor, "file.withdraw", file)
    withdraw_records(LibraryFile, [file.key], kind="file", actor=actor, at=at, reason=reason)
    _write_pages(file, "withdrawn_at", at, at)
    owner = get_owner(file)
    announce(name_kind(owner), [owner.key])


def get_owner(file: LibraryFile) -> Work | ArchiveUnit:
    """The database holds no file without one."""
    owner = file.work or file.unit
    if owner is None:
        raise LookupError(f"the file {file.key} belongs to no record")
    return owner


def _write(
    file: LibraryFile, owner: Work | ArchiveUnit, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str
) -> None:
    save_drafts(LibraryFile, [Draft(values, id=file.id)], kind="file", actor=actor, at=at, reason=reason)
    _write_pages(file, "access", values["access"], at)
    announce(name_kind(owner), [owner.key])


def _write_pages(file: LibraryFile, column: str, value: object, at: datetime) -> None:
    """Pages have no journal lines of their own: they always stand as their file does."""
    pages = list(FilePage.objects.filter(file=file).values_list("id", "key"))
    update_rows(FilePage, (column, "changed_at", "id"), [(value, at, number) for number, _key in pages])
    announce("page", [key for _number, key in pages])
