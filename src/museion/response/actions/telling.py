"""Telling the museums in reach of an event: one message each, written with the note that it was told, sent by the worker."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.bulk import update_rows
from museion.core.journal import Change, record_changes
from museion.core.models import OutgoingMessage
from museion.network.models import Museum
from museion.response.feeds.terms import Status
from museion.response.models import Exposure, HazardEvent

COUNTRIES_BY_LANGUAGE = {
    "fr": "FR BE CH LU MC SN CI ML BF NE TG BJ CM GA CG CD MG HT DJ KM GN TD CF",
    "es": "ES MX AR CL CO PE VE EC BO PY UY CR PA GT HN NI SV DO CU GQ",
    "ar": "EG SA AE QA KW BH OM YE IQ SY JO LB PS LY TN DZ MA SD MR",
}
_LANGUAGES = {country: tag for tag, countries in COUNTRIES_BY_LANGUAGE.items() for country in countries.split()}


@transaction.atomic
def tell_museums(event: HazardEvent, *, base_url: str, actor: Actor, at: datetime) -> int:
    """Every museum in reach that was not told yet and has an address; returns how many. Doing it again tells nobody twice."""
    check_right(actor, "alert.tell")
    untold = event.exposures.filter(told_at__isnull=True, priority__gt=0).exclude(museum__email="")
    exposures = list(untold.select_related("museum"))
    messages = [_write(event, exposure.museum, base_url, at) for exposure in exposures]
    OutgoingMessage.objects.bulk_create(messages, ignore_conflicts=True)
    update_rows(Exposure, ("told_at", "id"), [(at, exposure.pk) for exposure in exposures])
    if exposures:
        record_changes([Change("alert.tell", event.key, None, {"museums": len(exposures)})], actor=actor, at=at)
    return len(exposures)


def find_language(country: str) -> str:
    """The language of the message; English where none of ours is the country's."""
    return _LANGUAGES.get(country, "en")


def _write(event: HazardEvent, museum: Museum, base_url: str, at: datetime) -> OutgoingMessage:
    language = find_language(museum.country)
    with translation.override(language):
        title = event.titles.pick(language).text or event.event_key
        exercise = _("EXERCISE")
        mark = "" if event.status == Status.ACTUAL else f"[{exercise}] "
        body = _(
            "Your museum %(museum)s lies within reach of this event: %(title)s.\n\n"
            "What is known of it: %(address)s\n\n"
            "If you need help, or have suffered damage, tell the desk."
        ) % {"museum": museum.names.pick(language).text, "title": title, "address": base_url + event.url}
    return OutgoingMessage(
        send_key=f"alert {event.key} {museum.key}",
        to_address=museum.email,
        language=language,
        subject=f"{mark}{title}"[:300],
        body=mark + body,
        made_at=at,
    )
