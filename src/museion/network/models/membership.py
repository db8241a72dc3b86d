"""Who belongs to the network, since when, as what; seats in international committees; representatives of institutions.

A person votes in one international committee at most: the database refuses a second voting seat that has no end.
"""

from django.db import models

from museion.core.models import Account
from museion.network.models.bodies import Body
from museion.network.models.dated import SpanFact
from museion.network.models.museums import Museum
from museion.network.models.people import Person
from museion.network.terms import MemberCategory

_STILL = models.Q(to_date__isnull=True, superseded_at__isnull=True)


class PersonAccount(models.Model):
    """Which account is which person's own."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="person_link")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="account_link")
    linked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id} is {self.person_id}"


class Holder(models.Model):
    """What belongs to a person or to a museum, and never to both."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def holder(self) -> Person | Museum:
        held = self.person or self.museum
        if held is None:
            raise LookupError("a row without a holder, which the database refuses")
        return held


def one_holder(name: str) -> models.CheckConstraint:
    condition = models.Q(person__isnull=True, museum__isnull=False) | models.Q(
        person__isnull=False, museum__isnull=True
    )
    return models.CheckConstraint(condition=condition, name=name)


class Membership(Holder, SpanFact):
    """A person or a museum in a category. `band`: of institutions, see `FeeBand`. `is_professional`: works in or for museums."""

    category = models.CharField(max_length=14, choices=MemberCategory.choices)
    band = models.CharField(max_length=16, blank=True)
    national_committee = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    is_professional = models.BooleanField(default=True)

    class Meta(SpanFact.Meta):
        constraints = [
            *SpanFact.Meta.constraints,
            one_holder("membership_of_one_holder"),
            models.UniqueConstraint(fields=["person"], condition=_STILL, name="one_membership_of_a_person"),
            models.UniqueConstraint(fields=["museum"], condition=_STILL, name="one_membership_of_a_museum"),
        ]

    def __str__(self) -> str:
        return f"{self.category} since {self.from_date}"


class CommitteeSeat(SpanFact):
    """A member of an international committee: voting in one, without a vote in any number."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="committee_seats")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="committee_seats")
    is_voting = models.BooleanField(default=False)

    class Meta(SpanFact.Meta):
        constraints = [
            *SpanFact.Meta.constraints,
            models.UniqueConstraint(fields=["person", "body"], condition=_STILL, name="one_seat_in_a_committee"),
            models.UniqueConstraint(
                fields=["person"], condition=_STILL & models.Q(is_voting=True), name="one_voting_seat_of_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.body_id}"


class Representative(SpanFact):
    """Somebody who stands for an institution that is a member."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="represented")
    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, related_name="representatives")

    class Meta(SpanFact.Meta):
        constraints = [
            *SpanFact.Meta.constraints,
            models.UniqueConstraint(fields=["person", "museum"], condition=_STILL, name="representative_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.museum_id}"
