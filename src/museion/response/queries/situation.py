"""How an incident stands at one moment, as plain data that can be kept, printed and read in years."""

from datetime import datetime
from typing import Any

from museion.response.models import Incident
from museion.response.terms import CallState, DamageExtent

MOST_LINES = 40


def describe_situation(incident: Incident, *, at: datetime) -> dict[str, Any]:
    """Codes and numbers, no words of one language; the reporter's contact is not in it."""
    lines = list(incident.lines.order_by("-written_at", "-id")[:MOST_LINES])
    return {
        "key": incident.key,
        "title": incident.title,
        "state": incident.state,
        "status": incident.status,
        "hazard": incident.hazard,
        "museum": {"key": incident.museum.key, "name": str(incident.museum)} if incident.museum else None,
        "place": incident.place,
        "country": incident.country,
        "opened_at": incident.opened_at.isoformat(),
        "as_of": at.isoformat(),
        "events": [{"key": event.key, "headline": str(event)} for event in incident.events.order_by("id")],
        "log": [
            {"at": line.written_at.isoformat(), "by": line.written_by, "text": line.text} for line in reversed(lines)
        ],
        "tasks": [
            {"text": task.text, "assigned_to": task.assigned_to, "is_done": task.done_at is not None}
            for task in incident.tasks.all()
        ],
        "people": _describe_people(incident),
        "damage": _describe_damage(incident),
    }


def _describe_people(incident: Incident) -> list[dict[str, Any]]:
    return [
        {"key": call.person.key, "name": call.person.name, "seat": call.seat}
        for mobilisation in incident.mobilisations.order_by("id")
        for call in mobilisation.calls.filter(state=CallState.ACCEPTED).select_related("person").order_by("seat", "id")
    ]


def _describe_damage(incident: Incident) -> dict[str, Any]:
    """The latest view of every item, counted by extent."""
    counted = dict.fromkeys(DamageExtent.values, 0)
    assessments = incident.damage_assessments.current().prefetch_related("items")
    for assessment in assessments:
        for item in assessment.items.all():
            counted[item.extent] += 1
    return {"assessments": len(assessments), "items": counted}
