"""Ballots. Who may vote and who has voted is in one table; what was voted is in another that names nobody.

Do not add a time, an order, an account or a delegate to `CastVote`, and do not write a journal line a vote: each would join
again what is kept apart. Its number is drawn at random, because databases keep rows in the order of their numbers.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.governance.models.assemblies import Assembly, Delegate, Motion
from museion.governance.terms import BallotState, Method
from museion.network.models import Body
from museion.network.terms import MandateRole


class Ballot(Record):
    """`options`: list of `{"code", "names", "person"}` (person: a key, of an election). `threshold`: the share that a qualified
    majority needs, reached or exceeded. `counts_abstentions`: whether it is a share of all votes or of yes and no alone."""

    LETTER = "xb"

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="ballots")
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, null=True, blank=True, related_name="ballots")
    titles = LanguageMapField()
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.SIMPLE)
    options = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField(default=1)
    threshold = models.CharField(max_length=9, default="1/2")
    counts_abstentions = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=BallotState.choices, default=BallotState.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    office_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="elections")
    office_role = models.CharField(max_length=20, choices=MandateRole.choices, blank=True)
    term_from = models.DateField(null=True, blank=True)
    term_to = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.key

    def scope_keys(self) -> tuple[str, ...]:
        return self.assembly.scope_keys()


class BallotVoter(models.Model):
    """Who may vote in a ballot, with how many votes (own ones and those of proxies), and whether that happened."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="ballots")
    votes = models.PositiveSmallIntegerField()
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "delegate"], name="voter_of_a_ballot_once")]

    def __str__(self) -> str:
        return f"{self.delegate_id} in {self.ballot_id}"


class CastVote(models.Model):
    """One vote. Somebody with forty-five votes leaves forty-five of these, so that no row shows whose it may be.

    `code`: SHA-256 of the receipt and the vote's place; the receipt itself is kept nowhere.
    """

    id = models.BigIntegerField(primary_key=True)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="cast")
    code = models.CharField(max_length=64, unique=True)
    choice = models.JSONField()

    def __str__(self) -> str:
        return self.code[:12]
