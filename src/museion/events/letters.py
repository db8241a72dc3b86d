"""What participants read by mail, in their own language where it is one of the site's."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.languages import LanguageMap
from museion.core.site_address import get_site_address
from museion.events.models import Event, Registration
from museion.events.showing import describe_place, describe_time
from museion.events.terms import EventState, RegistrationState


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str
    language: str


def get_registration_address(registration: Registration) -> str:
    return f"{get_site_address()}/registrations/{registration.token}"


def write_confirmation(registration: Registration) -> Letter:
    """What became of a registration, whatever that is."""
    with translation.override(choose_site_language(registration.language)):
        subjects = {
            RegistrationState.CONFIRMED: _("You are registered: %(title)s"),
            RegistrationState.WAITING: _("You are on the waiting list: %(title)s"),
            RegistrationState.ASKED: _("Your registration waits for approval: %(title)s"),
            RegistrationState.REFUSED: _("You cannot take part: %(title)s"),
            RegistrationState.CANCELLED: _("Your registration is cancelled: %(title)s"),
        }
        return _write(registration, subjects[RegistrationState(registration.state)])


def write_change(event: Event, registration: Registration) -> Letter:
    with translation.override(choose_site_language(registration.language)):
        if event.state == EventState.CANCELLED:
            reason = event.cancelled_for.pick(registration.language).text
            return _write(registration, _("Cancelled: %(title)s"), reason)
        return _write(registration, _("New time or place: %(title)s"))


def write_reminder(registration: Registration) -> Letter:
    with translation.override(choose_site_language(registration.language)):
        return _write(registration, _("Soon: %(title)s"), registration.event.online_url)


def write_line(registration: Registration, subject: str, text: str) -> Letter:
    """What organisers tell; `subject` holds %(title)s."""
    with translation.override(choose_site_language(registration.language)):
        return _write(registration, subject, text)


def _write(registration: Registration, subject: str, more: str = "") -> Letter:
    event, language = registration.event, choose_site_language(registration.language)
    title = LanguageMap(event.titles).pick((registration.language, language)).text or event.key
    body = _(
        "%(name)s,\n\n%(subject)s\n\n%(when)s\n%(where)s\n\n%(more)sYour registration, ticket and papers: %(address)s\n"
    )
    told = subject % {"title": title}
    facts = {
        "name": registration.name,
        "subject": told,
        "when": describe_time(event, language),
        "where": describe_place(event, language),
        "more": f"{more}\n\n" if more else "",
        "address": get_registration_address(registration),
    }
    return Letter(told, body % facts, language)


def choose_site_language(tag: str) -> str:
    """The one of the site's that the reader's stands for."""
    base = tag.split("-")[0]
    return base if base in dict(settings.LANGUAGES) else "en"
