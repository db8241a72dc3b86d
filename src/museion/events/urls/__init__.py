"""The addresses of the room's pages; fixed words come before keys."""

from museion.events.urls.calendar import urlpatterns as calendar
from museion.events.urls.day import urlpatterns as day
from museion.events.urls.organising import urlpatterns as organising
from museion.events.urls.planning import urlpatterns as planning
from museion.events.urls.programme import urlpatterns as programme
from museion.events.urls.registrations import urlpatterns as registrations

urlpatterns = [*calendar, *planning, *organising, *registrations, *programme, *day]
