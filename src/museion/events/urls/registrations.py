"""Registering, and the page of a registration."""

from django.urls import path

from museion.events.views import registering, registrations

urlpatterns = [
    path("events/<str:key>/register", registering.show_registering, name="event_register"),
    path("registrations/<str:token>", registrations.show_registration, name="registration"),
    path("registrations/<str:token>/invitation.pdf", registrations.send_invitation, name="registration_invitation"),
]
