"""What every page of the desk asks first: whether the reader belongs to it; and how forms of the desk read their fields."""

from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, NotAllowedError, Viewer
from museion.core.http.asking import get_actor, get_viewer
from museion.core.keys import InvalidKeyError, read_key
from museion.core.problems import ProblemError
from museion.response.models import Incident
from museion.response.queries.incidents import get_incidents

LONGEST_TEXT = 20_000


class FormError(ValueError):
    """The form cannot be used as it was sent; the message says what to change."""


def check_desk(request: HttpRequest) -> Viewer:
    """The viewer, if the desk's; otherwise the page says who may come in."""
    viewer = get_viewer(request)
    if not viewer.sees(AccessLevel.DESK):
        raise NotAllowedError(get_actor(request), "incident.read", ())
    return viewer


def find_incident(request: HttpRequest, key: str) -> Incident:
    incident = get_incidents(check_desk(request)).filter(key=read_key(key)).first()
    if incident is None:
        raise make_missing(key)
    return incident


def make_missing(key: str) -> ProblemError:
    return ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")


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


def read_form_moment(text: str) -> datetime | None:
    """As `datetime-local` fields send it; times of the desk are UTC."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise FormError(_("“%(text)s” is no time; write it as 2026-03-14 12:00.") % {"text": text})
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
