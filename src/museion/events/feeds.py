"""Events as feeds: iCalendar in one language, with fallbacks that say which language they are in."""

from collections.abc import Iterable, Sequence

from museion.core.languages import LanguageMap
from museion.events.formats.ical.writer import FeedEvent, write_calendar
from museion.events.models import Event
from museion.events.showing import describe_place
from museion.events.terms import EventFormat, EventState

MOST = 1000
_STATUS = {EventState.CANCELLED: "CANCELLED", EventState.TENTATIVE: "TENTATIVE", EventState.DRAFT: "TENTATIVE"}


def write_feed(
    events: Iterable[Event], *, name: str, languages: Sequence[str], base_url: str, address: str = ""
) -> bytes:
    """`languages`: what the reader wants, best first."""
    made = [_describe(event, languages, base_url) for event in events]
    return write_calendar(
        made, name=name or (made[0].summary if made else "Museion"), language=languages[0], address=address
    )


def make_uid(event: Event) -> str:
    """The same for ever, wherever the site stands (RFC 7986, 5.3)."""
    return f"{event.key}@museion"


def _describe(event: Event, languages: Sequence[str], base_url: str) -> FeedEvent:
    title = LanguageMap(event.titles).pick(languages)
    told = event.cancelled_for if event.state == EventState.CANCELLED else event.descriptions
    text = LanguageMap(told).pick(languages)
    bodies = list(event.bodies.all())
    has_point = event.latitude is not None and event.longitude is not None
    is_placed = event.format != EventFormat.ONLINE
    return FeedEvent(
        uid=make_uid(event),
        url=base_url + event.url,
        summary=title.text or event.key,
        language=title.language,
        begins_at=event.begins_at,
        ends_at=event.ends_at,
        zone=event.time_zone,
        changed_at=event.changed_at,
        created_at=event.created_at,
        is_all_day=event.is_all_day,
        description=text.text[:4000],
        description_language=text.language,
        location=describe_place(event, languages[0]),
        position=(event.latitude or 0.0, event.longitude or 0.0) if has_point and is_placed else None,
        organizer=bodies[0].names.pick(languages).text if bodies else "",
        organizer_email=event.email or (bodies[0].email if bodies else ""),
        categories=tuple(theme.pref_labels.pick(languages).text for theme in event.themes.all()),
        status=_STATUS.get(EventState(event.state), "CONFIRMED"),
        sequence=event.sequence,
    )
