"""The addresses of the incident desk and of the people it calls."""

from django.urls import path

from museion.response.views import (
    calls,
    damage,
    exercises,
    incident_steps,
    incidents,
    mobilisations,
    reporting,
    roster,
    rota,
)

urlpatterns = [
    path("incidents", incidents.show_incidents, name="incidents"),
    path("incidents/report", reporting.show_report, name="report_incident"),
    path("incidents/status/<str:token>", reporting.show_status, name="incident_status"),
    path("incidents/rota", rota.show_rota, name="rota"),
    path("incidents/<str:key>", incidents.show_incident, name="incident"),
    path("incidents/<str:key>/reports/<int:number>", incidents.show_situation_report, name="situation_report"),
    path("incidents/<str:key>/reports/<int:number>.pdf", incidents.send_situation_report, name="situation_paper"),
    path("incidents/<str:key>/damage", damage.show_form, name="assess_damage"),
    path("damage/<str:key>", damage.show_assessment, name="damage_assessment"),
    path("damage/<str:key>/items/<int:number>", damage.change_item, name="damage_item"),
    path("incidents/<str:key>/<slug:step>", incident_steps.take_step, name="incident_step"),
    path("exercises", exercises.show_exercises, name="exercises"),
    path("mobilisations", mobilisations.show_mobilisations, name="mobilisations"),
    path("mobilisations/new", mobilisations.show_new, name="new_mobilisation"),
    path("mobilisations/<str:key>", mobilisations.show_mobilisation, name="mobilisation"),
    path("mobilisations/<str:key>/board", mobilisations.show_board, name="mobilisation_board"),
    path("mobilisations/<str:key>/<slug:step>", mobilisations.take_step, name="mobilisation_step"),
    path("roster", roster.show_roster, name="roster"),
    path("roster/mine", roster.show_mine, name="own_roster_entry"),
    path("roster/<str:key>", roster.show_entry, name="roster_entry"),
    path("calls/<str:token>", calls.show_call, name="call"),
]
