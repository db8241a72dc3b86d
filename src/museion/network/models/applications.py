"""Asking to belong: what was asked, who decided what and why.

Do not show an application to anybody but the applicant, the committee asked, and the secretariat.
"""

from django.db import models

from museion.core.models import Account, Record
from museion.network.models.bodies import Body
from museion.network.models.membership import Membership
from museion.network.models.museums import Museum
from museion.network.models.people import Person
from museion.network.terms import ApplicationState, MemberCategory


class MembershipApplication(Record):
    """Of a person, or of a museum through the account of somebody who works there. `documents`: see
    `actions.documents.KeptDocument`."""

    LETTER = "xa"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    committee = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    membership = models.OneToOneField(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="application"
    )
    category = models.CharField(max_length=14, choices=MemberCategory.choices)
    state = models.CharField(
        max_length=12, choices=ApplicationState.choices, default=ApplicationState.COMMITTEE, db_index=True
    )
    name = models.CharField(max_length=500)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=35, default="en")
    position = models.CharField(max_length=200, blank=True)
    budget = models.BigIntegerField(null=True, blank=True, help_text="yearly operating budget in euros")
    statement = models.TextField(blank=True)
    is_professional = models.BooleanField(default=True)
    code_edition = models.CharField(max_length=20, help_text="of the code of ethics that was accepted")
    documents = models.JSONField(default=list, blank=True)
    submitted_at = models.DateTimeField()

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class ApplicationStep(models.Model):
    """What happened to an application, in words that the applicant reads."""

    application = models.ForeignKey(MembershipApplication, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=ApplicationState.choices)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.state} by {self.by}"
