"""Events and series, registrations, the programme, and what is kept afterwards."""

from museion.events.models.after import (
    AdoptedResolution,
    Attendance,
    Certificate,
    CertificateRule,
    Minutes,
    Survey,
    SurveyAnswer,
)
from museion.events.models.events import Event, EventSeries
from museion.events.models.programme import (
    Call,
    Contribution,
    Material,
    Review,
    ReviewComment,
    Room,
    Session,
    Speaker,
)
from museion.events.models.registrations import Booking, Registration, SpecialNeed

__all__ = [
    "AdoptedResolution",
    "Attendance",
    "Booking",
    "Call",
    "Certificate",
    "CertificateRule",
    "Contribution",
    "Event",
    "EventSeries",
    "Material",
    "Minutes",
    "Registration",
    "Review",
    "ReviewComment",
    "Room",
    "Session",
    "Speaker",
    "SpecialNeed",
    "Survey",
    "SurveyAnswer",
]
