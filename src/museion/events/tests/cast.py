"""What the room's tests make again and again: an event, a form, people who register."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from museion.core.access import Actor
from museion.events.actions.bookings import save_booking
from museion.events.actions.events import create_event
from museion.events.actions.registrations import Applicant, register
from museion.events.models import Booking, Event, Registration
from museion.network.models import Body
from museion.vocabulary.models import Concept, Scheme

JUNE = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
# Pages ask the real clock: what they show as coming has to come.
SOON = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30)
WORKSHOP: dict[str, Any] = {
    "type": "workshop",
    "titles": {
        "fr": "Atelier : sauver le papier mouillé",
        "en": "Workshop: saving wet paper",
        "ar": "ورشة: إنقاذ الورق المبلل",
    },
    "text_languages": ["en", "fr", "es"],
    "begins_at": SOON,
    "ends_at": SOON + timedelta(hours=8),
    "time_zone": "Africa/Dakar",
    "venues": {"fr": "Maison des musées", "en": "House of Museums"},
    "city": "Dakar",
    "country": "SN",
    "latitude": 14.69,
    "longitude": -17.44,
    "languages": ["fr"],
    "interpretation": ["en"],
}


def make_event(body: Body, actor: Actor, at: datetime, *, themes: Sequence[Concept] = (), **values: Any) -> Event:
    return create_event(WORKSHOP | values, bodies=[body], theme_ids=[theme.pk for theme in themes], actor=actor, at=at)


def open_booking(event: Event, actor: Actor, at: datetime, **values: Any) -> Booking:
    return save_booking(event, {"places": 2, **values}, actor=actor, at=at)


def sign_up(event: Event, name: str, at: datetime, *, actor: Actor | None = None, **values: Any) -> Registration:
    email = values.pop("email", f"{len(name)}{name.encode().hex()[:24]}@people.example")
    applicant = Applicant(name=name, email=email, **values)
    return register(event, [applicant], has_consented=True, actor=actor or Actor(name="visitor"), at=at)[0]


def make_concept(at: datetime, name: str = "salvage", labels: dict[str, str] | None = None) -> Concept:
    scheme, _is_new = Scheme.objects.get_or_create(
        slug="museum-skills", defaults={"uri": "urn:skills", "created_at": at, "changed_at": at}
    )
    shown = labels or {"en": "Salvage of wet paper", "fr": "Sauvetage du papier mouillé"}
    made = Concept.objects.create(
        scheme=scheme, uri=f"urn:skills:{name}", pref_labels=shown, created_at=at, changed_at=at
    )
    return Concept.objects.get(pk=made.pk)
