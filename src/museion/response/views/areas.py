"""An area as a form states it: a circle, WKT or GeoJSON, or else a whole country."""

from django.utils import timezone
from django.utils.translation import gettext as _

from museion.core.countries import is_country
from museion.response.feeds.alerts import Area, FeedError, Geocode
from museion.response.feeds.cap.infos import read_circle
from museion.response.feeds.reader import read_feed


class AreaError(ValueError):
    """The form names no area that can be used; the message says what to write."""


def read_area(text: str, country: str) -> Area:
    """Raises `AreaError`."""
    if not text:
        if not is_country(country):
            raise AreaError(_("Please name a country, or write an area."))
        return Area(country, geocodes=(Geocode("ISO 3166-1", country),))
    try:
        return Area(text[:100], circles=(read_circle(text, "area"),))
    except FeedError:
        reading = read_feed(text.encode(), received_at=timezone.now())
    areas = [area for alert in reading.alerts for area in alert.areas if area.polygons or area.circles]
    if not areas:
        raise AreaError(_("No area can be read from this. Write a circle as 48.85,2.35 30, or WKT, or GeoJSON."))
    return areas[0]
