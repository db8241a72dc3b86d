"""Invented experts: skills, languages and places drawn from a seed. No such people exist."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from museion.response.mobilisation.candidates import Candidate, Period
from museion.response.mobilisation.requests import Request, Seat, Spoken, TeamRules

ASKED_AT = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
BROADER = {
    "paper conservator": ("conservator",),
    "textile conservator": ("conservator",),
    "photograph conservator": ("paper conservator",),
    "conservator": ("heritage professional",),
    "structural engineer": ("engineer",),
    "engineer": (),
    "coordinator": ("heritage professional",),
    "registrar": ("heritage professional",),
}
SKILLS = (*BROADER, "heritage professional")
LANGUAGES = ("es", "en", "fr", "pt", "ar", "qu")
HAZARDS = ("EQ", "FL", "FR", "CE")
# Country, latitude, longitude, time zone.
TOWNS = (
    ("PE", -12.05, -77.04, "America/Lima"),
    ("CL", -33.45, -70.66, "America/Santiago"),
    ("MX", 19.43, -99.13, "America/Mexico_City"),
    ("ES", 40.42, -3.70, "Europe/Madrid"),
    ("FR", 48.86, 2.35, "Europe/Paris"),
    ("SN", 14.69, -17.45, "Africa/Dakar"),
    ("IT", 41.90, 12.50, "Europe/Rome"),
    ("NP", 27.72, 85.32, "Asia/Kathmandu"),
    ("NZ", -41.29, 174.78, "Pacific/Auckland"),
    ("LB", 33.89, 35.50, "Asia/Beirut"),
    ("CA", 45.50, -73.57, "America/Toronto"),
    ("TR", 41.01, 28.98, "Europe/Istanbul"),
)


def invent_people(count: int, *, seed: int = 1, towns: int = len(TOWNS)) -> list[Candidate]:
    chance = np.random.default_rng(seed)
    return [_invent_person(number, chance, towns) for number in range(count)]


def _invent_person(number: int, chance: np.random.Generator, towns: int) -> Candidate:
    country, latitude, longitude, zone = TOWNS[int(chance.integers(towns))]
    free_from = ASKED_AT + timedelta(days=float(chance.normal(-20, 15)))
    levels = ("A2", "B1", "B2", "C1", "C2", "native")
    last = date(2026, 3, 1) - timedelta(days=int(chance.integers(2000)))
    return Candidate(
        key=f"p{number:05}",
        skills=frozenset(chance.choice(SKILLS, size=int(chance.integers(1, 3)), replace=False).tolist()),
        languages={
            tag: levels[int(chance.integers(6))] for tag in chance.choice(LANGUAGES, size=2, replace=False).tolist()
        },
        latitude=latitude + float(chance.normal(0, 1)),
        longitude=longitude + float(chance.normal(0, 1)),
        country=country,
        available=(Period(free_from, free_from + timedelta(days=float(chance.exponential(90)))),),
        hazards={HAZARDS[int(chance.integers(4))]: int(chance.integers(1, 6))} if chance.random() < 0.4 else {},
        countries=frozenset({TOWNS[int(chance.integers(len(TOWNS)))][0]}),
        last_mission=last if chance.random() < 0.5 else None,
        in_good_standing=bool(chance.random() < 0.9),
        conflicts=frozenset({"museum-lima"}) if chance.random() < 0.03 else frozenset(),
        time_zone=zone,
    )


def ask_for_lima(*seats: Seat, rules: TeamRules | None = None, hours: int = 48, **more: object) -> Request:
    """ "2 paper conservators with Spanish, 1 structural engineer, 1 coordinator, within 48 h, near Lima"."""
    usual = (
        Seat("paper conservation", "paper conservator", 2, (Spoken("es", "B1"),)),
        Seat("structure", "structural engineer"),
        Seat("coordination", "coordinator"),
    )
    values: dict[str, object] = {
        "seats": seats or usual,
        "latitude": -12.05,
        "longitude": -77.04,
        "country": "PE",
        "asked_at": ASKED_AT,
        "arrive_by": ASKED_AT + timedelta(hours=hours),
        "ends_at": ASKED_AT + timedelta(days=14),
        "hazard": "EQ",
        "utc_offset_hours": -5.0,
        "languages": ("es",),
        "parties": frozenset({"museum-lima"}),
        "rules": rules or TeamRules(),
    }
    return Request(**(values | more))  # type: ignore[arg-type]
