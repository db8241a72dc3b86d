"""What readers do: lists of their own, and requests for the reading room."""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models import Account
from museion.core.models.records import Record
from museion.library.models.archives import ArchiveUnit
from museion.library.models.works import Work
from museion.library.terms import RequestState


class ReadingList(Record):
    """A list of works that somebody keeps, alone or for all. A private one has the level `sealed` and is its owner's."""

    LETTER = "x3"

    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="reading_lists")
    titles = LanguageMapField()
    introductions = LanguageMapField()

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.key


class ReadingListItem(models.Model):
    reading_list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="items")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="list_items")
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["reading_list", "work"], name="work_once_a_list")]

    def __str__(self) -> str:
        return f"{self.reading_list_id}: {self.work_id}"


class ReadingRequest(Record):
    """Somebody wants to see something in the reading room. Read at level desk; the reader has a private link."""

    LETTER = "x6"

    work = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")
    unit = models.ForeignKey(ArchiveUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    purpose = models.TextField(blank=True)
    wanted_date = models.DateField()
    appointed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.NEW, db_index=True)
    answer = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")
    token = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.name}, {self.wanted_date}"
