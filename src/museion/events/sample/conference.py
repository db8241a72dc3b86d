"""One invented general conference with all that belongs to it, and registration and calls of other coming events."""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from museion.core.access import Actor
from museion.core.saving import Draft
from museion.events.actions.attendance import Scan, record_scans
from museion.events.actions.bookings import save_booking
from museion.events.actions.certificates import issue_certificates, save_rule
from museion.events.actions.events import save_events
from museion.events.actions.minutes import add_resolution, save_minutes
from museion.events.actions.programme import add_room, create_session, move_session, place_contribution
from museion.events.actions.proposals import Proposal, StatedSpeaker, save_call, submit_proposal
from museion.events.actions.registrations import Applicant, register
from museion.events.actions.surveys import answer_survey, save_survey
from museion.events.formats.zones import place_leniently
from museion.events.models import Booking, Contribution, Event, Registration, Session
from museion.events.sample.reviews import review_papers
from museion.events.terms import EventType
from museion.network.models import Body, Person
from museion.network.sample.marking import NOTICES, REASON, SOURCE, make_random
from museion.network.sample.places import read_cities
from museion.network.terms import BodyKind
from museion.vocabulary.models import Concept

ROOMS = (("Grande salle", 900), ("Salle Baobab", 180), ("Salle Fleuve", 120), ("Studio", 40))
SLOTS = ((9, 0), (11, 0), (14, 30))
DAYS = 4
PAPERS = 64
PARTICIPANTS = 60
OTHER_EVENTS = 12
TOPICS: tuple[dict[str, str], ...] = (
    {"en": "Museums and water", "fr": "Les musées et l'eau", "es": "Los museos y el agua"},
    {"en": "Rescue of collections", "fr": "Sauvetage des collections", "es": "Rescate de colecciones"},
    {"en": "Provenance and return", "fr": "Provenance et restitution", "es": "Procedencia y restitución"},
    {"en": "Learning for everybody", "fr": "Apprendre pour tous", "es": "Aprender para todos"},
)
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "name": "overall",
        "kind": "rating",
        "labels": {"en": "How was it?", "fr": "Comment était-ce ?", "es": "¿Qué tal fue?"},
    },
    {
        "name": "again",
        "kind": "choice",
        "labels": {"en": "Would you come again?", "fr": "Reviendriez-vous ?", "es": "¿Volvería?"},
        "options": [{"en": "Yes", "fr": "Oui", "es": "Sí"}, {"en": "No", "fr": "Non", "es": "No"}],
    },
    {"name": "note", "kind": "text", "labels": {"en": "What else?", "fr": "Quoi d'autre ?", "es": "¿Qué más?"}},
)
FIELDS: tuple[dict[str, Any], ...] = (
    {
        "name": "excursion",
        "kind": "choice",
        "labels": {"en": "Excursion", "fr": "Excursion", "es": "Excursión"},
        "options": [
            {"en": "Island", "fr": "Île", "es": "Isla"},
            {"en": "Old town", "fr": "Vieille ville", "es": "Casco antiguo"},
        ],
    },
)


def make_conference(seed: int, *, actor: Actor, at: datetime) -> None:
    """Doing it again changes nothing: it begins only where the conference is not there."""
    source_id = f"general-conference/{at.year}"
    body = Body.objects.filter(source=SOURCE, kind=BodyKind.GENERAL_ASSEMBLY).first()
    if body is None or Event.objects.filter(source=SOURCE, source_id=source_id).exists():
        return
    random = make_random(seed, source_id)
    event = _make_event(body, source_id, actor, at)
    people = list(Person.objects.filter(source=SOURCE).select_related("institution").order_by("id")[:600])
    if not people:
        return
    _make_programme(event, random, people, actor, at)
    _sign_up(event, random, people, actor, at)
    _open_others(random, actor, at)
    _finish_course(random, people, actor, at)


