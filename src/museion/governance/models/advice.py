"""What partners were asked, what they advised, where the advice was used and published."""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.governance.models.assemblies import Motion
from museion.governance.terms import AdviceState
from museion.network.models import Body


class Advice(Record):
    """`partner`: an institution outside the network, by its own name. `asked_by`: the body that put the question."""

    LETTER = "xd"

    partner = models.CharField(max_length=300)
    partner_url = models.URLField(max_length=500, blank=True)
    asked_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="advice")
    questions = LanguageMapField()
    asked_date = models.DateField()
    answers = LanguageMapField()
    given_date = models.DateField(null=True, blank=True)
    decisions = LanguageMapField()
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, null=True, blank=True, related_name="advice")
    decided_date = models.DateField(null=True, blank=True)
    publication = models.CharField(max_length=500, blank=True)
    publication_url = models.URLField(max_length=500, blank=True)
    published_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=AdviceState.choices, default=AdviceState.ASKED)

    class Meta(Record.Meta):
        verbose_name_plural = "advice"

    def __str__(self) -> str:
        return f"{self.partner}, {self.asked_date:%Y}"

    def scope_keys(self) -> tuple[str, ...]:
        return self.asked_by.scope_keys()
