"""Work that a write promised: a row in the same transaction, gone once a worker has done it."""

from django.db import models


class OutboxEntry(models.Model):
    """`topic` says which handler does it; doing it twice must equal doing it once."""

    id = models.BigAutoField(primary_key=True)
    topic = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=9)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["topic", "id"], name="outbox_in_order")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