def _make_event(body: Body, source_id: str, actor: Actor, at: datetime) -> Event:
    day = choose_first_day(at.date())
    begins = place_leniently(datetime(day.year, day.month, day.day, 8), "Africa/Dakar")  # noqa: DTZ001 - a wall clock
    city = "Dakar"
    values = {
        "source": SOURCE,
        "source_id": source_id,
        "scope_key": body.key,
        "type": EventType.GENERAL_CONFERENCE.value,
        "format": "hybrid",
        "titles": {
            "en": f"General Conference, {city}",
            "fr": f"Conférence générale, {city}",
            "es": f"Conferencia General, {city}",
            "ar": "المؤتمر العام، داكار",
        },
        "descriptions": NOTICES,
        "text_languages": ["en", "fr", "es"],
        "accessibility": {
            "en": "Step-free entrance, induction loop.",
            "fr": "Entrée de plain-pied, boucle magnétique.",
        },
        "begins_at": begins,
        "ends_at": begins + timedelta(days=DAYS - 1, hours=11),
        "time_zone": "Africa/Dakar",
        "venues": {"en": "Invented Congress Palace", "fr": "Palais des congrès inventé"},
        "city": city,
        "country": "SN",
        "latitude": 14.74,
        "longitude": -17.51,
        "languages": ["en", "fr", "es"],
        "interpretation": ["en", "fr", "es", "ar"],
        "capacity": 900,
        "fees": {"": 480, "individual": 320, "student": 120},
        "currency": "EUR",
    }
    themes = Concept.objects.filter(source="museion", scheme__slug="museum-skills").order_by("id")[:3]
    links = {"bodies": [body.pk], "themes": [theme.pk for theme in themes]}
    saved = save_events([Draft(values, links)], actor=actor, at=at, reason=REASON)
    return Event.objects.get(key=saved.keys[0])


def choose_first_day(today: date) -> date:
    """A Monday in ten weeks or a little more, so that everything about it is still open; not around the turn of the year."""
    day = today + timedelta(days=70)
    if (day.month, day.day) >= (12, 8):
        day = date(day.year + 1, 1, 18)
    elif day.month == 1:
        day = max(day, date(day.year, 1, 18))
    return day + timedelta(days=-day.weekday() % 7)


def _make_programme(event: Event, random: Random, people: Sequence[Person], actor: Actor, at: datetime) -> None:
    rooms = [add_room(event, name, capacity=capacity, actor=actor, at=at) for name, capacity in ROOMS]
    dates = {"opens_at": at - timedelta(days=60), "closes_at": at + timedelta(days=14)}
    save_call(event, {**dates, "topics": list(TOPICS), "text_languages": ["en", "fr"]}, actor=actor, at=at)
    asked_at = at - timedelta(days=30)
    papers = [_propose(event, random, people, number, actor, asked_at) for number in range(PAPERS)]
    sessions = [_add_session(event, random, place, rooms, actor, at) for place in range(DAYS * len(SLOTS) * 2)]
    # Nobody speaks of a paper in the opening and the closing session.
    by_topic = {topic: sessions[1:-1][(topic - 1) % len(TOPICS) :: len(TOPICS)] for topic in range(len(TOPICS))}
    for number, accepted in enumerate(review_papers(papers, random, actor=actor, at=at)):
        fitting = by_topic[accepted.topic or 0]
        place_contribution(
            accepted, fitting[number % len(fitting)], position=number // len(fitting), actor=actor, at=at
        )


