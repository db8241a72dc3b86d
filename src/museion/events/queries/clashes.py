"""Events as the planning of all bodies sees them: with themes and what is above them, with regions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from museion.core.access import Viewer
from museion.events.models import Event
from museion.events.planning.clashes import WEEK, Clash, Planned, find_clashes, find_clashes_with
from museion.events.planning.coverage import Coverage, Held, count_coverage
from museion.events.queries.events import get_events
from museion.events.showing import describe_place, describe_time
from museion.events.terms import EventFormat, EventState, EventType
from museion.network.models import Body
from museion.network.terms import BodyKind
from museion.vocabulary.models import Concept

# An exhibition of months, or a day that all keep at once, disturbs nobody.
_HARMLESS = (EventType.EXHIBITION_EXCHANGE, EventType.INTERNATIONAL_MUSEUM_DAY)


@dataclass(frozen=True, slots=True)
class ShownClash:
    clash: Clash
    one: Event
    other: Event
    one_when: str
    other_when: str
    one_where: str
    other_where: str
    themes: list[Concept]


def find_coming_clashes(
    viewer: Viewer, now: datetime, language: str, *, most: int = 100
) -> tuple[list[ShownClash], int]:
    """The worst of the next year and a half, and how many there are."""
    rows = get_events(viewer).filter(ends_at__gte=now, begins_at__lt=now + timedelta(days=550))
    events = {event.key: event for event in _get_comparable(rows)}
    clashes = find_clashes(_plan(list(events.values())))
    return _show(clashes[:most], events, language), len(clashes)


def find_clashes_of(values: Mapping[str, Any], *, theme_ids: Sequence[int], language: str) -> list[ShownClash]:
    """What an event that is only planned would meet; the day can still be another."""
    begins_at, ends_at = values["begins_at"], values["ends_at"]
    if begins_at is None or ends_at is None:
        return []
    rows = Event.objects.current().filter(begins_at__lt=ends_at + WEEK, ends_at__gt=begins_at - WEEK)
    events = {event.key: event for event in _get_comparable(rows)}
    names = dict(Concept.objects.filter(pk__in=theme_ids).values_list("pk", "key"))
    wanted = Planned(
        "",
        begins_at,
        ends_at,
        _widen(frozenset(names.values()), _read_broader()),
        _read_regions().get(values.get("country", ""), frozenset()),
        country=values.get("country", ""),
        is_online=values.get("format") == EventFormat.ONLINE,
    )
    return _show(find_clashes_with(wanted, _plan(list(events.values()))), events, language)


def get_coverage(viewer: Viewer, begins_at: datetime, ends_at: datetime, theme_keys: Sequence[str]) -> Coverage:
    """Events that took or take place between the two moments."""
    rows = get_events(viewer).filter(begins_at__lt=ends_at, ends_at__gt=begins_at).exclude(state=EventState.CANCELLED)
    held = [
        Held(
            "" if event.format == EventFormat.ONLINE else event.country,
            frozenset(theme.key for theme in event.themes.all()),
        )
        for event in rows.prefetch_related("themes").only("format", "country")
    ]
    members = (
        Body.objects.current()
        .visible_to(viewer)
        .filter(kind__in=(BodyKind.NATIONAL_COMMITTEE, BodyKind.NATIONAL_CORRESPONDENT))
    )
    countries = members.exclude(country="").values_list("country", flat=True)
    return count_coverage(held, countries=countries, themes=theme_keys)


def _get_comparable(rows: QuerySet[Event]) -> QuerySet[Event]:
    kept = rows.exclude(state=EventState.CANCELLED).exclude(type__in=_HARMLESS)
    return kept.prefetch_related("themes", "bodies")


def _plan(events: Sequence[Event]) -> list[Planned]:
    regions, broader = _read_regions(), _read_broader()
    return [
        Planned(
            key=event.key,
            begins_at=event.begins_at,
            ends_at=event.ends_at,
            themes=_widen(frozenset(theme.key for theme in event.themes.all()), broader),
            regions=regions.get(event.country, frozenset()),
            bodies=frozenset(body.key for body in event.bodies.all()),
            country=event.country,
            is_online=event.format == EventFormat.ONLINE,
        )
        for event in events
    ]


def _widen(themes: frozenset[str], broader: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return themes.union(*(broader.get(theme, frozenset()) for theme in themes))


def _read_broader() -> dict[str, frozenset[str]]:
    """Each concept's direct broader concepts, by key, of concepts that events are about."""
    found: dict[str, set[str]] = defaultdict(set)
    links = Concept.broader.through.objects.filter(from_concept__events__isnull=False)
    for narrow, broad in links.values_list("from_concept__key", "to_concept__key").distinct():
        found[narrow].add(broad)
    return {key: frozenset(keys) for key, keys in found.items()}


def _read_regions() -> dict[str, frozenset[str]]:
    """Country to the alliances that its committees joined."""
    found: dict[str, set[str]] = defaultdict(set)
    for country, alliance in (
        Body.objects.current().filter(alliances__isnull=False).values_list("country", "alliances__key")
    ):
        found[country].add(alliance)
    return {country: frozenset(keys) for country, keys in found.items()}


def _show(clashes: Sequence[Clash], events: Mapping[str, Event], language: str) -> list[ShownClash]:
    keys = {key for clash in clashes for key in clash.themes}
    themes = {concept.key: concept for concept in Concept.objects.filter(key__in=keys)}
    shown = []
    for clash in clashes:
        other = events[clash.other]
        one = events.get(clash.one, other)
        shown.append(
            ShownClash(
                clash,
                one,
                other,
                describe_time(one, language),
                describe_time(other, language),
                describe_place(one, language),
                describe_place(other, language),
                [themes[key] for key in sorted(clash.themes) if key in themes],
            )
        )
    return shown
