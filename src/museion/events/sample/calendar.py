"""1,200 invented events over three years: the year before, this one and the next."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from museion.core.access import Actor
from museion.core.saving import Draft
from museion.events.actions.events import save_events
from museion.events.formats.zones import place_leniently, read_zone
from museion.events.models import Event
from museion.events.terms import EventFormat, EventState, EventType
from museion.network.models import Body
from museion.network.sample.marking import NOTICES, REASON, SOURCE, make_random
from museion.network.sample.places import City, read_cities, read_countries
from museion.network.terms import BodyKind, MemberCategory
from museion.vocabulary.models import Concept

A_YEAR = 400
YEARS = (-1, 0, 1)
TEXT_LANGUAGES = ("en", "fr", "es")
SCHEMES = ("collection-types", "museum-skills")
# How often each type is held, how many days it lasts, how many places it has.
_TYPES: dict[EventType, tuple[int, tuple[int, ...], tuple[int, ...]]] = {
    EventType.ANNUAL_CONFERENCE: (9, (2, 3, 4), (120, 200, 350)),
    EventType.CONFERENCE: (10, (1, 2, 3), (80, 150, 250)),
    EventType.MEETING: (22, (0,), (30, 60)),
    EventType.WORKSHOP: (18, (0, 1, 2), (16, 24, 30)),
    EventType.TRAINING: (16, (2, 4, 5), (12, 18, 20)),
    EventType.WEBINAR: (14, (0,), (300, 500)),
    EventType.EXHIBITION_EXCHANGE: (5, (30, 60, 90), ()),
    EventType.INTERNATIONAL_MUSEUM_DAY: (6, (1,), ()),
}  # fmt: skip
_SPOKEN = ("en", "en", "en", "fr", "fr", "es", "es", "ar", "pt")


@dataclass(frozen=True, slots=True)
class Theme:
    id: int
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Organiser:
    """`country` is empty for a body that meets anywhere."""

    id: int
    key: str
    country: str


def make_calendar(seed: int, *, actor: Actor, at: datetime) -> int:
    """Years that are there already are left alone."""
    if Event.objects.filter(source=SOURCE).count() >= A_YEAR * len(YEARS):
        return 0
    themes, organisers = _read_themes(), _read_organisers()
    made = 0
    for offset in YEARS:
        drafts = list(draft_year(seed, at.year + offset, themes, organisers))
        made += save_events(drafts, actor=actor, at=at, reason=REASON).created
    return made


def draft_year(seed: int, year: int, themes: Sequence[Theme], organisers: Sequence[Organiser]) -> Iterator[Draft]:
    random = make_random(seed, f"events {year}")
    yield _draft_event(random, year, 0, EventType.GENERAL_ASSEMBLY, themes, organisers)
    weights = [weight for weight, _days, _places in _TYPES.values()]
    for number in range(1, A_YEAR):
        chosen = random.choices(list(_TYPES), weights)[0]
        yield _draft_event(random, year, number, chosen, themes, organisers)


def _draft_event(
    random: Random,
    year: int,
    number: int,
    kind: EventType,
    themes: Sequence[Theme],
    organisers: Sequence[Organiser],
) -> Draft:
    organiser = random.choice(organisers)
    theme, city, country = random.choice(themes), *_choose_city(random, organiser)
    _weight, days, places = _TYPES.get(kind, (1, (1,), (200, 300)))
    zone = read_zone(city.time_zone)
    form = _choose_format(random, kind)
    values = {
        "source": SOURCE,
        "source_id": f"event/{year}/{number:03d}",
        "scope_key": organiser.key,
        "type": kind.value,
        "state": random.choices([EventState.CONFIRMED, EventState.TENTATIVE, EventState.CANCELLED], [90, 6, 4])[
            0
        ].value,
        "format": form.value,
        "titles": _choose_texts(random, kind.value, theme, city.name),
        "descriptions": dict(NOTICES),
        "text_languages": list(TEXT_LANGUAGES),
        "accessibility": _choose_texts(random, "accessibility", theme, city.name) if random.random() < 0.4 else {},
        "languages": list(dict.fromkeys(random.choices(_SPOKEN, k=random.choice((1, 1, 2))))),
        "time_zone": zone,
        "capacity": random.choice(places) if places else None,
        **_choose_moments(random, year, kind, random.choice(days), zone),
        **_choose_fees(random, kind),
    }
    if form != EventFormat.ONLINE:
        values |= _describe_place(random, city, country, theme)
    spoken = values["languages"]
    if kind in {EventType.ANNUAL_CONFERENCE, EventType.GENERAL_ASSEMBLY}:
        values["interpretation"] = [tag for tag in TEXT_LANGUAGES if tag not in spoken]
    if values["state"] == EventState.CANCELLED:
        values["cancelled_for"] = {
            "en": "The host withdrew.",
            "fr": "L'hôte s'est retiré.",
            "es": "El anfitrión se retiró.",
        }
    return Draft(values, {"bodies": [organiser.id], "themes": [theme.id]})


def _choose_moments(random: Random, year: int, kind: EventType, days: int, zone: str) -> dict[str, Any]:
    """Meetings begin on a weekday at nine or later; what lasts days are whole days, but for courses."""
    day = date(year, 1, 8) + timedelta(days=random.randrange(345))
    if kind == EventType.INTERNATIONAL_MUSEUM_DAY:
        day = date(year, 5, 18)
    elif day.weekday() > 4:
        day += timedelta(days=2)
    if days > 10 or kind == EventType.INTERNATIONAL_MUSEUM_DAY:
        begins, ends = datetime(day.year, day.month, day.day), datetime(day.year, day.month, day.day)  # noqa: DTZ001
        ends += timedelta(days=max(days, 1))
        return {"begins_at": place_leniently(begins, zone), "ends_at": place_leniently(ends, zone), "is_all_day": True}
    begins = datetime(day.year, day.month, day.day, random.choice((9, 9, 10, 14)), random.choice((0, 0, 30)))  # noqa: DTZ001
    ends = begins + timedelta(hours=random.choice((2, 3)) if days == 0 else 8) + timedelta(days=max(days - 1, 0))
    return {"begins_at": place_leniently(begins, zone), "ends_at": place_leniently(ends, zone)}


def _choose_format(random: Random, kind: EventType) -> EventFormat:
    if kind == EventType.WEBINAR:
        return EventFormat.ONLINE
    if kind in {EventType.EXHIBITION_EXCHANGE, EventType.INTERNATIONAL_MUSEUM_DAY}:
        return EventFormat.ON_SITE
    return random.choices(list(EventFormat), [55, 20, 25])[0]


def _choose_fees(random: Random, kind: EventType) -> dict[str, Any]:
    if kind not in {EventType.ANNUAL_CONFERENCE, EventType.CONFERENCE, EventType.TRAINING} or random.random() < 0.4:
        return {}
    full = random.choice((90, 150, 240, 320))
    fees = {"": full, MemberCategory.INDIVIDUAL.value: full * 2 // 3, MemberCategory.STUDENT.value: full // 3}
    return {"fees": fees, "currency": "EUR"}


def _choose_texts(random: Random, name: str, theme: Theme, city: str) -> dict[str, str]:
    """English always; one language or another is left out, as editors leave them out."""
    patterns = read_words()[name]
    held = [tag for tag in patterns if tag == "en" or random.random() < (0.35 if tag == "ar" else 0.8)]
    texts = {tag: patterns[tag].format(theme=_label(theme, tag), city=city) for tag in held}
    return {tag: text[:1].upper() + text[1:] for tag, text in texts.items()}


def _label(theme: Theme, tag: str) -> str:
    return theme.labels.get(tag) or theme.labels.get("en") or next(iter(theme.labels.values()), "")


def _describe_place(random: Random, city: City, country: str, theme: Theme) -> dict[str, Any]:
    return {
        "venues": _choose_texts(random, "venue", theme, city.name),
        "city": city.name,
        "country": country,
        "latitude": round(city.latitude, 3),
        "longitude": round(city.longitude, 3),
    }


def _choose_city(random: Random, organiser: Organiser) -> tuple[City, str]:
    countries = read_countries()
    code = organiser.country or random.choices(countries, [country.weight for country in countries])[0].code
    cities = read_cities()[code][:5]
    return random.choices(cities, range(len(cities), 0, -1))[0], code


@cache
def read_words() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("museion.events.sample") / "words.toml").read_text("utf-8"))


def _read_themes() -> list[Theme]:
    rows = Concept.objects.filter(source="museion", scheme__slug__in=SCHEMES).order_by("id")
    return [Theme(concept.pk, concept.pref_labels) for concept in rows]


def _read_organisers() -> list[Organiser]:
    """Committees of subjects hold more than those of countries."""
    kinds = (
        BodyKind.NATIONAL_COMMITTEE,
        BodyKind.INTERNATIONAL_COMMITTEE,
        BodyKind.REGIONAL_ALLIANCE,
        BodyKind.AFFILIATED_ORGANISATION,
    )
    rows = Body.objects.filter(source=SOURCE, kind__in=kinds).order_by("id").values_list("id", "key", "country", "kind")
    return [
        Organiser(number, key, country)
        for number, key, country, kind in rows
        for _turn in range(4 if kind == BodyKind.INTERNATIONAL_COMMITTEE else 1)
    ]
