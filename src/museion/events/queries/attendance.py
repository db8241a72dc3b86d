"""Who came, to what, for how long: for the door, the minutes and the certificates."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from museion.events.models import Attendance, Certificate, CertificateRule, Event, Registration, Session
from museion.events.terms import RegistrationState


@dataclass(frozen=True, slots=True)
class Presence:
    """`percent`: of the minutes of sessions that count; 100 for who came to an event without any."""

    registration: Registration
    came: bool
    percent: int
    certificate: Certificate | None
    is_eligible: bool


def count_attendance(event: Event) -> tuple[int, list[tuple[Session, int]]]:
    """How many came, and to each session."""
    came = Attendance.objects.filter(registration__event=event, session=None).count()
    sessions = Session.objects.current().filter(event=event).annotate(people=Count("attendances"))
    return came, [(session, session.people) for session in sessions.order_by("begins_at", "id")]


def get_presences(event: Event, rule: CertificateRule | None) -> list[Presence]:
    """Of everybody who is confirmed, in a fixed number of reads."""
    minutes = dict(
        Session.objects.current().filter(event=event, counts_for_certificate=True).values_list("pk", "minutes")
    )
    attended: dict[int, set[int | None]] = {}
    rows = Attendance.objects.filter(registration__event=event).values_list("registration_id", "session_id")
    for registration, session in rows:
        attended.setdefault(registration, set()).add(session)
    held = {one.registration_id: one for one in Certificate.objects.filter(event=event, revoked_at__isnull=True)}
    people = Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED).select_related("person")
    return [
        _measure(person, attended.get(person.pk, set()), minutes, held.get(person.pk), rule)
        for person in people.order_by("name")
    ]


def _measure(
    person: Registration,
    attended: Iterable[int | None],
    minutes: dict[int, int],
    certificate: Certificate | None,
    rule: CertificateRule | None,
) -> Presence:
    seen = set(attended)
    total = sum(minutes.values())
    percent = round(100 * sum(minutes.get(session or 0, 0) for session in seen) / total) if total else 100 * bool(seen)
    is_eligible = bool(seen) and rule is not None and percent >= rule.least_percent
    return Presence(person, bool(seen), percent, certificate, is_eligible)


def list_present(event: Event) -> dict[str, object]:
    """For the minutes: how many, from which countries, and the names of those who agreed to be listed."""
    rows = Registration.objects.filter(event=event, attendances__session=None, attendances__isnull=False).distinct()
    countries = Counter(rows.values_list("country", flat=True))
    names = rows.filter(is_listed=True).order_by("name").values_list("name", "institution")
    return {
        "people": rows.count(),
        "countries": dict(sorted(countries.items())),
        "listed": [{"name": name, "institution": institution} for name, institution in names],
    }
