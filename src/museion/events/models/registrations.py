"""Who takes part: the form of an event, registrations, what only organisers may know, and who was there.

Do not write a participant's name, address or needs into the journal: it cannot be erased there. Journal lines name the event
and the number of the registration.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models import Account
from museion.events.models.events import Event
from museion.events.terms import OPEN_STATES, RegistrationState
from museion.network.models import Museum, Person
from museion.network.terms import MemberCategory


class Booking(models.Model):
    """How one registers for an event. `fields`: list of `forms.Question` as JSON. `taken` counts confirmed people; the
    database itself refuses more than `places`."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="booking")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True, help_text="empty: as many as come")
    taken = models.PositiveIntegerField(default=0)
    needs_approval = models.BooleanField(default=False)
    has_waiting_list = models.BooleanField(default=True)
    most_in_group = models.PositiveSmallIntegerField(default=10)
    asks_needs = models.BooleanField(default=True, help_text="dietary and access needs")
    fields = models.JSONField(default=list, blank=True)
    terms = LanguageMapField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(places__isnull=True) | models.Q(taken__lte=models.F("places")),
                name="no_more_confirmed_than_places",
            )
        ]

    def __str__(self) -> str:
        return f"registration for {self.event_id}"


class Registration(models.Model):
    """One person for one event. `token` opens the person's own page and is the ticket's code; `group` is the token of who
    registered several; the order of a waiting list is the order of `id`."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    token = models.CharField(max_length=32, unique=True)
    group = models.CharField(max_length=32, blank=True, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    museum = models.ForeignKey(Museum, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations")
    name = models.CharField(max_length=300)
    email = models.EmailField()
    institution = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True)
    category = models.CharField(max_length=14, choices=MemberCategory.choices, blank=True)
    language = models.CharField(max_length=35, default="en")
    is_online = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=False, help_text="agreed to appear in the list of participants")
    is_walk_in = models.BooleanField(default=False)
    answers = models.JSONField(default=dict, blank=True)
    fee = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=9, choices=RegistrationState.choices)
    consented_at = models.DateTimeField()
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=models.Q(state__in=OPEN_STATES),
                name="registered_once",
            )
        ]
        indexes = [models.Index(fields=["event", "state", "id"], name="registrations_of_event")]

    def __str__(self) -> str:
        return f"registration {self.pk}"


class SpecialNeed(models.Model):
    """What only organisers of the event read, and what is erased after it."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="need")
    diet = models.CharField(max_length=500, blank=True)
    access = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"needs of registration {self.registration_id}"
