"""What every page of the desk asks first: whether the reader belongs to it."""

from django.http import HttpRequest

from museion.core.access import Viewer, check_right
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import (
    FormError,
    need_field,
    need_record,
    read_field,
    read_form_key,
    read_form_moment,
)
from museion.response.models import Incident
from museion.response.queries.incidents import get_incidents

__all__ = [
    "FormError",
    "check_desk",
    "find_incident",
    "need_field",
    "need_record",
    "read_field",
    "read_form_key",
    "read_form_moment",
]


def check_desk(request: HttpRequest) -> Viewer:
    """The viewer, if the desk's; otherwise the page says who may come in."""
    check_right(get_actor(request), "incident.read")
    return get_viewer(request)


def find_incident(request: HttpRequest, key: str) -> Incident:
    return need_record(get_incidents(check_desk(request)), key)
