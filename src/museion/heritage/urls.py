"""The addresses of the room's own pages. Its records have theirs at `/id/<key>` as well."""

from django.urls import path

from museion.heritage.views import custody

urlpatterns = [
    path("objects/<str:key>/custody", custody.edit_custody, name="edit_custody"),
]
