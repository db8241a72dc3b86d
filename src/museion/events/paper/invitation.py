"""A letter of invitation for a visa, signed so that a consulate can check it."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.languages import LanguageMap, get_direction
from museion.core.paper import Sheet
from museion.core.signing.keys import get_signing_key
from museion.core.signing.statements import seal_file
from museion.core.site_address import get_site_address
from museion.events.models import Registration
from museion.events.paper.travellers import Traveller
from museion.events.showing import describe_place, describe_time


def draw_invitation(registration: Registration, traveller: Traveller, *, language: str, at: datetime) -> bytes:
    event = registration.event
    statement = {"type": "invitation", "event": event.key, "registration": registration.pk, "issued_at": at.isoformat()}
    with translation.override(language):
        content = _draw(registration, traveller, language, at)
    return seal_file(content, statement, get_signing_key())


def _draw(registration: Registration, traveller: Traveller, language: str, at: datetime) -> bytes:
    event = registration.event
    title = LanguageMap(event.titles).pick(language).text or event.key
    bodies = ", ".join(LanguageMap(body.names).pick(language).text for body in event.bodies.all())
    address = f"{get_site_address()}{event.url}"
    sheet = Sheet(foot=address, is_right_to_left=get_direction(language) == "rtl", made_at=at)
    sheet.set_title(_("Letter of invitation"))
    sheet.set_lang(language)
    sheet.tell(bodies)
    sheet.tell(f"{at:%Y-%m-%d}", grey=True)
    sheet.head(_("Letter of invitation"))
    sheet.tell(_("To whom it may concern"))
    sheet.ln(3)
    text = _(
        "We invite %(name)s to take part in “%(title)s”. Registration is confirmed under the number %(number)s. "
        "We kindly ask the authorities concerned to grant the visa that is needed to attend."
    )
    sheet.tell(text % {"name": traveller.name, "title": title, "number": registration.pk})
    sheet.ln(3)
    sheet.facts(
        [
            (_("Name as in the passport"), traveller.name),
            (_("Nationality"), traveller.nationality),
            (_("Passport number"), traveller.passport_number),
            (_("Date of birth"), traveller.born_date),
            (_("Institution"), registration.institution),
            (_("Event"), title),
            (_("When"), describe_time(event, language)),
            (_("Where"), describe_place(event, language)),
            (_("Organised by"), bodies),
            (_("Questions to"), event.email),
        ]
    )
    sheet.ln(4)
    sheet.tell(
        _("Costs of travel, stay and insurance are borne by the participant unless agreed otherwise."), small=True
    )
    sheet.tell(
        _("This file is signed: the event's page and the site's public keys prove that it was not changed."), small=True
    )
    sheet.code(address)
    return bytes(sheet.output())
