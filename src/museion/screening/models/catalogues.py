"""Whole catalogues of a sale, screened lot by lot and again whenever the register changes."""

from django.db import models

from museion.core.models.records import Record
from museion.screening.models.runs import Screening
from museion.screening.terms import CatalogueState


class Catalogue(Record):
    """One uploaded catalogue; seen by whoever uploaded it, and the desk."""

    LETTER = "u"

    title = models.CharField(max_length=300)
    seller = models.CharField(max_length=200, blank=True)
    sale_date = models.DateField(null=True, blank=True)
    file_name = models.CharField(max_length=300)
    stored_file = models.CharField(max_length=80, blank=True, help_text="the file in the store")
    stored_pictures = models.CharField(max_length=80, blank=True, help_text="the archive of its pictures in the store")
    language = models.CharField(max_length=35, default="en", help_text="what is asked back is told in it")
    state = models.CharField(max_length=8, choices=CatalogueState.choices, default=CatalogueState.WAITING)
    problem = models.TextField(blank=True)
    lot_count = models.PositiveIntegerField(default=0)
    screened_count = models.PositiveIntegerField(default=0)
    screened_at = models.DateTimeField(null=True, blank=True)
    account_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.title


class Lot(models.Model):
    """One lot. `fields`: by Object ID key; `photos`: file names in the store; `urgency`: 0 (nothing) to 1."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="lots")
    number = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    photos = models.JSONField(default=list)
    problem = models.TextField(blank=True, help_text="what of the lot could not be read")
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, null=True, blank=True, related_name="lots")
    urgency = models.FloatField(default=0.0, db_index=True)
    is_new = models.BooleanField(default=False, help_text="found something that the run before had not")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catalogue", "number"], name="lot_once")]

    def __str__(self) -> str:
        return f"lot {self.number}"
