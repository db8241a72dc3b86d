"""How pages read the fields of a form: bare text in, typed values out, and a sentence where that cannot be."""

from datetime import UTC, date, datetime
from typing import TypeVar

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from museion.core.keys import InvalidKeyError, read_key
from museion.core.models.records import Record, RecordQuerySet
from museion.core.problems import ProblemError

R = TypeVar("R", bound=Record)

LONGEST_TEXT = 20_000


class FormError(ValueError):
    """The form cannot be used as it was sent; the message says what to change."""


def read_field(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).strip()[:LONGEST_TEXT]


def need_field(request: HttpRequest, name: str) -> str:
    text = read_field(request, name)
    if not text:
        raise FormError(_("Please fill in every field of the form."))
    return text


def read_form_key(text: str) -> str:
    try:
        return read_key(text)
    except InvalidKeyError as error:
        raise FormError(str(error)) from error


def read_form_number(text: str, *, least: int = 0, most: int = 10**9) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise FormError(
            _("“%(text)s” is no number from %(least)s to %(most)s.") % {"text": text, "least": least, "most": most}
        )
    return number


def read_form_day(text: str) -> date | None:
    """As `date` fields send it."""
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise FormError(_("“%(text)s” is no day; write it as 2026-03-14.") % {"text": text})
    return day


def need_form_day(text: str) -> date:
    day = read_form_day(text)
    if day is None:
        raise FormError(_("Please fill in every field of the form."))
    return day


def read_form_moment(text: str) -> datetime | None:
    """As `datetime-local` fields send it; times in forms are UTC."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise FormError(_("“%(text)s” is no time; write it as 2026-03-14 12:00.") % {"text": text})
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def make_missing(key: str) -> ProblemError:
    return ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")


def need_record(rows: RecordQuerySet[R], key: str) -> R:
    """The one of `rows` with this key; what the reader may not see has to be left out of them before."""
    record = rows.filter(key=read_key(key)).first()
    if record is None:
        raise make_missing(key)
    return record


def go_back(address: str, problem: str = "") -> HttpResponseRedirect:
    """After a form: to the page, with what was wrong if something was."""
    return HttpResponseRedirect(f"{address}?{urlencode({'problem': problem})}" if problem else address)
