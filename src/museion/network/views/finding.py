"""Records that an address or a form names, of those that the asker may know of."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from museion.core.http.asking import get_viewer
from museion.core.http.forms import FormError, need_field, need_record, read_form_key
from museion.network.models import Body, Museum, Person
from museion.network.queries import get_bodies, get_museums, get_people


def find_body(request: HttpRequest, key: str) -> Body:
    return need_record(get_bodies(get_viewer(request)), key)


def find_museum(request: HttpRequest, key: str) -> Museum:
    return need_record(get_museums(get_viewer(request)), key)


def find_person_by_key(request: HttpRequest, key: str) -> Person:
    return need_record(get_people(get_viewer(request)), key)


def find_person(request: HttpRequest) -> Person:
    """The one whose key the form's field `person` holds."""
    key = read_form_key(need_field(request, "person"))
    person = get_people(get_viewer(request)).filter(key=key).first()
    if person is None:
        raise FormError(_("No person has the key %(key)s.") % {"key": key})
    return person
