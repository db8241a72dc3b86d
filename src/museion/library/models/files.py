"""Files of works and archive units: kept by content hash, read page by page, checked for ever.

`access` is who reads the file now. While `closed_until` lies ahead nobody but the desk does, whatever `opens_to` says.
"""

from datetime import date

from django.db import models

from museion.core.access import AccessLevel, Viewer
from museion.core.models.records import Record
from museion.library.models.archives import ArchiveUnit
from museion.library.models.works import Work
from museion.library.reading.sniffing import has_pictures
from museion.library.terms import FileState, FixityResult


class LibraryFile(Record):
    """One version of one file. `format_note`: what reading the bytes showed, beside what the name claims."""

    LETTER = "x4"

    work = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    unit = models.ForeignKey(ArchiveUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    file_name = models.CharField(max_length=80, help_text="SHA-256 of the bytes, and the suffix")
    original_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.READABLE)
    format_note = models.CharField(max_length=300, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=35, default="und")
    version = models.PositiveIntegerField(default=1)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    closed_until = models.DateField(null=True, blank=True, db_index=True)
    opens_to = models.CharField(max_length=9, choices=AccessLevel.choices, default=AccessLevel.PUBLIC)
    is_reading_room_only = models.BooleanField(default=False)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(work__isnull=False) | models.Q(unit__isnull=False), name="file_belongs_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def digest(self) -> str:
        return self.file_name[:64]

    @property
    def has_pictures(self) -> bool:
        return self.state == FileState.READABLE and has_pictures(self.media_type)

    def is_open_to(self, viewer: Viewer, today: date) -> bool:
        """Whether its content may be read on a screen anywhere. The desk reads everything."""
        if viewer.sees(AccessLevel.DESK):
            return True
        is_closed = self.closed_until is not None and self.closed_until > today
        return not is_closed and not self.is_reading_room_only and viewer.sees_record(self)

    def scope_keys(self) -> tuple[str, ...]:
        owner = self.work or self.unit
        return (self.key, *(owner.scope_keys() if owner else ()))


class FilePage(Record):
    """The text of one page, found by itself so that a hit leads to it. Its access is always its file's."""

    LETTER = "x5"

    file = models.ForeignKey(LibraryFile, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(help_text="from 1")
    label = models.CharField(max_length=20, blank=True, help_text="as printed, such as xii")
    text = models.TextField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["file", "number"], name="page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}, {self.number}"


class FixityCheck(models.Model):
    """One reading of a file's bytes against its hash. Lines are added, never changed."""

    file = models.ForeignKey(LibraryFile, on_delete=models.CASCADE, related_name="checks")
    checked_at = models.DateTimeField()
    result = models.CharField(max_length=8, choices=FixityResult.choices)
    found_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-checked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.file_id} {self.result}"
