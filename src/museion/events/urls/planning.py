"""Planning across bodies."""

from django.urls import path

from museion.events.views import planning

urlpatterns = [
    path("events/clashes", planning.show_clashes, name="event_clashes"),
    path("events/coverage", planning.show_coverage, name="event_coverage"),
    path("events/translations", planning.show_debts, name="event_debts"),
    path("events/import", planning.show_import, name="event_import"),
]
