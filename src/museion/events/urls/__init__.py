"""The addresses of the room's pages."""

from museion.events.urls.calendar import urlpatterns as calendar
from museion.events.urls.organising import urlpatterns as organising
from museion.events.urls.registrations import urlpatterns as registrations

urlpatterns = [*calendar, *organising, *registrations]
