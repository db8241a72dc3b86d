"""What is fetched from partners: sources, harvests of them, which records came from where, and what could not be used.

A harvest's checkpoint is written in the transaction of the records that it counts, so a crash loses nothing and repeats nothing.
Do not forget a harvested record when it is withdrawn: its identifier may come back.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museion.core.models.records import Record
from museion.core.wording import keep_wording, read_wording


class Protocol(models.TextChoices):
    """How a source is fetched."""

    OAI_PMH = "oai-pmh", "OAI-PMH 2.0"
    CHANGES = "changes", _("change discovery (IIIF, Linked Art)")
    FILE = "file", _("a file over HTTPS")


class Troubled(models.Model):
    """Why something did not go as it should, kept so that each reader is told in their own language."""

    problem = models.TextField(blank=True)
    wording = models.JSONField(
        default=dict, blank=True, help_text="what the problem was made of, to say it in another language"
    )

    class Meta:
        abstract = True

    @property
    def told(self) -> str:
        return read_wording(self.wording, self.problem)

    def state_problem(self, problem: str) -> None:
        self.problem, self.wording = str(problem), keep_wording(problem)


class HarvestSource(Record, Troubled):
    """A partner's address that is harvested again and again. `name`: the source of the records that come from it.

    `harvested_until`: what the next harvest begins with, in the source's own words and granularity. `withdraws_missing`: what a list of
    everything names no more is withdrawn, for sources that do not tell what they deleted.
    """

    LETTER = "xy"

    title = models.CharField(max_length=200)
    name = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=1000)
    protocol = models.CharField(max_length=8, choices=Protocol.choices, default=Protocol.OAI_PMH)
    prefix = models.CharField(max_length=64, blank=True, help_text="the metadata format asked for")
    set_spec = models.CharField(max_length=200, blank=True)
    importer = models.CharField(max_length=32, help_text="what the records become")
    mapping = models.CharField(max_length=300)
    contact = models.EmailField(blank=True, help_text="who is told of records that cannot be used")
    every_hours = models.PositiveIntegerField(default=0, help_text="0: only when asked for")
    anew_every_days = models.PositiveIntegerField(
        default=0, help_text="ask for everything so often; 0: only for changes"
    )
    withdraws_missing = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    harvested_until = models.CharField(max_length=40, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class Harvest(Troubled):
    """One run. `is_whole`: it began with everything, not with what changed. `token` and `since`: where it goes on. `stamp`: the highest datestamp seen, `is_ordered`: datestamps only rose."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("failed")

    source = models.ForeignKey(HarvestSource, on_delete=models.CASCADE, related_name="harvests")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    since = models.CharField(max_length=40, blank=True)
    token = models.TextField(blank=True)
    is_whole = models.BooleanField(default=False)
    stamp = models.CharField(max_length=40, blank=True)
    is_ordered = models.BooleanField(default=True)
    answered_at = models.CharField(max_length=40, blank=True, help_text="the source's clock at the first answer")
    pages = models.BigIntegerField(default=0)
    read = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    deleted = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    restarts = models.PositiveIntegerField(default=0, help_text="times that a token died or a page came twice")
    promised = models.BigIntegerField(default=0, help_text="the size of the whole list, as the source said")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.source_id}, {self.started_at:%Y-%m-%d}"


class HarvestedRecord(models.Model):
    """Which record of ours came from which identifier; what it was made of, so that the same costs nothing again. `seen_in`: the number of
    the last whole harvest that it was in."""

    source = models.ForeignKey(HarvestSource, on_delete=models.CASCADE, related_name="records")
    identifier = models.CharField(max_length=500)
    key = models.CharField(max_length=9, blank=True, help_text="empty while nothing of it could be used")
    datestamp = models.CharField(max_length=40, blank=True)
    digest = models.BinaryField(max_length=16, default=b"")
    seen_in = models.BigIntegerField(default=0)
    is_deleted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="harvested_once_a_source")]

    def __str__(self) -> str:
        return self.identifier


class HarvestProblem(Troubled):
    """A record of a source that could not be used, or not whole, kept with the reason until it comes again and is fine."""

    source = models.ForeignKey(HarvestSource, on_delete=models.CASCADE, related_name="problems")
    identifier = models.CharField(max_length=500)
    datestamp = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=100, blank=True)
    value = models.TextField(blank=True, help_text="what the field held")
    raw = models.TextField(blank=True)
    found_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "identifier"], name="problems_of_harvested")]

    def __str__(self) -> str:
        return f"{self.identifier}: {self.problem}"

    @property
    def found(self) -> str:
        """The value, where the reason does not name it itself: one of several fields does."""
        return "" if ", " in self.field else self.value
