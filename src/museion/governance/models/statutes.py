"""Statutes as rules that hold from a day on, kept with the moment at which they were written down.

Do not edit a rule in place: end it and write the next one, or supersede a slip, so that every past day keeps its law.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.governance.terms import Subject
from museion.network.models.dated import DatedFact


class StatuteRule(DatedFact):
    """`when`, `require`: lines as `governance.statutes.conditions` reads them. A setting has parameters and no lines."""

    name = models.SlugField(max_length=60)
    subject = models.CharField(max_length=10, choices=Subject.choices, default=Subject.VOTE)
    article = models.CharField(max_length=20)
    texts = LanguageMapField()
    when = models.JSONField(default=list, blank=True)
    require = models.JSONField(default=list, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    place = models.PositiveSmallIntegerField(default=0, help_text="in the order of the statutes")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta(DatedFact.Meta):
        ordering = ["place", "valid_from"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["name", "valid_from"],
                condition=models.Q(superseded_at__isnull=True),
                name="statute_rule_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="statute_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.name}"
