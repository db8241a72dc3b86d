"""What people who are called read, in their own language where it is one of the site's."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from museion.core.countries import get_country_name
from museion.core.site_address import get_site_address
from museion.network.models import Person
from museion.network.queries import choose_language
from museion.response.feeds.terms import Status
from museion.response.models import Mobilisation


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str
    language: str


def make_call_token(mobilisation_key: str, person_key: str) -> str:
    """Signed with the site's secret: nobody can guess one, and a worker that starts anew makes the same."""
    return salted_hmac("museion.response.call", f"{mobilisation_key} {person_key}", algorithm="sha256").hexdigest()


def get_call_path(mobilisation: Mobilisation, person: Person) -> str:
    return f"/calls/{make_call_token(mobilisation.key, person.key)}"


def write_call(mobilisation: Mobilisation, person: Person, seat: str, *, due_at: datetime) -> Letter:
    language = choose_language(person)
    with translation.override(language):
        address = get_site_address() + get_call_path(mobilisation, person)
        request = mobilisation.request
        facts = {
            "name": person.name,
            "title": mobilisation.title,
            "seat": seat,
            "country": get_country_name(request["country"], language),
            "hours": f"{request['within_hours']:g}",
            "days": f"{request['days']:g}",
            "due": f"{due_at:%Y-%m-%d %H:%M} UTC",
            "yes": f"{address}?answer=accept",
            "no": f"{address}?answer=decline",
            "other": f"{address}?answer=propose",
        }
        body = _(
            "%(name)s,\n\n"
            "the desk asks you to join a mission: %(title)s.\n"
            "Your part: %(seat)s. Where: %(country)s. To arrive within %(hours)s hours, for %(days)s days.\n\n"
            "Please answer by %(due)s:\n"
            "I come: %(yes)s\n"
            "I cannot: %(no)s\n"
            "I propose otherwise: %(other)s\n"
        )
        return Letter(f"{_mark(mobilisation)}{mobilisation.title}", _mark(mobilisation) + body % facts, language)


def write_stand_down(mobilisation: Mobilisation, person: Person) -> Letter:
    language = choose_language(person)
    with translation.override(language):
        body = _("%(name)s,\n\nyou are not needed any more for: %(title)s. Thank you for being ready.\n")
        facts = {"name": person.name, "title": mobilisation.title}
        return Letter(f"{_mark(mobilisation)}{mobilisation.title}", _mark(mobilisation) + body % facts, language)


def write_exhausted(mobilisation: Mobilisation, person: Person, *, lacking: int) -> Letter:
    language = choose_language(person)
    with translation.override(language):
        body = _(
            "Nobody is left to ask for: %(title)s. Still needed: %(count)s. Please decide how to go on: %(address)s\n"
        )
        address = f"{get_site_address()}/mobilisations/{mobilisation.key}"
        facts = {"title": mobilisation.title, "count": lacking, "address": address}
        return Letter(f"{_mark(mobilisation)}{mobilisation.title}", _mark(mobilisation) + body % facts, language)


def _mark(mobilisation: Mobilisation) -> str:
    """What is practised must not be taken for real, in the subject line and in the first line."""
    incident = mobilisation.incident
    is_actual = incident is None or incident.status == Status.ACTUAL
    return "" if is_actual else f"[{_('EXERCISE')}] "
