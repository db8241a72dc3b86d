"""Elements of intangible cultural heritage, after the Convention of 2003.

Do not show what the community has not agreed to show: consent comes before access.
"""

from django.db import models
from django.utils.translation import get_language

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.heritage.care_terms import ConsentState
from museion.heritage.models.objects import CulturalObject
from museion.heritage.terms import Viability


class IntangibleElement(Record):
    """`domains`: list of `IntangibleDomain` codes. `countries`: ISO 3166-1 codes. `language_tags`: BCP 47."""

    LETTER = "e"

    names = LanguageMapField()
    descriptions = LanguageMapField()
    domains = models.JSONField(default=list, blank=True)
    communities = LanguageMapField()
    transmission = LanguageMapField()
    viability = models.CharField(max_length=10, choices=Viability.choices, blank=True)
    threats = LanguageMapField()
    safeguarding = LanguageMapField()
    countries = models.JSONField(default=list, blank=True)
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    language_tags = models.JSONField(default=list, blank=True)
    consent = models.CharField(
        max_length=12, choices=ConsentState.choices, default=ConsentState.NOT_RECORDED, db_index=True
    )
    related_objects = models.ManyToManyField(CulturalObject, related_name="elements", blank=True)

    def scope_keys(self) -> tuple[str, ...]:
        """Its own key first: whoever speaks for the community may be given this one element, and nothing beside it."""
        return (self.key, *super().scope_keys())

    def __str__(self) -> str:
        return self.names.pick(get_language() or "en").text or self.key
