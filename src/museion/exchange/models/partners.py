"""Partners, the packages that go to them and come from them, and what is delivered to their programs.

Do not change a package once it is made, and do not delete a line of its log: both sides show the same one.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.models.records import Record


class Partner(Record):
    """Somebody to exchange packages with: a police force, a customs service, another register.

    `domain`: how packages name it. `public_keys`: its JSON Web Key Set, as it publishes or handed it over.
    """

    LETTER = "xx"

    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, unique=True)
    email = models.EmailField(blank=True)
    inbox = models.CharField(
        max_length=1000, blank=True, help_text="where packages are sent; empty: they are handed over"
    )
    keys_address = models.CharField(max_length=1000, blank=True, help_text="where its keys are published")
    public_keys = models.JSONField(default=dict, blank=True)
    release_level = models.CharField(max_length=9, choices=AccessLevel.choices, default=AccessLevel.PUBLIC)
    webhook = models.CharField(max_length=1000, blank=True, help_text="where changes are told")
    webhook_set = models.CharField(max_length=80, blank=True, help_text="of which set; empty: all")
    told_until = models.DateTimeField(null=True, blank=True)
    told_number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Direction(models.TextChoices):
    OUTGOING = "outgoing", _("outgoing")
    INCOMING = "incoming", _("incoming")


class PackageState(models.TextChoices):
    """Where a package stands; `received` is that of an incoming one."""

    PREPARED = "prepared", _("prepared")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    RECEIVED = "received", _("received")


class PartnerPackage(Record):
    """One package. `package_id`: its identifier with its sender. `log`: as both sides have it. `receipt`: the recipient's signed word."""

    LETTER = "xz"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="packages")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    state = models.CharField(max_length=12, choices=PackageState.choices)
    package_id = models.CharField(max_length=200)
    purpose = models.TextField()
    release_level = models.CharField(max_length=9, choices=AccessLevel.choices)
    case = models.CharField(max_length=200, blank=True)
    record_keys = models.JSONField(default=list)
    file_name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    signature = models.TextField()
    receipt = models.TextField(blank=True)
    log = models.JSONField(default=list)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["partner", "direction", "package_id"], name="package_comes_once"),
        ]

    def __str__(self) -> str:
        return self.package_id


class Delivery(models.Model):
    """One thing on its way to a partner's program; tried again, ever more seldom, until it is taken. `package`: none for changes."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="deliveries")
    package = models.ForeignKey(PartnerPackage, on_delete=models.CASCADE, null=True, related_name="deliveries")
    address = models.CharField(max_length=1000)
    body = models.BinaryField(default=b"", help_text="of a package: empty, its file is sent")
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, db_index=True, help_text="empty: done, or given up")
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"to {self.address}"
