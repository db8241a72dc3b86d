"""Asking somebody to take a role in a body or museum, by a link that works once.

Do not store the link: it is signed, names the row, and holds only while the row waits.
"""

from django.db import models

from museion.core.access import AccessLevel, Role
from museion.core.models import Account
from museion.network.models.people import Person


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self, at: object) -> "InvitationQuerySet":
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)


class Invitation(models.Model):
    """`scope_key`: of the body or museum; empty is everywhere. `role_ends_at`: when what it gives ends again."""

    email = models.EmailField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=35, default="en")
    role = models.CharField(max_length=20, choices=Role.choices)
    scope_key = models.CharField(max_length=9, blank=True)
    level = models.CharField(max_length=9, choices=AccessLevel.choices, default=AccessLevel.MEMBER)
    role_ends_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations")
    made_by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations_made")
    acting_as = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations_accepted"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="invitation_accepted_or_revoked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.scope_key or 'everywhere'} for {self.name}"
