"""One row an import of a file, and one a rejected row of it, so that nothing is lost when a run is cut."""

from django.db import models

from museion.core.wording import read_wording


class ImportRun(models.Model):
    """How far the import of one file has come; written in the same transaction as the rows it counts."""

    class State(models.TextChoices):
        RUNNING = "running"
        FINISHED = "finished"
        FAILED = "failed"

    kind = models.CharField(max_length=32)
    mapping = models.CharField(max_length=64)
    file_name = models.TextField()
    file_digest = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(default=0, help_text="rows of the file that are dealt with")
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} from {self.file_name}"


class QuarantinedRow(models.Model):
    """A row that could not be used, whole, with what was wrong and what was expected."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="quarantine")
    place = models.CharField(max_length=300, help_text="file and line, or element")
    field = models.CharField(max_length=100, blank=True)
    value = models.TextField(blank=True)
    problem = models.TextField()
    wording = models.JSONField(default=dict, help_text="what the problem was made of, to say it in another language")
    raw = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["run", "id"], name="quarantine_of_run")]

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"

    @property
    def told(self) -> str:
        return read_wording(self.wording, self.problem)
