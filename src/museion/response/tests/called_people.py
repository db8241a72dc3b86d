"""An invented roster in the register: people with skills, languages and free days near Lima, and somebody far away."""

from datetime import datetime, timedelta
from typing import Any

from museion.core.access import Actor
from museion.core.saving import Draft, save_drafts
from museion.network.models import Person
from museion.response.actions.roster import Availability, add_availability
from museion.vocabulary.models import Concept, Scheme

LIMA = {"latitude": -12.05, "longitude": -77.04, "country": "PE"}
REQUEST: dict[str, Any] = {
    "title": "Archivo inundado en Lima",
    "seats": [
        {"skill": "conservación de papel", "count": 2, "languages": [{"language": "es", "level": "B1"}]},
        {"skill": "coordination", "count": 1},
    ],
    "within_hours": 48,
    "days": 10,
    "hazard": "FL",
    "languages": ["es"],
    **LIMA,
}
NAMES = ("Inés Quispe", "Ana Huamán", "José Ñahui", "Luz Mamani", "Rosa Ccori", "Óscar Vélez")


def make_skills(actor: Actor, at: datetime) -> dict[str, int]:
    values = {
        "uri": "https://museion.example/thesauri/museum-skills",
        "slug": "museum-skills",
        "titles": {"en": "Skills"},
    }
    scheme = save_drafts(Scheme, [Draft(values)], kind="scheme", actor=actor, at=at)
    scheme_id = Scheme.objects.get(key=scheme.keys[0]).id
    labels = {
        "conservation": {"en": "conservation"},
        "paper": {"en": "conservation of paper", "es": "conservación de papel"},
        "coordination": {"en": "coordination", "ar": "التنسيق"},
    }
    ids = {}
    for code, names in labels.items():
        draft = Draft(
            {"scheme_id": scheme_id, "uri": f"https://museion.example/{code}", "pref_labels": names},
            {"broader": [ids["conservation"]]} if code == "paper" else {},
        )
        saved = save_drafts(Concept, [draft], kind="concept", actor=actor, at=at)
        ids[code] = Concept.objects.get(key=saved.keys[0]).id
    return ids


def make_people(actor: Actor, at: datetime, *, email: bool = True) -> list[Person]:
    """Four who know paper, two who coordinate; all speak Spanish and are free for two months."""
    skills = make_skills(actor, at)
    drafts = [
        Draft(
            {
                "name": name,
                "country": "PE",
                "latitude": -12.0 - number,
                "longitude": -77.0,
                "time_zone": "America/Lima",
                "languages": [{"tag": "es", "level": "native"}],
                "is_deployable": True,
                "email": f"person{number}@people.example" if email else "",
            },
            {"specialities": [skills["coordination" if number > 3 else "paper"]]},
        )
        for number, name in enumerate(NAMES)
    ]
    saved = save_drafts(Person, drafts, kind="person", actor=actor, at=at)
    people = [Person.objects.get(key=key) for key in saved.keys]
    free = [Availability(p.id, p.key, at - timedelta(days=1), at + timedelta(days=60)) for p in people]
    add_availability(free, actor=actor, at=at)
    return people
