"""What people have learnt, with the day and the proof.

Do not delete a competence whose proof was revoked: withdraw it, so that one sees that it was there.
"""

from django.db import models

from museion.network.models.bodies import Body
from museion.network.models.people import Person
from museion.vocabulary.models import Concept


class Competence(models.Model):
    """`evidence_key`: the record that proves it. `added_speciality`: whether the person had not stated the concept before."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="competences")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="competences")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gained_date = models.DateField()
    expires_date = models.DateField(null=True, blank=True)
    evidence_key = models.CharField(max_length=9, blank=True)
    added_speciality = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-gained_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "concept", "evidence_key"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="competence_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.concept_id} of {self.person_id}"
