"""Events as JSON (one typed shape for the API and `/id/<key>.json`), as JSON-LD (schema.org Event) and as iCalendar."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import (
    RecordJson,
    Reference,
    Texts,
    describe_record,
    link_record,
    link_texts,
    make_representations,
    refer,
)
from museion.events.feeds import write_feed
from museion.events.models import Contribution, Event, EventSeries, Session
from museion.events.showing import get_local
from museion.events.terms import ContributionState, EventFormat, EventState


class EventJson(RecordJson):
    """Moments are UTC; `time_zone` says by which clock people come. The address online is told to who is registered."""

    type: str
    state: str
    format: str
    titles: Texts
    descriptions: Texts
    accessibility: Texts
    text_languages: list[str]
    begins_at: datetime
    ends_at: datetime
    time_zone: str
    is_all_day: bool
    venues: Texts
    address: str
    city: str
    country: str
    latitude: float | None
    longitude: float | None
    website: str
    languages: list[str]
    interpretation: list[str]
    capacity: int | None
    fees: dict[str, Any]
    currency: str
    cancelled_for: Texts
    sequence: int
    bodies: list[Reference]
    themes: list[Reference]
    series: Reference | None


class SessionJson(RecordJson):
    """A part of a programme; `begins_at` is null while it is not scheduled."""

    event: Reference | None
    session_kind: str
    titles: Texts
    descriptions: Texts
    track: str
    begins_at: datetime | None
    minutes: int
    room: str
    languages: list[str]
    interpretation: list[str]
    contributions: list[Reference]


class SpeakerJson(BaseModel):
    name: str
    institution: str
    country: str
    person: Reference | None


class ContributionJson(RecordJson):
    """An accepted paper, poster or workshop."""

    event: Reference | None
    session: Reference | None
    contribution_kind: str
    titles: Texts
    abstracts: Texts
    language: str
    speakers: list[SpeakerJson]
    publication_key: str


_SPECIAL = {*RecordJson.model_fields, "bodies", "themes", "series"}
_COLUMNS = [name for name in EventJson.model_fields if name not in _SPECIAL]
_STATUS = {
    EventState.CANCELLED: "https://schema.org/EventCancelled",
    EventState.TENTATIVE: "https://schema.org/EventPostponed",
}
_MODES = {
    EventFormat.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    EventFormat.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    EventFormat.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def describe_event(event: Event, viewer: Viewer) -> EventJson:
    bodies = (refer(body, "body", body.names, viewer) for body in event.bodies.all())
    themes = (refer(theme, "concept", theme.pref_labels, viewer) for theme in event.themes.all())
    series = event.series
    return EventJson(
        **describe_record(event, "event"),
        **{name: getattr(event, name) for name in _COLUMNS},
        bodies=[body for body in bodies if body],
        themes=[theme for theme in themes if theme],
        series=refer(series, "event_series", series.names if series else {}, viewer),
    )


def describe_session(session: Session, viewer: Viewer) -> SessionJson:
    papers = (refer(paper, "contribution", paper.titles, viewer) for paper in session.contributions.all())
    names = ("titles", "descriptions", "track", "begins_at", "minutes", "languages", "interpretation")
    return SessionJson(
        **describe_record(session, "session"),
        **{name: getattr(session, name) for name in names},
        event=refer(session.event, "event", session.event.titles, viewer),
        session_kind=session.kind,
        room=session.room.name if session.room else "",
        contributions=[paper for paper in papers if paper],
    )


def describe_contribution(paper: Contribution, viewer: Viewer) -> ContributionJson:
    speakers = [
        SpeakerJson(
            name=speaker.name,
            institution=speaker.institution,
            country=speaker.country,
            person=refer(speaker.person, "person", {"und": speaker.person.name} if speaker.person else {}, viewer),
        )
        for speaker in paper.speakers.all()
    ]
    session = paper.session
    return ContributionJson(
        **describe_record(paper, "contribution"),
        event=refer(paper.event, "event", paper.event.titles, viewer),
        session=refer(session, "session", session.titles if session else {}, viewer),
        contribution_kind=paper.kind,
        titles=paper.titles,
        abstracts=paper.abstracts,
        language=paper.language,
        speakers=speakers if paper.state == ContributionState.ACCEPTED else [],
        publication_key=paper.publication_key,
    )


def _link_event(event: Event, context: WriterContext) -> dict[str, Any]:
    organizers = (link_record(body, body.names, "Organization", context) for body in event.bodies.all())
    series = event.series
    return {
        "@type": "Event",
        "name": link_texts(event.titles),
        "description": link_texts(event.descriptions),
        "startDate": _write_moment(event.begins_at, event),
        "endDate": _write_moment(event.ends_at, event),
        "eventStatus": _STATUS.get(EventState(event.state), "https://schema.org/EventScheduled"),
        "eventAttendanceMode": _MODES[EventFormat(event.format)],
        "location": _link_places(event, context),
        "organizer": [organizer for organizer in organizers if organizer],
        "inLanguage": event.languages,
        "about": [theme.pref_labels.pick(context.languages).text for theme in event.themes.all()],
        "maximumAttendeeCapacity": event.capacity,
        "isAccessibleForFree": not event.fees,
        "offers": [_link_offer(category, amount, event, context) for category, amount in event.fees.items()],
        "superEvent": link_record(series, series.names if series else "", "EventSeries", context),
    }


def _link_places(event: Event, context: WriterContext) -> list[dict[str, Any]]:
    """The address online is for who is registered: the page stands for it."""
    places: list[dict[str, Any]] = []
    if event.format != EventFormat.ONLINE:
        address = {
            "@type": "PostalAddress",
            "streetAddress": event.address,
            "addressLocality": event.city,
            "addressCountry": event.country,
        }
        place = {"@type": "Place", "name": event.venues.pick(context.languages).text or event.city, "address": address}
        if event.latitude is not None:
            place["geo"] = {"@type": "GeoCoordinates", "latitude": event.latitude, "longitude": event.longitude}
        places.append(place)
    if event.format != EventFormat.ON_SITE:
        places.append({"@type": "VirtualLocation", "url": context.base_url + event.url})
    return places


def _link_offer(category: str, amount: Any, event: Event, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "category": category,
        "price": str(amount),
        "priceCurrency": event.currency,
        "url": f"{context.base_url}/events/{event.key}/register",
    }


def _write_moment(moment: datetime, event: Event) -> str:
    local = get_local(moment, event)
    return local.date().isoformat() if event.is_all_day else local.isoformat()


def _write_calendar(event: Event, context: WriterContext) -> bytes:
    return write_feed([event], name="", languages=context.languages, base_url=context.base_url)


def describe_series(series: EventSeries, viewer: Viewer) -> RecordJson:
    return RecordJson(**describe_record(series, "event_series"))


def _link_session(session: Session, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": link_texts(session.titles),
        "description": link_texts(session.descriptions),
        "startDate": session.begins_at.isoformat() if session.begins_at else "",
        "duration": f"PT{session.minutes}M",
        "inLanguage": session.languages,
        "superEvent": link_record(session.event, session.event.titles, "Event", context),
    }


def _link_contribution(paper: Contribution, context: WriterContext) -> dict[str, Any]:
    speakers = paper.speakers.all() if paper.state == ContributionState.ACCEPTED else ()
    return {
        "@type": "PresentationDigitalDocument",
        "name": link_texts(paper.titles),
        "abstract": link_texts(paper.abstracts),
        "inLanguage": paper.language,
        "author": [{"@type": "Person", "name": speaker.name} for speaker in speakers],
        "isPartOf": link_record(paper.event, paper.event.titles, "Event", context),
    }


def _link_series(series: EventSeries, context: WriterContext) -> dict[str, Any]:
    return {"@type": "EventSeries", "name": link_texts(series.names)}


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "event": (
        *make_representations(describe_event, _link_event),
        Representation("ics", "text/calendar", "iCalendar", _write_calendar),
    ),
    "event_series": make_representations(describe_series, _link_series),
    "session": make_representations(describe_session, _link_session),
    "contribution": make_representations(describe_contribution, _link_contribution),
}
