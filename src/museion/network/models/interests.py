"""Members who offer to work in a committee. An interest waits until somebody who keeps the committee answers, or it is taken back."""

from django.db import models

from museion.network.models.bodies import Body
from museion.network.models.people import Person


class CommitteeInterest(models.Model):
    """`words`: what the member would bring. `has_joined` is empty while it waits and where it was taken back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="committee_interests")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="interests")
    words = models.TextField(blank=True)
    stated_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    has_joined = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["stated_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body"], condition=models.Q(closed_at__isnull=True), name="one_open_interest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.body_id}"
