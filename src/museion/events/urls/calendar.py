"""The calendar and its feeds."""

from django.urls import path

from museion.events.views import calendar, feeds

urlpatterns = [
    path("events", calendar.show_calendar, name="events"),
    path("events.ics", feeds.send_calendar, name="events_calendar"),
    path("events.atom", feeds.send_atom, name="events_atom"),
]
