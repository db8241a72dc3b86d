"""The kinds of record that the room holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.response.models import DamageAssessment, DeskAlert, HazardEvent, Incident, Mobilisation, RiskAssessment
from museion.response.representations import REPRESENTATIONS
from museion.response.views import damage, desk_alerts, events, incidents, mobilisations, risks

KINDS = (
    Kind(
        name="hazard_event",
        model=HazardEvent,
        label=_("hazard event"),
        label_plural=_("hazard events"),
        page=events.show_event,
        representations=REPRESENTATIONS["hazard_event"],
        in_navigation=False,
    ),
    Kind(
        name="desk_alert",
        model=DeskAlert,
        label=_("alert of the desk"),
        label_plural=_("alerts of the desk"),
        page=desk_alerts.show_desk_alert,
        representations=REPRESENTATIONS["desk_alert"],
        in_navigation=False,
    ),
    Kind(
        name="risk_assessment",
        model=RiskAssessment,
        label=_("risk assessment"),
        label_plural=_("risk assessments"),
        page=risks.show_assessment,
        in_navigation=False,
    ),
    Kind(
        name="incident",
        model=Incident,
        label=_("incident"),
        label_plural=_("incidents"),
        page=incidents.show_incident_record,
        in_navigation=False,
    ),
    Kind(
        name="mobilisation",
        model=Mobilisation,
        label=_("call for people"),
        label_plural=_("calls for people"),
        page=mobilisations.show_mobilisation_record,
        in_navigation=False,
    ),
    Kind(
        name="damage_assessment",
        model=DamageAssessment,
        label=_("damage assessment"),
        label_plural=_("damage assessments"),
        page=damage.show_assessment_record,
        in_navigation=False,
    ),
)
