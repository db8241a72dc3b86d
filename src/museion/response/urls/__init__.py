"""The addresses of the room's own pages. Its records have theirs at `/id/<key>` as well."""

from museion.response.urls import alerts, crew

urlpatterns = [*alerts.urlpatterns, *crew.urlpatterns]
