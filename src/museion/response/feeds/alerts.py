"""What every reader of hazard feeds returns: alerts in one shape, links still to fetch, and problems.

The shape is that of CAP 1.2, the fullest of the formats; GDACS, USGS and plain shapes fill the part that they know.
Nothing that came in vanishes: what is not an alert or a link is a `Problem`, with the words of the source kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from museion.core.wording import Wording
from museion.response.feeds.terms import (
    Category,
    Certainty,
    Hazard,
    MessageType,
    ResponseType,
    Scope,
    Severity,
    Status,
    Urgency,
)

Ring = tuple[tuple[float, float], ...]
"""Corners as (latitude, longitude), the first repeated at the end."""


class SignatureState(StrEnum):
    """What is known of who signed an alert."""

    UNSIGNED = "unsigned"
    UNVERIFIED = "unverified"  # signed, and no certificate was given to check it with
    VERIFIED = "verified"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Signature:
    state: SignatureState = SignatureState.UNSIGNED
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier alert that this one updates or cancels; CAP 1.0 names no sender or time."""

    sender: str
    identifier: str
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class Polygon:
    shell: Ring
    holes: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Geocode:
    """A coded place: `scheme` as the source calls it (`ISO 3166-1`, `SAME`…)."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Area:
    description: str
    polygons: tuple[Polygon, ...] = ()
    circles: tuple[Circle, ...] = ()
    geocodes: tuple[Geocode, ...] = ()
    altitude: float | None = None
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    description: str
    mime_type: str
    size: int | None = None
    uri: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Shaking:
    """An earthquake's source. Reach follows from it, see `exposure.shaking`."""

    magnitude: float
    depth_km: float | None = None


@dataclass(frozen=True, slots=True)
class Info:
    """One language's account of what happens."""

    event: str
    categories: tuple[Category, ...]
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    language: str = "en-US"
    response_types: tuple[ResponseType, ...] = ()
    audience: str = ""
    event_codes: tuple[tuple[str, str], ...] = ()
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    sender_name: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    web: str = ""
    contact: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    resources: tuple[Resource, ...] = ()
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """One message. `event` joins messages of one event where the source says so; else references do.

    `departures` says in what the message strays from its standard without being useless.
    """

    source: str
    identifier: str
    sender: str
    sent: datetime
    status: Status
    message_type: MessageType
    scope: Scope
    infos: tuple[Info, ...] = ()
    event: str = ""
    episode: str = ""
    hazard: Hazard | None = None
    shaking: Shaking | None = None
    source_text: str = ""
    restriction: str = ""
    addresses: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    note: str = ""
    references: tuple[Reference, ...] = ()
    incidents: tuple[str, ...] = ()
    signature: Signature = Signature()
    departures: tuple[str, ...] = ()

    @property
    def areas(self) -> tuple[Area, ...]:
        """Every area once: the infos of several languages repeat them."""
        return tuple(dict.fromkeys(area for info in self.infos for area in info.areas))

    @property
    def headline(self) -> str:
        return next((info.headline or info.event for info in self.infos), self.note)

    @property
    def expires(self) -> datetime | None:
        """When the last info expires; None while one of them has no end."""
        ends = [info.expires for info in self.infos]
        return max((end for end in ends if end), default=None) if all(ends) else None


@dataclass(frozen=True, slots=True)
class AlertLink:
    """An entry of a feed that says where its alert is to be fetched."""

    url: str
    identifier: str = ""
    title: str = ""


class Flaw(StrEnum):
    """Why something could not be used. The words for readers are translated from these."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_FEED = "not_a_feed"
    HTML = "html"
    MALFORMED = "malformed"
    FORBIDDEN_XML = "forbidden_xml"
    MISSING = "missing"
    BAD_VALUE = "bad_value"
    MISPLACED = "misplaced"
    NOT_AN_ALERT = "not_an_alert"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that came in and cannot be used as it is: where, what it held, what was expected."""

    flaw: Flaw
    where: str = ""
    found: str = ""
    expected: str = ""
    fragment: str = ""

    def __str__(self) -> str:
        return str(self.told)

    @property
    def told(self) -> Wording:
        said = _REASONS[self.flaw]
        if self.found:
            said = Wording("%(problem)s, found “%(found)s”", problem=said, found=self.found[:120])
        if self.expected:
            said = Wording("%(problem)s; expected %(expected)s", problem=said, expected=self.expected)
        return Wording("%(where)s: %(problem)s", where=self.where, problem=said) if self.where else said


class FeedError(ValueError):
    """Raised inside a reader for one message; the reader turns it into the `Problem` it holds and goes on."""

    def __init__(self, flaw: Flaw, where: str = "", found: str = "", expected: str = "") -> None:
        self.problem = Problem(flaw, where, found, expected)
        super().__init__(str(self.problem))


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file or answer of a feed held."""

    alerts: tuple[Alert, ...] = ()
    links: tuple[AlertLink, ...] = ()
    problems: tuple[Problem, ...] = ()


def join_readings(readings: Iterable[Reading]) -> Reading:
    held = list(readings)
    return Reading(
        tuple(alert for reading in held for alert in reading.alerts),
        tuple(link for reading in held for link in reading.links),
        tuple(problem for reading in held for problem in reading.problems),
    )


_REASONS = {
    Flaw.EMPTY: Wording("nothing is in it"),
    Flaw.TOO_LARGE: Wording("it is larger than an alert may be"),
    Flaw.NOT_A_FEED: Wording("it is no format of alerts that is known"),
    Flaw.HTML: Wording("a web page came instead of a feed"),
    Flaw.MALFORMED: Wording("it is broken off or malformed"),
    Flaw.FORBIDDEN_XML: Wording("it declares a document type or entities, which no alert needs"),
    Flaw.MISSING: Wording("a required element is missing or empty"),
    Flaw.BAD_VALUE: Wording("the value cannot be used"),
    Flaw.MISPLACED: Wording("the alert stands where none belongs"),
    Flaw.NOT_AN_ALERT: Wording("it holds neither an alert nor the address of one"),
}
