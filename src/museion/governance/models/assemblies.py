"""An assembly: who may vote with how many votes, who votes for whom, who is there, what is on the agenda.

Do not take a delegate or a proxy out of the table: note when it ended, so that the list of any past moment can be told.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.governance.terms import AssemblyState, MotionState
from museion.network.models import Body, Person

_STILL = models.Q(removed_at__isnull=True)


class Assembly(Record):
    """`rules_date`: the statutes of this day hold. `quorum_share`: a fraction of all votes that must be exceeded."""

    LETTER = "g"

    names = LanguageMapField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="assemblies")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64, default="UTC", help_text="IANA name")
    place = models.CharField(max_length=200, blank=True)
    is_online = models.BooleanField(default=False)
    rules_date = models.DateField()
    list_closes_at = models.DateTimeField()
    changes_until_at = models.DateTimeField()
    quorum_share = models.CharField(max_length=9, default="1/2")
    state = models.CharField(max_length=12, choices=AssemblyState.choices, default=AssemblyState.PREPARED)

    class Meta(Record.Meta):
        verbose_name_plural = "assemblies"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")), name="assembly_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.names.pick("en").text or self.key

    def scope_keys(self) -> tuple[str, ...]:
        return self.body.scope_keys()


class Delegate(models.Model):
    """A person whom a body sends with a number of its votes. `emergency`: why the list was changed after it closed.

    `is_listed`: None until the list closes, then whether the statutes let the person vote; `reasons`: what spoke against it.
    """

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="delegates")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    votes = models.PositiveSmallIntegerField(default=1)
    appointed_at = models.DateTimeField()
    emergency = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    is_listed = models.BooleanField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["body_id", "appointed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "body", "person"], condition=_STILL, name="delegate_of_a_body_once"
            ),
            models.CheckConstraint(condition=models.Q(votes__gte=1), name="delegate_has_a_vote"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.body}"


class Proxy(models.Model):
    """The giver's votes are cast by the holder."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="proxies")
    giver = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="given")
    holder = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="held")
    given_at = models.DateTimeField()
    emergency = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "proxies"
        constraints = [
            models.UniqueConstraint(fields=["giver"], condition=_STILL, name="one_proxy_of_a_giver"),
            models.CheckConstraint(condition=~models.Q(giver=models.F("holder")), name="proxy_is_for_another"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} by {self.holder_id}"


class Presence(models.Model):
    """A delegate in the room or on the line."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="presences")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["came_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["delegate"], condition=models.Q(left_at__isnull=True), name="present_once")
        ]

    def __str__(self) -> str:
        return f"{self.delegate_id} since {self.came_at:%H:%M}"


class AgendaItem(models.Model):
    """One point of the agenda."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    titles = LanguageMapField()
    texts = LanguageMapField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="agenda_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.titles.pick('en').text}"


class Motion(Record):
    """What the assembly is asked to decide. `amends`: the motion whose text this one would change; it is voted first."""

    LETTER = "xm"

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="motions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="motions")
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    titles = LanguageMapField()
    texts = LanguageMapField()
    moved_by = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="motions")
    state = models.CharField(max_length=10, choices=MotionState.choices, default=MotionState.PROPOSED)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(amends__isnull=True) | ~models.Q(amends=models.F("id")),
                name="motion_does_not_amend_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.key

    def scope_keys(self) -> tuple[str, ...]:
        return self.assembly.scope_keys()
