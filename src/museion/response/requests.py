"""A request for people as the desk or a file states it, checked once and turned into what the team choice reads.

Skills are named by key, by address, or in words of any language; times are given as hours and days from when it is asked.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from museion.response.feeds.terms import Hazard
from museion.response.mobilisation.requests import Request, Seat, Spoken, TeamRules
from museion.response.mobilisation.zones import find_utc_offset
from museion.vocabulary.models import Concept

Level = Literal["A1", "A2", "B1", "B2", "C1", "C2", "native"]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class InvalidRequestError(ValueError):
    """The request cannot be answered as it stands; the message names the field and says what is wrong."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SpokenPart(_Part):
    language: Annotated[str, Field(min_length=2, max_length=35)]
    level: Level = "B1"


class SpeakersPart(SpokenPart):
    count: Annotated[int, Field(ge=1)] = 1


class SeatPart(_Part):
    skill: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(max_length=100)] = ""
    count: Annotated[int, Field(ge=1, le=50)] = 1
    languages: list[SpokenPart] = []


class RulesPart(_Part):
    least_speakers: list[SpeakersPart] = []
    least_with_hazard: Annotated[int, Field(ge=0)] = 0
    least_with_country: Annotated[int, Field(ge=0)] = 0
    most_from_one_country: Annotated[int, Field(ge=1)] | None = None
    most_without_mission: Annotated[int, Field(ge=0)] | None = None


class RequestPart(_Part):
    """The whole document. `parties`: keys of whom the mission concerns; `excluded`: keys of people not to be asked."""

    title: Annotated[str, Field(max_length=300)] = ""
    seats: Annotated[list[SeatPart], Field(min_length=1, max_length=20)]
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    country: Country
    within_hours: Annotated[float, Field(gt=0, le=24 * 60)] = 48
    days: Annotated[float, Field(gt=0, le=365)] = 10
    hazard: Hazard | Literal[""] = ""
    time_zone: str = ""
    languages: list[str] = []
    parties: list[str] = []
    excluded: list[str] = []
    rules: RulesPart = RulesPart()


def read_request(document: object) -> RequestPart:
    """Every skill becomes the key of its concept. Raises `InvalidRequestError`."""
    try:
        part = RequestPart.model_validate(document)
    except ValidationError as error:
        raise InvalidRequestError("; ".join(_locate(problem) for problem in error.errors())) from None
    for number, seat in enumerate(part.seats):
        concept = find_skill(seat.skill)
        if concept is None:
            raise InvalidRequestError(f"seats.{number}.skill: no concept is called “{seat.skill}”")
        seat.skill = concept.key
        seat.name = seat.name or concept.pref_labels.pick("en").text
    return part


def find_skill(text: str) -> Concept | None:
    """By key or address, else by a label in any language, capitals aside."""
    named = Concept.objects.current().filter(key=text).first() or Concept.objects.current().filter(uri=text).first()
    if named:
        return named
    wanted = text.casefold()
    rows = Concept.objects.current().filter(scheme__slug="museum-skills")
    return next((concept for concept in rows if wanted in _list_labels(concept)), None)


def make_request(part: RequestPart, *, at: datetime) -> Request:
    """What the team choice reads, asked at this moment."""
    arrive_by = at + timedelta(hours=part.within_hours)
    return Request(
        seats=tuple(
            Seat(seat.name, seat.skill, seat.count, tuple(Spoken(s.language, s.level) for s in seat.languages))
            for seat in part.seats
        ),
        latitude=part.latitude,
        longitude=part.longitude,
        country=part.country,
        asked_at=at,
        arrive_by=arrive_by,
        ends_at=arrive_by + timedelta(days=part.days),
        hazard=str(part.hazard),
        utc_offset_hours=find_utc_offset(part.time_zone, at),
        languages=tuple(part.languages),
        parties=frozenset(part.parties),
        excluded=frozenset(part.excluded),
        rules=_make_rules(part.rules),
    )


def _make_rules(rules: RulesPart) -> TeamRules:
    return TeamRules(
        least_speakers=tuple((Spoken(s.language, s.level), s.count) for s in rules.least_speakers),
        least_with_hazard=rules.least_with_hazard,
        least_with_country=rules.least_with_country,
        most_from_one_country=rules.most_from_one_country,
        most_without_mission=rules.most_without_mission,
    )


def _list_labels(concept: Concept) -> set[str]:
    alternatives = [text for texts in concept.alt_labels.values() for text in texts]
    code = str(concept.source_id or "").rpartition("/")[2]
    return {text.casefold() for text in (*concept.pref_labels.values(), *alternatives, code) if text}


def _locate(problem: Mapping[str, Any]) -> str:
    place = ".".join(str(step) for step in problem["loc"]) or "request"
    return f"{place}: {problem['msg'][:1].lower()}{problem['msg'][1:]}"
