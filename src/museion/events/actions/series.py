"""Meetings that recur: a series and the events it makes, up to a horizon that moves on with the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right, make_operator
from museion.core.saving import Draft, save_drafts
from museion.events.actions.events import check_values
from museion.events.formats.recurrence import HORIZON, InvalidRuleError, expand_rule
from museion.events.models import Event, EventSeries
from museion.events.problems import EventError
from museion.network.models import Body

_OWN = frozenset(
    {
        *("id", "key", "source", "source_id", "source_digest", "created_at", "changed_at", "withdrawn_at"),
        *("begins_at", "ends_at", "sequence", "state", "cancelled_for", "series_id"),
    }
)
_COPIED = tuple(field.attname for field in Event._meta.concrete_fields if field.attname not in _OWN)


@dataclass(frozen=True, slots=True)
class MadeSeries:
    """`is_cut`: the rule goes on; the worker makes what follows when its time comes nearer."""

    series: EventSeries
    events: int
    is_cut: bool


@transaction.atomic
def create_series(
    values: Mapping[str, Any],
    rule: str,
    *,
    bodies: Sequence[Body],
    theme_ids: Sequence[int] = (),
    actor: Actor,
    at: datetime,
) -> MadeSeries:
    """`values`: of its first event. Raises `EventError`."""
    if not bodies:
        raise EventError(_("Say which body organises it."), "bodies")
    check_right(actor, "event.create", bodies[0])
    checked = check_values(values)
    checked.setdefault("scope_key", bodies[0].key)
    stated = {
        "names": checked["titles"],
        "rule": rule.strip()[:500],
        "time_zone": checked["time_zone"],
        "first_begins_at": checked["begins_at"],
        "minutes": int((checked["ends_at"] - checked["begins_at"]).total_seconds() // 60),
        "body_id": bodies[0].pk,
        "scope_key": bodies[0].key,
    }
    saved = save_drafts(EventSeries, [Draft(stated)], kind="event_series", actor=actor, at=at)
    series = EventSeries.objects.get(key=saved.keys[0])
    links = {"bodies": [body.pk for body in bodies], "themes": list(theme_ids)}
    return _make_events(series, checked, links, until=at + HORIZON, actor=actor, at=at)


def extend_series(at: datetime) -> int:
    """A chore: what the rules ask for in the time that came nearer. Returns how many events were made."""
    due = EventSeries.objects.current().filter(made_until__lt=at + HORIZON - timedelta(days=30))
    actor = make_operator("series", via="worker")
    return sum(_extend(series, actor=actor, at=at) for series in due.order_by("id")[:50])


@transaction.atomic
def _extend(series: EventSeries, *, actor: Actor, at: datetime) -> int:
    last = Event.objects.current().filter(series=series).order_by("-begins_at").first()
    if last is None:
        EventSeries.objects.filter(pk=series.pk).update(made_until=None)
        return 0
    values = {name: getattr(last, name) for name in _COPIED}
    links = {
        "bodies": list(last.bodies.values_list("pk", flat=True)),
        "themes": list(last.themes.values_list("pk", flat=True)),
    }
    return _make_events(series, values, links, until=at + HORIZON, actor=actor, at=at).events


def _make_events(
    series: EventSeries,
    values: Mapping[str, Any],
    links: Mapping[str, list[int]],
    *,
    until: datetime,
    actor: Actor,
    at: datetime,
) -> MadeSeries:
    after = series.made_until
    try:
        found = expand_rule(
            series.rule, begins_at=series.first_begins_at, zone=series.time_zone, until=until, after=after
        )
    except InvalidRuleError as error:
        raise EventError(_("The rule cannot be used: %(reason)s") % {"reason": error}, "rule") from error
    lasting = timedelta(minutes=series.minutes)
    drafts = [
        Draft(
            {**values, "begins_at": moment, "ends_at": moment + lasting, "series_id": series.pk},
            {name: list(ids) for name, ids in links.items()},
        )
        for moment in found.begins
    ]
    save_drafts(Event, drafts, kind="event", actor=actor, at=at, reason=f"series {series.key}")
    last = found.begins[-1] if found.begins else after or series.first_begins_at
    EventSeries.objects.filter(pk=series.pk).update(made_until=last if found.is_cut else None)
    series.refresh_from_db()
    return MadeSeries(series, len(drafts), found.is_cut)
