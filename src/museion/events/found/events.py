"""How events are found."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel, get_access_tokens
from museion.core.countries import get_country_name
from museion.core.models import Record
from museion.events.models import Event
from museion.events.showing import describe_place, describe_time
from museion.events.terms import EventFormat, EventType
from museion.network.found import fields
from museion.network.found.belonging import BODY, Paths, add_bodies, read_body_paths
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import label_choices, label_language, source_keys
from museion.vocabulary.stating import CONCEPT

_LANGUAGES = ("en", "fr", "es", "ar")
_label_type = label_choices(EventType)
_label_format = label_choices(EventFormat)

FIELDS = (
    fields.TITLE,
    fields.TYPE,
    fields.PLACE,
    fields.DESCRIPTION,
    Field("event_type", FieldKind.TERM, _("type of event"), is_facet=True, label_of=_label_type),
    Field("event_format", FieldKind.TERM, _("on site or online"), is_facet=True, label_of=_label_format),
    Field("language", FieldKind.TERM, _("language"), is_facet=True, label_of=label_language),
    fields.COUNTRY,
    BODY,
    CONCEPT,
    fields.SOURCE,
    fields.DATE,
    fields.LOCATION,
)


def load_events(keys: Sequence[str]) -> Iterable[Document]:
    paths = read_body_paths()
    for event in Event.objects.current().filter(key__in=keys).prefetch_related("bodies", "themes"):
        yield _describe(event, paths)


def list_events_of_bodies(bodies: Collection[int]) -> Iterable[str]:
    """Keys of the events that are found under these bodies."""
    return Event.objects.current().filter(bodies__in=bodies).values_list("key", flat=True).distinct()


def _describe(event: Event, paths: Paths) -> Document:
    document = Document(event.key, "event", get_access_tokens(event.access, event.scope_key))
    document.add_map("title", event.titles)
    document.add_map("description", event.descriptions)
    document.add_map("place", event.venues)
    document.add_text("place", event.city)
    for language in _LANGUAGES:
        document.add_text("type", _label_type(event.type, language), language)
        if event.country:
            document.add_text("place", get_country_name(event.country, language), language)
    for theme in filter(_is_named, event.themes.all()):
        document.add_map("description", theme.pref_labels)
        document.add_term(CONCEPT.name, theme.key)
    add_bodies(document, paths, *(body.id for body in event.bodies.all()))
    for body in filter(_is_named, event.bodies.all()):
        document.add_map("description", body.names)
        document.add_text("description", body.acronym)
    document.add_term("event_type", event.type)
    document.add_term("event_format", event.format)
    document.add_term("language", *dict.fromkeys([*event.languages, *event.interpretation]))
    document.add_term("country", event.country)
    document.add_term("source", event.source)
    document.years["date"] = (event.begins_at.year, event.ends_at.year)
    if event.latitude is not None and event.longitude is not None:
        document.points["location"] = (event.latitude, event.longitude)
    return document


def _is_named(record: Record) -> bool:
    """What not everybody may see is not told by an event either."""
    return record.access == AccessLevel.PUBLIC and not record.withdrawn_at


def present_events(keys: Sequence[str], language: str) -> Iterable[Card]:
    for event in Event.objects.current().filter(key__in=keys):
        facts = (_label_type(event.type, language), describe_time(event, language), describe_place(event, language))
        has_point = event.latitude is not None and event.longitude is not None
        yield Card(
            key=event.key,
            kind="event",
            title=event.titles,
            summary=event.descriptions,
            facts=tuple(fact for fact in facts if fact),
            days=(event.begins_at.date(), max(event.begins_at, event.ends_at).date()),
            point=(event.latitude or 0.0, event.longitude or 0.0) if has_point else None,
        )


EVENT_SOURCE = Source("event", FIELDS, load=load_events, iterate_keys=source_keys(Event), present=present_events)
