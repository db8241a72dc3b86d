"""Events: those a viewer may see, narrowed by what somebody asks for."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from django.db.models import Count, Max, Prefetch, Q, Sum, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.core.problems import ProblemError
from museion.events.models import Event
from museion.events.terms import EventFormat, EventType
from museion.network.models import Body
from museion.network.queries import get_countries_of_alliance
from museion.vocabulary.models import Concept

LONG = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a calendar or a feed is narrowed by; empty means all. `region`: key of an alliance; `language`: spoken or
    interpreted; `theme` includes what is narrower."""

    region: str = ""
    body: str = ""
    theme: str = ""
    language: str = ""
    format: str = ""
    type: str = ""
    country: str = ""

    @property
    def stated(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


def read_filter(parameters: Mapping[str, str]) -> EventFilter:
    """Raises `ProblemError` for a code that is none: everything would look like an answer."""
    asked = {field.name: str(parameters.get(field.name, "")).strip()[:100] for field in fields(EventFilter)}
    for name, choices in (("format", EventFormat), ("type", EventType)):
        if asked[name] and asked[name] not in choices.values:
            detail = _("%(value)s is no %(name)s; known are %(known)s.")
            values = {"value": asked[name], "name": name, "known": ", ".join(choices.values)}
            raise ProblemError(400, _("Unknown filter"), detail % values, "unknown-filter")
    return EventFilter(**asked)


def get_events(viewer: Viewer) -> RecordQuerySet[Event]:
    return Event.objects.current().visible_to(viewer)


def get_organisers() -> RecordQuerySet[Body]:
    """Bodies with all that rights to their events are asked of."""
    return Body.objects.current().select_related("parent__parent").prefetch_related("alliances")


def narrow_events(rows: RecordQuerySet[Event], asked: EventFilter) -> RecordQuerySet[Event]:
    exact = {"format": asked.format, "type": asked.type, "country": asked.country.upper()}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.body:
        rows = rows.filter(bodies__key=asked.body)
    if asked.theme:
        narrower = Concept.objects.filter(Q(key=asked.theme) | Q(broader__key=asked.theme)).values("pk")
        rows = rows.filter(pk__in=Event.themes.through.objects.filter(concept_id__in=narrower).values("event_id"))
    if asked.region:
        alliance = Body.objects.current().filter(key=asked.region).first()
        rows = rows.filter(country__in=get_countries_of_alliance(alliance) if alliance else [])
    if asked.language:
        # JSON text is compared as it is written, because not every database looks inside lists.
        mark = f'"{asked.language}"'
        texts = Event.objects.annotate(spoken=Cast("languages", TextField()), heard=Cast("interpretation", TextField()))
        rows = rows.filter(pk__in=texts.filter(Q(spoken__contains=mark) | Q(heard__contains=mark)).values("pk"))
    return rows


def get_events_between(viewer: Viewer, asked: EventFilter, begins_at: datetime, ends_at: datetime) -> list[Event]:
    """All that touch the time, in the order in which they begin."""
    rows = narrow_events(get_events(viewer), asked).filter(begins_at__lt=ends_at, ends_at__gt=begins_at)
    return list(rows.order_by("begins_at", "id"))


def get_coming(viewer: Viewer, asked: EventFilter, now: datetime) -> RecordQuerySet[Event]:
    """Those that are not over, soonest first."""
    return narrow_events(get_events(viewer), asked).filter(ends_at__gte=now).order_by("begins_at", "id")


def get_past(viewer: Viewer, asked: EventFilter, now: datetime) -> RecordQuerySet[Event]:
    """Those that are over, latest first."""
    return narrow_events(get_events(viewer), asked).filter(ends_at__lt=now).order_by("-begins_at", "-id")


def get_for_feed(viewer: Viewer, asked: EventFilter, since: datetime, *, most: int) -> list[Event]:
    """What was not over then, with all that a feed writes, in a fixed number of reads."""
    named = (
        Prefetch("bodies", Body.objects.only("names", "email")),
        Prefetch("themes", Concept.objects.only("pref_labels")),
    )
    unread = ("accessibility", "text_languages", "languages", "interpretation", "fees", "identifiers", "source_digest")
    rows = get_coming(viewer, asked, since).defer(*unread)
    return list(rows.prefetch_related(*named)[:most])


def stamp_feed(viewer: Viewer, asked: EventFilter, since: datetime) -> str:
    """Another one as soon as something that a feed says may have changed."""
    held = get_coming(viewer, asked, since).order_by()
    told = held.aggregate(Count("pk"), Sum("pk"), Max("changed_at"))
    told["bodies"] = Body.objects.aggregate(last=Max("changed_at"))["last"]
    told["themes"] = Concept.objects.aggregate(last=Max("changed_at"))["last"]
    return hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()[:32]


def is_long(event: Event) -> bool:
    """It would fill every day of a month."""
    return event.ends_at - event.begins_at > LONG
