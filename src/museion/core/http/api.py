"""What the rooms' API functions share."""

from typing import TypeVar

from django.http import HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from museion.core.keys import read_key
from museion.core.models import KeyAlias, Record
from museion.core.models.records import RecordQuerySet
from museion.core.problems import ProblemError

R = TypeVar("R", bound=Record)


def answer_record(rows: RecordQuerySet[R], text: str, response: HttpResponse) -> R:
    """The record of this key, or of the key it was merged into, out of what the viewer may see; dates the answer."""
    key = read_key(text)
    record = rows.filter(key=key).first()
    if record is None:
        merged = KeyAlias.objects.filter(old_key=key).values("key")
        record = rows.filter(key__in=merged).first()
    if record is None:
        raise ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")
    response.headers["Last-Modified"] = http_date(record.changed_at.timestamp())
    return record
