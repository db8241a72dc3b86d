"""Response: what comes in from feeds, whom it reaches, what is at stake, and who answers.

Do not delete an alert, a quarantined message or a call: each is a step that somebody may have to account for.
"""

from museion.response.models.alerts import (
    AlertMessage,
    AlertName,
    ElementExposure,
    Exposure,
    Feed,
    HazardEvent,
    QuarantinedAlert,
)
from museion.response.models.damage import DamageAssessment, DamageItem
from museion.response.models.desk_alerts import DeskAlert
from museion.response.models.incidents import Incident, IncidentLine, IncidentTask, RotaShift, SituationReport
from museion.response.models.mobilisation import (
    AvailabilityPeriod,
    Call,
    Mission,
    Mobilisation,
    RosterEntry,
)
from museion.response.models.risks import RiskAssessment, RiskOption, RiskStatement, ValueGroup

__all__ = [
    "AlertMessage",
    "AlertName",
    "AvailabilityPeriod",
    "Call",
    "DamageAssessment",
    "DamageItem",
    "DeskAlert",
    "ElementExposure",
    "Exposure",
    "Feed",
    "HazardEvent",
    "Incident",
    "IncidentLine",
    "IncidentTask",
    "Mission",
    "Mobilisation",
    "QuarantinedAlert",
    "RiskAssessment",
    "RiskOption",
    "RiskStatement",
    "RosterEntry",
    "RotaShift",
    "SituationReport",
    "ValueGroup",
]
