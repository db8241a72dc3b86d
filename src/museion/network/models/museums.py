"""Museums and like institutions.

Do not put coordinates of stores or a private telephone into public columns: `emergency_contact` is for the desk.
"""

from django.db import models
from django.utils.translation import get_language

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.network.models.bodies import Body
from museion.network.terms import GoverningStatus, InstitutionCategory


class Museum(Record):
    """An institution of the register. `collection_types`: list of `CollectionType` codes."""

    LETTER = "m"

    names = LanguageMapField()
    other_names = models.JSONField(default=list, blank=True)
    descriptions = LanguageMapField()
    category = models.CharField(max_length=24, choices=InstitutionCategory.choices, default=InstitutionCategory.MUSEUM)
    governing_status = models.CharField(max_length=12, choices=GoverningStatus.choices, blank=True)
    collection_types = models.JSONField(default=list, blank=True)
    established_text = models.CharField(max_length=100, blank=True, help_text="as written")
    established_edtf = models.CharField(max_length=100, blank=True)
    established_earliest = models.BigIntegerField(null=True, blank=True, help_text="YYYYMMDD, astronomical year")
    established_latest = models.BigIntegerField(null=True, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=200, blank=True)
    subdivision = models.CharField(max_length=10, blank=True, help_text="ISO 3166-2, or the source's own code")
    country = models.CharField(max_length=2, blank=True, db_index=True, help_text="ISO 3166-1 alpha-2")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    director = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=50, blank=True)
    website = models.URLField(max_length=1000, blank=True)
    emergency_contact = models.TextField(blank=True, help_text="read at level desk only")
    accepts_card = models.BooleanField(default=False, help_text="lets holders of a membership card in")
    card_terms = LanguageMapField(help_text="what the card gives there")
    national_committee = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="museums"
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="museum_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.names.pick(get_language() or "en").text or self.key

    def scope_keys(self) -> tuple[str, ...]:
        committee = self.national_committee
        return (self.key, *(committee.scope_keys() if committee else ()))
