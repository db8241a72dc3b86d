"""The append-only journal: one line a change, each holding the hash of the line before it.

Do not update or delete a line; the database refuses it (see the migration), and `journal verify` would show it.
"""

from django.db import models

from museion.core.fields import WrittenJSONField


class JournalLine(models.Model):
    """Who changed what, when, why, from what to what."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20, null=True, help_text="the role that was acted in; empty: one's own name")
    scope_key = models.CharField(max_length=9, null=True, help_text="the body or museum of the role")
    action = models.CharField(max_length=64, help_text="dotted: object.update")
    key = models.CharField(max_length=9, blank=True)
    reason = models.TextField(blank=True)
    before = WrittenJSONField(null=True)
    after = WrittenJSONField(null=True)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["key", "number"], name="journal_of_record")]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.key}"


class JournalHead(models.Model):
    """The one row that says where the chain ends; writers lock it, so that lines get one order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_has_one_head")]

    def __str__(self) -> str:
        return f"head at {self.number}"
