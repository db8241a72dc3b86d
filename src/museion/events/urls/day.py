"""The day itself and what comes after: the door, badges, minutes, certificates, the survey."""

from django.urls import path

from museion.events.views import certificates, check_in, minutes, surveys

urlpatterns = [
    path("events/<str:key>/manage/check-in", check_in.show_check_in, name="event_check_in"),
    path("events/<str:key>/manage/check-in.json", check_in.send_list, name="event_check_in_list"),
    path("events/<str:key>/manage/scans", check_in.take_scans, name="event_scans"),
    path("events/<str:key>/badges.pdf", check_in.send_badges, name="event_badges"),
    path("events/<str:key>/manage/minutes", minutes.show_minutes, name="event_minutes"),
    path("events/<str:key>/manage/certificates", certificates.show_certificates, name="event_certificates"),
    path("events/<str:key>/manage/survey", surveys.show_survey, name="event_survey"),
    path("registrations/<str:token>/survey", surveys.show_answering, name="registration_survey"),
    path("certificates/check", certificates.check_paper, name="certificate_check"),
    path("certificates/<str:token>.pdf", certificates.send_certificate, name="certificate_paper"),
    path("certificates/<str:token>", certificates.show_certificate, name="certificate"),
]
