"""What librarians work with: templates, sets by a saved query, edits of many records that can be undone, deposits."""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models import Account
from museion.core.models.records import Record
from museion.library.models.works import Work
from museion.library.terms import DepositState
from museion.network.models import Body


class CatalogueTemplate(models.Model):
    """What a new record begins with. `values`: by column of `Work`."""

    name = models.CharField(max_length=100, unique=True)
    values = models.JSONField(default=dict)
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class WorkSet(models.Model):
    """Works that a saved query finds, such as all publications of one committee; harvesters ask for it by its slug."""

    slug = models.SlugField(max_length=64, unique=True)
    titles = LanguageMapField()
    query = models.CharField(max_length=1000, help_text="as the search box takes it, with its filters")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="work_sets")
    curators = models.ManyToManyField(Account, related_name="curated_sets", blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class BatchEdit(models.Model):
    """One edit of many works. `before`: key to the changed columns as they were, for undoing it."""

    description = models.CharField(max_length=500)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    done_by = models.CharField(max_length=200)
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-done_at"]

    def __str__(self) -> str:
        return self.description


class Deposit(Record):
    """What a committee hands in, until a librarian accepts it as a work."""

    LETTER = "x7"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="deposits")
    values = models.JSONField(default=dict, help_text="columns of the work as proposed")
    file_name = models.CharField(max_length=80, blank=True)
    original_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=DepositState.choices, default=DepositState.SUBMITTED, db_index=True)
    submitted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="deposits")
    remarks = models.JSONField(default=list, blank=True, help_text="list of {at, by, text}")
    work = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, blank=True, related_name="deposits")

    def __str__(self) -> str:
        return str(next(iter((self.values.get("titles") or {}).values()), self.key))

    def scope_keys(self) -> tuple[str, ...]:
        return self.body.scope_keys()
