"""Events made anew from their messages, with the museums and elements in reach."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from museion.core.access import Actor
from museion.core.bulk import chunk, insert_rows, update_rows
from museion.core.models import KeyAlias
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.response.actions.quarantine import Refused
from museion.response.alerting.describing import describe_event, find_telling, read_severity
from museion.response.alerting.kept import write_identity
from museion.response.alerting.placing import Whereabouts, place_messages
from museion.response.alerting.reaching import Happening, Reached, reach_elements, reach_museums
from museion.response.feeds.timeline import Event
from museion.response.models import AlertMessage, ElementExposure, Exposure, HazardEvent

KIND = "hazard_event"
OUT_OF_REACH = [{"name": "reach", "fact": "no longer in reach"}]


def keep_events(
    events: Sequence[Event], messages: Mapping[str, AlertMessage], *, actor: Actor, at: datetime
) -> list[Refused]:
    """Write the events of these messages and whom they reach; returns why some could not be placed."""
    wheres = [place_messages(event.standing or (find_telling(event),)) for event in events]
    reached = reach_museums(
        [_happen(event, where) for event, where in zip(events, wheres, strict=True) if event.standing]
    )
    found = iter(reached)
    museums = [next(found) if event.standing else None for event in events]
    rows = _choose_rows(events, messages, actor=actor, at=at)
    drafts = [
        Draft(
            {**describe_event(event, where, at=at), **_sum_up(where, held, at)},
            id=number,
        )
        for event, where, held, number in zip(events, wheres, museums, rows, strict=True)
    ]
    save_drafts(HazardEvent, drafts, kind=KIND, actor=actor, at=at)
    numbers = [draft.id for draft in drafts if draft.id]
    _link_messages(zip(numbers, events, strict=True), messages)
    _keep_exposures({number: held for number, held in zip(numbers, museums, strict=True) if held is not None})
    _keep_elements(
        {number: where for number, event, where in zip(numbers, events, wheres, strict=True) if event.standing}
    )
    return [
        Refused(where.problems[0], event_id=number)
        for number, event, where in zip(numbers, events, wheres, strict=True)
        if event.standing and where.is_lost
    ]


def _happen(event: Event, where: Whereabouts) -> Happening:
    severity, certainty = read_severity(event)
    return Happening(where, find_telling(event).hazard, severity, certainty)


def _sum_up(where: Whereabouts, museums: list[Reached] | None, at: datetime) -> dict[str, Any]:
    """A cancelled event keeps what is known of whom it had reached."""
    if museums is None:
        return {}
    countries = dict.fromkeys(
        [*(code[:2] for code in where.regions), *(held.country for held in museums if held.country)]
    )
    return {"exposed_count": len(museums), "exposed_at": at, "countries": sorted(countries)}


def _choose_rows(
    events: Sequence[Event], messages: Mapping[str, AlertMessage], *, actor: Actor, at: datetime
) -> list[int | None]:
    """The row that each event already has, the oldest where a message joined several; the others become names of it."""
    taken: set[int] = set()
    chosen: list[int | None] = []
    for event in events:
        rows = {messages[write_identity(alert)].event_id for alert in event.messages} - taken
        held = sorted(number for number in rows if number is not None)
        taken.update(held)
        chosen.append(held[0] if held else None)
        if len(held) > 1:
            _merge(held[0], held[1:], actor=actor, at=at)
    return chosen


def _merge(into: int, others: list[int], *, actor: Actor, at: datetime) -> None:
    kept = HazardEvent.objects.get(pk=into)
    rows = list(HazardEvent.objects.filter(pk__in=others))
    for row in rows:
        KeyAlias.objects.create(old_key=row.key, key=kept.key, merged_at=at)
    freed = [Draft({"event_key": f"merged {row.key}"}, id=row.id) for row in rows]
    save_drafts(HazardEvent, freed, kind=KIND, actor=actor, at=at)
    reason = f"the same event as {kept.key}"
    withdraw_records(HazardEvent, [row.key for row in rows], kind=KIND, actor=actor, at=at, reason=reason)


def _link_messages(numbered: Iterable[tuple[int, Event]], messages: Mapping[str, AlertMessage]) -> None:
    rows = []
    for number, event in numbered:
        held = [messages[write_identity(alert)] for alert in event.messages]
        rows += [(number, message.pk) for message in held if message.event_id != number]
    update_rows(AlertMessage, ("event_id", "id"), rows)


def _keep_exposures(reached: Mapping[int, list[Reached]]) -> None:
    """Written anew; when a museum was told stays known, also of one that is no longer in reach."""
    told: dict[tuple[int, int], datetime] = {}
    numbers = list(reached)
    for part in chunk(numbers):
        held = Exposure.objects.filter(event_id__in=part)
        told |= {
            (event, museum): moment
            for event, museum, moment in held.values_list("event_id", "museum_id", "told_at")
            if moment
        }
        held.delete()
    rows: list[tuple[object, ...]] = [
        (
            number,
            museum.museum_id,
            museum.touch.is_inside,
            museum.touch.distance_km,
            museum.priority,
            museum.reasons,
            told.pop((number, museum.museum_id), None),
        )
        for number, museums in reached.items()
        for museum in museums
    ]
    rows += [(event, museum, False, None, 0.0, OUT_OF_REACH, moment) for (event, museum), moment in told.items()]
    insert_rows(Exposure, _COLUMNS, rows)


def _keep_elements(wheres: Mapping[int, Whereabouts]) -> None:
    """Written anew."""
    numbers = list(wheres)
    for part in chunk(numbers):
        ElementExposure.objects.filter(event_id__in=part).delete()
    rows = [
        (number, element, touch.is_inside, touch.distance_km, touch.rule)
        for number, touches in zip(numbers, reach_elements(list(wheres.values())), strict=True)
        for element, touch in touches.items()
    ]
    insert_rows(ElementExposure, ("event_id", "element_id", "is_inside", "distance_km", "rule"), rows)


_COLUMNS = ("event_id", "museum_id", "is_inside", "distance_km", "priority", "reasons", "told_at")
