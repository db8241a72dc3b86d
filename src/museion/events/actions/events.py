"""Events: made, changed, announced, cancelled."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.kinds import WithdrawalError
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.events.actions.telling import tell_participants
from museion.events.formats.zones import UnknownZoneError, read_zone
from museion.events.models import Contribution, Event, Session
from museion.events.problems import EventError
from museion.events.terms import ContributionState, EventFormat, EventState, RegistrationState
from museion.network.models import Body

# A calendar that holds the event has to hear of these (RFC 5545, 3.8.7.4).
TOLD_FIELDS = frozenset(
    {"begins_at", "ends_at", "time_zone", "state", "venues", "city", "country", "format", "address"}
)
LONGEST_DAYS = 366 * 30
COUNTING_ON_IT = (RegistrationState.ASKED, RegistrationState.CONFIRMED, RegistrationState.WAITING)


def save_events(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many events at once, as an import does."""
    check_right(actor, "event.import")
    return save_drafts(Event, drafts, kind="event", actor=actor, at=at, reason=reason)


def create_event(
    values: Mapping[str, Any],
    *,
    bodies: Sequence[Body],
    theme_ids: Sequence[int] = (),
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Event:
    """The first body leads; in its name the event is made. Raises `EventError`."""
    if not bodies:
        raise EventError(_("Say which body organises it."), "bodies")
    check_right(actor, "event.create", bodies[0])
    checked = check_values(values)
    checked.setdefault("scope_key", bodies[0].key)
    if checked.get("state") == EventState.DRAFT:
        checked["access"] = choose_draft_level(actor, bodies[0])
    links = {"bodies": [body.pk for body in bodies], "themes": list(theme_ids)}
    saved = save_drafts(Event, [Draft(checked, links)], kind="event", actor=actor, at=at, reason=reason)
    return Event.objects.get(key=saved.keys[0])


@transaction.atomic
def update_event(
    event: Event,
    values: Mapping[str, Any],
    *,
    links: Mapping[str, Sequence[int]] | None = None,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Event:
    """Whoever is registered hears of a new time or place, and calendars count a new version."""
    check_right(actor, "event.update", event)
    changes = {name: value for name, value in check_values(values, event).items() if getattr(event, name) != value}
    is_told = bool(changes.keys() & TOLD_FIELDS)
    if is_told:
        changes["sequence"] = event.sequence + 1
    draft = Draft(changes, {name: list(ids) for name, ids in (links or {}).items()}, id=event.pk)
    save_drafts(Event, [draft], kind="event", actor=actor, at=at, reason=reason)
    event = Event.objects.get(pk=event.pk)
    if is_told and event.state != EventState.DRAFT:
        tell_participants(event, at=at)
    return event


def announce_event(event: Event, *, actor: Actor, at: datetime) -> Event:
    """A draft becomes public."""
    values = {"state": EventState.CONFIRMED.value, "access": AccessLevel.PUBLIC.value}
    with transaction.atomic():
        announced = update_event(event, values, actor=actor, at=at, reason="announced")
        _open_programme(event, actor=actor, at=at)
    return announced


def _open_programme(event: Event, *, actor: Actor, at: datetime) -> None:
    """Sessions and accepted contributions are as public as their event."""
    public = {"access": AccessLevel.PUBLIC.value}
    sessions = Session.objects.current().filter(event=event).values_list("pk", flat=True)
    save_drafts(Session, [Draft(dict(public), id=pk) for pk in sessions], kind="session", actor=actor, at=at)
    papers = Contribution.objects.current().filter(event=event, state=ContributionState.ACCEPTED)
    drafts = [Draft(dict(public), id=pk) for pk in papers.values_list("pk", flat=True)]
    save_drafts(Contribution, drafts, kind="contribution", actor=actor, at=at)


def cancel_event(event: Event, reasons: Mapping[str, str], *, actor: Actor, at: datetime) -> Event:
    """It stays in every calendar, marked as cancelled; whoever is registered is told."""
    if not any(reasons.values()):
        raise EventError(_("Say why it is cancelled: people made plans."), "cancelled_for")
    values = {"state": EventState.CANCELLED.value, "cancelled_for": dict(reasons)}
    return update_event(event, values, actor=actor, at=at, reason="cancelled")


def withdraw_event(event: Event, *, actor: Actor, at: datetime, reason: str) -> None:
    """For what was entered by mistake. Raises `WithdrawalError` where people count on it: that event is cancelled."""
    check_right(actor, "event.withdraw", event)
    if not event.is_cancelled and event.registrations.filter(state__in=COUNTING_ON_IT).exists():
        raise WithdrawalError(_("People are registered: cancel the event, so that they are told."))
    withdraw_records(Event, [event.key], kind="event", actor=actor, at=at, reason=reason)


def check_values(values: Mapping[str, Any], event: Event | None = None) -> dict[str, Any]:
    """The values with the zone under its name of today. Raises `EventError` for what no event can be."""
    checked = dict(values)

    def get(name: str) -> Any:
        return checked.get(name, getattr(event, name, None))

    if not get("titles"):
        raise EventError(_("An event has a title, in one language at least."), "titles")
    try:
        checked["time_zone"] = read_zone(get("time_zone") or "")
    except UnknownZoneError as error:
        message = _("“%(zone)s” is no time zone; write it as Europe/Paris.") % {"zone": get("time_zone") or ""}
        raise EventError(message, "time_zone") from error
    _check_moments(get("begins_at"), get("ends_at"))
    if get("format") in {None, EventFormat.ON_SITE} and get("online_url"):
        raise EventError(_("An event on site has no address online; say that it is both."), "format")
    return checked


def _check_moments(begins_at: datetime | None, ends_at: datetime | None) -> None:
    if begins_at is None or ends_at is None:
        raise EventError(_("Say when it begins and when it ends."), "begins_at")
    if ends_at <= begins_at:
        raise EventError(_("An event ends after it begins."), "ends_at")
    if (ends_at - begins_at).days > LONGEST_DAYS:
        raise EventError(_("An event lasts at most thirty years."), "ends_at")


def choose_draft_level(actor: Actor, body: Body) -> str:
    """A draft is read by the body's committee; an actor who does not see that level would lose sight of it."""
    levels = (AccessLevel.COMMITTEE, AccessLevel.DESK, AccessLevel.MEMBER)
    return next((level.value for level in levels if actor.viewer.sees(level, body.key)), AccessLevel.MEMBER.value)
