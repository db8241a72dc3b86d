"""Times and places of an event as people read them: by the clock of the place, in the reader's language."""

from datetime import datetime, timedelta

from babel.dates import format_date, format_interval, get_timezone_name
from django.utils.translation import gettext as _

from museion.core.countries import get_country_name
from museion.core.languages import LanguageMap, join_words
from museion.events.formats.zones import get_zone
from museion.events.models import Event
from museion.events.terms import EventFormat


def describe_time(event: Event, language: str) -> str:
    """`14–16 Mar 2026` for whole days, else with hours and the zone's name: nobody comes an hour late for a clock change."""
    locale = get_locale(language)
    begins, ends = get_local(event.begins_at, event), get_local(event.ends_at, event)
    if event.is_all_day:
        last = (ends - timedelta(minutes=1)).date()
        first = begins.date()
        return (
            format_date(first, "long", locale)
            if first >= last
            else format_interval(first, last, "yMMMd", locale=locale)
        )
    zone = get_timezone_name(begins, width="long", locale=locale)
    if begins.date() == ends.date():
        hours = f"{begins:%H:%M}–{ends:%H:%M}"
        return _("%(day)s, %(hours)s (%(zone)s)") % {
            "day": format_date(begins, "full", locale),
            "hours": hours,
            "zone": zone,
        }
    opening, closing = (f"{format_date(moment, 'long', locale)}, {moment:%H:%M}" for moment in (begins, ends))
    return _("%(first)s – %(last)s (%(zone)s)") % {"first": opening, "last": closing, "zone": zone}


def describe_place(event: Event, language: str) -> str:
    if event.format == EventFormat.ONLINE:
        return _("online")
    country = get_country_name(event.country, language) if event.country else ""
    venue = LanguageMap(event.venues).pick(language).text
    parts = [part for part in (venue, event.address, event.city, country) if part]
    place = join_words(dict.fromkeys(parts), language)
    if event.format == EventFormat.HYBRID:
        return _("%(place)s, and online") % {"place": place} if place else _("on site and online")
    return place


def get_local(moment: datetime, event: Event) -> datetime:
    """By the clock of the place."""
    return moment.astimezone(get_zone(event.time_zone))


def get_locale(language: str) -> str:
    """English as the rest of the site writes it: the day before the month."""
    if language == "en":
        return "en_GB"
    return language.replace("-", "_") if language.split("-")[0] in {"en", "fr", "es", "ar"} else "en"
