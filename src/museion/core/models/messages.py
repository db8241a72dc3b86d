"""E-mails that leave the house. Do not send from inside a transaction: a row is written with the change that it tells of."""

from django.db import models


class OutgoingMessage(models.Model):
    """An e-mail to send once. `send_key` says what it is about; a second one of the same key is refused by the database."""

    send_key = models.CharField(max_length=200, unique=True)
    to_address = models.EmailField()
    language = models.CharField(max_length=35, default="en")
    subject = models.CharField(max_length=300)
    body = models.TextField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    is_secret = models.BooleanField(default=False, help_text="its text is emptied once it is sent")

    def __str__(self) -> str:
        return self.send_key
