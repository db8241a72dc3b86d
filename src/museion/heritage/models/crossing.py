"""Papers of what crosses a border, letters about a transfer, places that would take in what is in danger.

A paper here is what people noted of it; which papers are asked for is read from the base of laws whenever it is shown.
"""

from django.db import models

from museion.heritage.care_terms import LetterReaders, PaperState, TransferLeg
from museion.heritage.models.loans import Loan
from museion.heritage.models.transfers import Transfer
from museion.network.models import Museum


class AttachedFile(models.Model):
    """One document beside a record, by content hash, read by who reads the record. `file_name`: name in the room's own store."""

    file_name = models.CharField(max_length=80, blank=True, db_index=True)
    file_title = models.CharField(max_length=200, blank=True, help_text="as the sender called it")
    media_type = models.CharField(max_length=40, blank=True)
    noted_by = models.CharField(max_length=200)
    noted_at = models.DateTimeField()

    class Meta:
        abstract = True


class CrossingPaper(AttachedFile):
    """What became of one paper. `rule`: key of a law, kind of rule, article and border, or a name that a person gave.

    `basis`: the rule as it read when the paper was noted: `{"citation", "article", "text", "from_date", "certainty", "country"}`.
    """

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, null=True, blank=True, related_name="crossing_papers")
    transfer = models.ForeignKey(
        Transfer, on_delete=models.CASCADE, null=True, blank=True, related_name="crossing_papers"
    )
    leg = models.CharField(max_length=4, choices=TransferLeg.choices)
    rule = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.OPEN)
    reference = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    basis = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(loan__isnull=False, transfer__isnull=True)
                | models.Q(loan__isnull=True, transfer__isnull=False),
                name="paper_of_one_crossing",
            ),
            models.UniqueConstraint(fields=["loan", "leg", "rule"], name="loan_paper_once"),
            models.UniqueConstraint(fields=["transfer", "leg", "rule"], name="transfer_paper_once"),
        ]

    def __str__(self) -> str:
        return self.reference or self.rule


class Letter(AttachedFile):
    """A letter, call or meeting about a transfer, such as a claim or a consultation; one side's own unless both may read it."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="letters")
    readers = models.CharField(max_length=5, choices=LetterReaders.choices)
    written_date = models.DateField()
    party = models.CharField(max_length=300, help_text="from or to whom")
    text = models.TextField()

    class Meta:
        ordering = ["-written_date", "-id"]

    def __str__(self) -> str:
        return f"{self.written_date} {self.party}"


class SafeHaven(models.Model):
    """What a museum would take in from others in danger. Read by who acts for a museum; a refuge that all know is none."""

    museum = models.OneToOneField(Museum, on_delete=models.CASCADE, related_name="safe_haven")
    room_for = models.CharField(max_length=300)
    conditions = models.TextField(blank=True)
    contact = models.CharField(max_length=300)
    until_date = models.DateField(null=True, blank=True)
    stated_by = models.CharField(max_length=200)
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.room_for
