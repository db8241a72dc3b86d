"""People of the network, and makers known to it.

Do not publish what a person did not agree to: `visibility` names the level of each field, and what it does not name is
read by members only, but for the name and the specialities of a public record.
"""

from functools import cached_property

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.network.models.museums import Museum
from museion.network.terms import AgentKind, MemberCategory
from museion.vocabulary.models import Concept


class Person(Record):
    """A person, a group, or an unidentified maker.

    `other_names`: list of `{"text", "language", "kind"}` (kind: `script`, `variant`, `former`). `languages`: list of
    `{"tag", "level"}`. `countries_of_experience`: ISO 3166-1 codes. `visibility`: field name to access level.
    """

    LETTER = "p"

    agent_kind = models.CharField(max_length=8, choices=AgentKind.choices, default=AgentKind.PERSON)
    name = models.CharField(max_length=500, help_text="in the order in which it is spoken")
    sort_name = models.CharField(max_length=500, blank=True, db_index=True, help_text="family name first")
    other_names = models.JSONField(default=list, blank=True)
    life_text = models.CharField(max_length=300, blank=True, help_text="dates and nationality as written")
    nationality = models.CharField(max_length=100, blank=True)
    born_earliest = models.BigIntegerField(null=True, blank=True, help_text="YYYYMMDD, astronomical year")
    died_latest = models.BigIntegerField(null=True, blank=True)
    biographies = LanguageMapField()
    member_number = models.CharField(max_length=32, null=True, blank=True, unique=True)
    member_category = models.CharField(max_length=14, choices=MemberCategory.choices, blank=True)
    institution = models.ForeignKey(Museum, on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    position = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list, blank=True)
    specialities = models.ManyToManyField(Concept, related_name="people", blank=True)
    countries_of_experience = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=2, blank=True, db_index=True, help_text="where the person lives")
    city = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    is_deployable = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=50, blank=True)
    visibility = models.JSONField(default=dict, blank=True)

    class Meta(Record.Meta):
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name or self.key

    def scope_keys(self) -> tuple[str, ...]:
        """Kept by the institution where the person works, and by the committee of which they are a member."""
        held = self.institution.scope_keys() if self.institution else ()
        return tuple(dict.fromkeys((self.key, *held, *self._committee_scopes)))

    @cached_property
    def _committee_scopes(self) -> tuple[str, ...]:
        rows = self.memberships.filter(superseded_at__isnull=True, to_date__isnull=True)
        membership = rows.select_related("national_committee").first()
        committee = membership.national_committee if membership else None
        return committee.scope_keys() if committee else ()
