"""Who came: told by a scanner, a list, or a device that was offline for hours. Told twice, it counts once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.events.actions.registrations import Applicant, register
from museion.events.models import Attendance, Event, Registration, Session
from museion.events.problems import EventError
from museion.events.terms import RegistrationState

MOST_AT_ONCE = 5000
_CLOCKS_WRONG_BY = timedelta(days=1)


class Outcome(StrEnum):
    """What became of one scan."""

    NEW = "new"
    KNOWN = "known"
    NOT_CONFIRMED = "not_confirmed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scan:
    """`session_key` empty: at the door of the event. `at`: by the clock of the device."""

    token: str
    session_key: str = ""
    at: datetime | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    token: str
    outcome: Outcome
    name: str = ""


@transaction.atomic
def record_scans(event: Event, scans: Sequence[Scan], *, actor: Actor, at: datetime) -> list[Checked]:
    """In the order of the scans. A session's scan also says that the person came to the event."""
    check_right(actor, "event.update", event)
    if len(scans) > MOST_AT_ONCE:
        raise EventError(_("At most %(count)s scans are taken at once.") % {"count": MOST_AT_ONCE})
    tokens = {scan.token for scan in scans}
    people = {row.token: row for row in Registration.objects.filter(event=event, token__in=tokens)}
    sessions = {row.key: row for row in Session.objects.current().filter(event=event)}
    checked = [_record(scan, people.get(scan.token), sessions, at) for scan in scans]
    new = [one for one in checked if one.outcome == Outcome.NEW]
    if new:
        record_changes([Change("event.check_in", event.key, None, {"people": len(new)})], actor=actor, at=at)
    return checked


def _record(scan: Scan, person: Registration | None, sessions: dict[str, Session], at: datetime) -> Checked:
    if person is None:
        return Checked(scan.token, Outcome.UNKNOWN)
    if person.state != RegistrationState.CONFIRMED:
        return Checked(scan.token, Outcome.NOT_CONFIRMED, person.name)
    session = sessions.get(scan.session_key) if scan.session_key else None
    if scan.session_key and session is None:
        return Checked(scan.token, Outcome.UNKNOWN, person.name)
    moment = scan.at if scan.at and abs(at - scan.at) <= _CLOCKS_WRONG_BY * 14 else at
    told = {"at": moment, "device": scan.device[:64]}
    _row, is_first = Attendance.objects.get_or_create(registration=person, session=None, defaults=told)
    is_new = is_first
    if session is not None:
        _row, is_new = Attendance.objects.get_or_create(registration=person, session=session, defaults=told)
    return Checked(scan.token, Outcome.NEW if is_new else Outcome.KNOWN, person.name)


@transaction.atomic
def admit_walk_in(event: Event, applicant: Applicant, *, actor: Actor, at: datetime) -> Registration:
    """Somebody without a registration, if a place is left."""
    check_right(actor, "event.update", event)
    (registration,) = register(event, [applicant], has_consented=True, actor=actor, at=at)
    if registration.state == RegistrationState.ASKED:
        raise EventError(_("This event asks for approval; approve the registration first."))
    if registration.state != RegistrationState.CONFIRMED:
        raise EventError(_("Every place is taken."), "places")
    Registration.objects.filter(pk=registration.pk).update(is_walk_in=True)
    record_scans(event, [Scan(registration.token)], actor=actor, at=at)
    return registration
