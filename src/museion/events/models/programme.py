"""The programme: calls, what is proposed, who judges it, and when and where it happens.

Do not show a reviewer who wrote a proposal of an anonymous call, nor an author who judged it.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models import Account
from museion.core.models.records import Record
from museion.events.models.events import Event
from museion.events.terms import (
    ContributionKind,
    ContributionState,
    MaterialKind,
    Recommendation,
    SessionKind,
)
from museion.network.models import Person


class Room(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=100)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="room_once")]

    def __str__(self) -> str:
        return self.name


class Session(Record):
    """A part of the programme; without `begins_at` it is not scheduled yet."""

    LETTER = "xs"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=8, choices=SessionKind.choices, default=SessionKind.PARALLEL)
    titles = LanguageMapField()
    descriptions = LanguageMapField()
    track = models.CharField(max_length=100, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(default=90)
    room = models.ForeignKey(Room, on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions")
    languages = models.JSONField(default=list, blank=True)
    interpretation = models.JSONField(default=list, blank=True)
    chairs = models.ManyToManyField(Person, related_name="chaired_sessions", blank=True)
    counts_for_certificate = models.BooleanField(default=True)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["event", "begins_at"], name="sessions_of_event")]

    def scope_keys(self) -> tuple[str, ...]:
        return self.event.scope_keys()


class Call(models.Model):
    """A call for papers. `text_languages`: in which the title and abstract are wanted; `reviews_due_at`: until when reviewers
    judge, of which they are reminded."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="call")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reviews_due_at = models.DateTimeField(null=True, blank=True)
    guidelines = LanguageMapField()
    topics = models.JSONField(default=list, help_text="language maps, in order; a contribution names the place")
    text_languages = models.JSONField(default=list, blank=True)
    most_words = models.PositiveIntegerField(default=400)
    is_anonymous = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="call_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return f"call of {self.event_id}"


class Contribution(Record):
    """A paper, poster or workshop. `token` opens the author's own page; `position` orders a session."""

    LETTER = "xp"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="contributions")
    kind = models.CharField(max_length=8, choices=ContributionKind.choices, default=ContributionKind.PAPER)
    state = models.CharField(max_length=9, choices=ContributionState.choices, default=ContributionState.SUBMITTED)
    titles = LanguageMapField()
    abstracts = LanguageMapField()
    topic = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=35, blank=True, help_text="it is held in")
    token = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True, help_text="to the authors")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="contributions")
    position = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=20)
    publication_key = models.CharField(max_length=9, blank=True, help_text="of the library's record, once handed over")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["event", "state"], name="contributions_of_event")]

    def scope_keys(self) -> tuple[str, ...]:
        return self.event.scope_keys()


class Speaker(models.Model):
    """Who wrote or presents a contribution, as stated; `person` where the register knows them."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="talks")
    name = models.CharField(max_length=300)
    email = models.EmailField(blank=True)
    institution = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True)
    biography = LanguageMapField()
    is_presenting = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Review(models.Model):
    """One reviewer's judgement of one contribution; without `judged_at` it is only asked for. Scores are 1 to 5."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reviews")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    scores = models.JSONField(default=dict, blank=True)
    recommendation = models.CharField(max_length=6, choices=Recommendation.choices, blank=True)
    to_authors = models.TextField(blank=True)
    to_committee = models.TextField(blank=True)
    has_conflict = models.BooleanField(default=False, help_text="the reviewer says so; the judgement does not count")
    assigned_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["contribution", "reviewer"], name="reviewed_once")]

    def __str__(self) -> str:
        return f"review {self.pk}"


class ReviewComment(models.Model):
    """One line of the reviewers' discussion, which authors never see."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="discussion")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Material(models.Model):
    """A file of a contribution or of the event as a whole; `file_name` begins with the SHA-256 of its bytes."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="materials"
    )
    kind = models.CharField(max_length=9, choices=MaterialKind.choices, default=MaterialKind.SLIDES)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=35, blank=True)
    file_name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    is_public = models.BooleanField(default=False, help_text="else for registered people")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title