def _propose(
    event: Event, random: Random, people: Sequence[Person], number: int, actor: Actor, at: datetime
) -> Contribution:
    topic = number % len(TOPICS)
    authors = random.sample(people, random.choice((1, 1, 2)))
    speakers = [
        StatedSpeaker(
            person.name,
            person.email,
            person.institution.names.pick("en").text if person.institution else "",
            person.country,
            person=person,
        )
        for person in authors
    ]
    patterns = read_titles()[topic]
    code = random.choice(list(read_cities()))
    pattern, city = patterns[number // len(TOPICS) % len(patterns)], read_cities()[code][0].name
    titles = {tag: text.format(city=city) for tag, text in pattern.items() if tag != "es" or random.random() < 0.5}
    proposal = Proposal(titles, dict(NOTICES), speakers, topic=topic, language=random.choice(("en", "fr", "es")))
    return submit_proposal(event, proposal, actor=actor, at=at)


def name_session(place: int) -> dict[str, str]:
    """The opening, the closing, and between them each topic with another view of it."""
    words = _read_words()
    if place in {0, DAYS * len(SLOTS) * 2 - 1}:
        return dict(words["closing" if place else "opening"])
    views = words["views"]
    view, topic = views[place // len(TOPICS) % len(views)], TOPICS[place % len(TOPICS)]
    return {tag: pattern.format(topic=topic[tag]) for tag, pattern in view.items()}


def read_titles() -> list[list[dict[str, str]]]:
    """By topic."""
    return [topic["titles"] for topic in _read_words()["topic"]]


@cache
def _read_words() -> dict[str, Any]:
    return tomllib.loads((files("museion.events.sample") / "papers.toml").read_text("utf-8"))


def _add_session(event: Event, random: Random, place: int, rooms: Sequence[Any], actor: Actor, at: datetime) -> Session:
    """Two parallel sessions in each slot of each day; the first of a day in the large room."""
    slot, track = divmod(place, 2)
    day, hour = divmod(slot, len(SLOTS))
    titles = name_session(place)
    languages = [random.choice(("en", "fr", "es"))]
    heard = [tag for tag in ("en", "fr", "es") if tag not in languages] if not track else []
    kind = "plenary" if not track and not hour else "parallel"
    values = {"titles": titles, "kind": kind, "minutes": 90, "languages": languages, "interpretation": heard}
    session = create_session(event, values, actor=actor, at=at)
    begins_at = event.begins_at + timedelta(days=day, hours=SLOTS[hour][0] - 8, minutes=SLOTS[hour][1])
    room = rooms[0] if not track else rooms[1 + (slot % (len(rooms) - 1))]
    return move_session(session, begins_at, room, actor=actor, at=at)


def _sign_up(event: Event, random: Random, people: Sequence[Person], actor: Actor, at: datetime) -> None:
    """A few more than there are places, so that a waiting list is there to be seen."""
    values = {"opens_at": at - timedelta(days=30), "places": PARTICIPANTS - 5, "fields": list(FIELDS)}
    save_booking(event, values, actor=actor, at=at)
    for person in random.sample(people, min(PARTICIPANTS, len(people))):
        register(event, [_apply(person, random)], has_consented=True, actor=actor, at=at)


def _apply(person: Person, random: Random) -> Applicant:
    return Applicant(
        name=person.name,
        email=person.email,
        institution=person.institution.names.pick("en").text if person.institution else "",
        country=person.country,
        category=person.member_category,
        language=random.choice(("en", "fr", "es")),
        is_listed=random.random() < 0.7,
        answers={"excursion": random.choice((0, 1))},
        person=person,
    )


def _open_others(random: Random, actor: Actor, at: datetime) -> None:
    """Registration, and for conferences a call, of the next events."""
    coming = Event.objects.current().filter(source=SOURCE, begins_at__gt=at + timedelta(days=20), state="confirmed")
    with_places = coming.exclude(type__in=(EventType.EXHIBITION_EXCHANGE, EventType.INTERNATIONAL_MUSEUM_DAY))
    for event in with_places.filter(booking=None).order_by("begins_at")[:OTHER_EVENTS]:
        values = {"places": event.capacity, "needs_approval": random.random() < 0.2}
        save_booking(event, values, actor=actor, at=at)
        if event.type in {EventType.CONFERENCE, EventType.ANNUAL_CONFERENCE}:
            dates = {"opens_at": at - timedelta(days=5), "closes_at": event.begins_at - timedelta(days=7)}
            save_call(event, {**dates, "topics": list(TOPICS[:2])}, actor=actor, at=at)


def _finish_course(random: Random, people: Sequence[Person], actor: Actor, at: datetime) -> None:
    """The last course before now: attended, certified, judged by who was there."""
    course = Event.objects.current().filter(source=SOURCE, type=EventType.TRAINING, ends_at__lt=at, state="confirmed")
    event = course.order_by("-ends_at").first()
    if event is None or Booking.objects.filter(event=event).exists():
        return
    before = event.begins_at - timedelta(days=20)
    save_booking(event, {"places": 12}, actor=actor, at=before)
    made = [
        registration
        for person in random.sample(people, min(10, len(people)))
        for registration in register(event, [_apply(person, random)], has_consented=True, actor=actor, at=before)
    ]
    record_scans(event, [Scan(one.token) for one in made[:8]], actor=actor, at=event.begins_at)
    competence = event.themes.first()
    rule = {"kind": "training", "hours": 12, "competence": competence, "valid_years": 3, "signatory": "Sample"}
    save_rule(event, rule, actor=actor, at=event.ends_at)
    issue_certificates(event, actor=actor, at=at)
    save_minutes(event, dict(NOTICES), actor=actor, at=at)
    add_resolution(event, {"number": f"{event.begins_at.year}/1", "texts": dict(NOTICES)}, actor=actor, at=at)
    save_survey(event, list(QUESTIONS), is_open=True, actor=actor, at=at)
    for one in Registration.objects.filter(pk__in=[one.pk for one in made[:7]]):
        answer_survey(one, {"overall": random.choice((3, 4, 5, 5)), "again": random.choice((0, 0, 1))})
