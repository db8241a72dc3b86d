"""What organisers do."""

from django.urls import path

from museion.events.views import booking_form, editing, managing

urlpatterns = [
    path("events/new", editing.show_new, name="event_new"),
    path("events/<str:key>/edit", editing.show_edit, name="event_edit"),
    path("events/<str:key>/state", editing.change_state, name="event_state"),
    path("events/<str:key>/manage", managing.show_manage, name="event_manage"),
    path("events/<str:key>/manage/registrations", managing.show_registrations, name="event_registrations"),
    path("events/<str:key>/manage/registrations.csv", managing.send_table, name="event_registrations_table"),
    path("events/<str:key>/manage/form", booking_form.show_form, name="event_form"),
]
