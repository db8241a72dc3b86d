"""The request form: what is known of the incident stands in it already, and every row of a seat becomes a part of the request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from museion.core.countries import list_countries
from museion.core.languages import list_tongues
from museion.core.numerals import read_whole
from museion.response.labels import list_hazards
from museion.response.mobilisation.requests import LEVELS
from museion.response.models import HazardEvent, Incident
from museion.vocabulary.models import Concept

SEAT_ROWS = 6
USUAL_MINUTES = 60
MOST_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The fields as they were sent, by name; rows of seats are numbered."""

    values: Mapping[str, str]

    def read(self, name: str) -> str:
        return str(self.values.get(name, "")).strip()

    @property
    def answer_minutes(self) -> int:
        return min(read_whole(self.read("answer_minutes")) or USUAL_MINUTES, MOST_MINUTES)

    def make_document(self) -> dict[str, Any]:
        """Empty fields are left out, so that what is missing is told by `read_request` alone."""
        plain = ("title", "latitude", "longitude", "country", "within_hours", "days", "hazard", "time_zone")
        document: dict[str, Any] = {name: self.read(name) for name in plain if self.read(name)}
        document["languages"] = self.read("languages").replace(",", " ").split()
        document["parties"] = self.read("parties").replace(",", " ").split()
        rules = ("least_with_hazard", "least_with_country", "most_from_one_country", "most_without_mission")
        document["rules"] = {name: self.read(name) for name in rules if self.read(name)}
        document["seats"] = [seat for row in range(SEAT_ROWS) if (seat := self._make_seat(row))]
        return document

    def _make_seat(self, row: int) -> dict[str, Any] | None:
        skill = self.read(f"skill-{row}")
        if not skill:
            return None
        spoken = {"language": self.read(f"language-{row}"), "level": self.read(f"level-{row}") or "B1"}
        languages = [spoken] if spoken["language"] else []
        return {"skill": skill, "count": self.read(f"count-{row}") or 1, "languages": languages}


def prefill(incident: Incident | None, event: HazardEvent | None = None) -> FilledForm:
    """What the incident says; without one, where the event reaches museums, and by what."""
    values = {"within_hours": "48", "days": "10", "answer_minutes": str(USUAL_MINUTES)}
    if incident is None:
        return FilledForm(values | (_describe_event(event) if event else {}))
    museum = incident.museum
    latitude = incident.latitude if incident.latitude is not None else museum and museum.latitude
    longitude = incident.longitude if incident.longitude is not None else museum and museum.longitude
    values |= {
        "incident": incident.key,
        "title": incident.title,
        "hazard": incident.hazard,
        "country": incident.country or (museum.country if museum else ""),
        "latitude": "" if latitude is None else f"{latitude:.4f}",
        "longitude": "" if longitude is None else f"{longitude:.4f}",
        "parties": museum.key if museum else "",
    }
    return FilledForm(values)


def _describe_event(event: HazardEvent) -> dict[str, str]:
    """The centre is the event's; without one, and for the country, the museum that is most urgent."""
    first = event.exposures.order_by("-priority", "distance_km", "museum_id").select_related("museum").first()
    museum = first.museum if first else None
    latitude = event.latitude if event.latitude is not None else museum and museum.latitude
    longitude = event.longitude if event.longitude is not None else museum and museum.longitude
    return {
        "title": event.titles.pick(get_language() or "en").text,
        "hazard": event.hazard,
        "country": museum.country if museum else "",
        "latitude": "" if latitude is None else f"{latitude:.4f}",
        "longitude": "" if longitude is None else f"{longitude:.4f}",
    }


def describe_form(form: FilledForm) -> dict[str, Any]:
    language = get_language() or "en"
    skills = Concept.objects.current().filter(scheme__slug="museum-skills").order_by("notation", "id")
    return {
        "form": form.values,
        "incident_key": form.read("incident"),
        "skills": [(concept.key, concept.pref_labels.pick(language).text) for concept in skills],
        "levels": LEVELS,
        "tongues": list_tongues(language),
        "hazards": list_hazards(),
        "countries": list_countries(language),
        "seat_rows": [
            {name: form.read(f"{name}-{row}") for name in ("skill", "count", "language", "level")} | {"row": row}
            for row in range(SEAT_ROWS)
        ],
    }
