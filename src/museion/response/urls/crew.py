"""The addresses of the incident desk."""

from django.urls import path

from museion.response.views import incident_steps, incidents, reporting, rota

urlpatterns = [
    path("incidents", incidents.show_incidents, name="incidents"),
    path("incidents/report", reporting.show_report, name="report_incident"),
    path("incidents/report/worker.js", reporting.send_worker, name="report_worker"),
    path("incidents/status/<str:token>", reporting.show_status, name="incident_status"),
    path("incidents/rota", rota.show_rota, name="rota"),
    path("incidents/<str:key>", incidents.show_incident, name="incident"),
    path("incidents/<str:key>/reports/<int:number>", incidents.show_situation_report, name="situation_report"),
    path("incidents/<str:key>/<slug:step>", incident_steps.take_step, name="incident_step"),
]
