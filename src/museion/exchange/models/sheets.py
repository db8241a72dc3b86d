"""Tables that came back edited: what each would change, what was done, and what undoes it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sheet(models.Model):
    """One table. `changes`: list of `{"line", "key", "before", "after"}`; `problems`: list of `{"line", "key", "column", "problem"}`."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPLIED = "applied", _("applied")
        UNDONE = "undone", _("undone")

    kind = models.CharField(max_length=32)
    file_name = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    changed_at = models.DateTimeField(null=True)
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    unchanged = models.PositiveIntegerField(default=0)
    left = models.JSONField(default=list, help_text="keys that were left alone, as somebody else had changed them")

    def __str__(self) -> str:
        return self.file_name
