"""All addresses: the persistent ones of every record, then room by room and door by door."""

from django.urls import URLPattern, URLResolver, re_path

from museion.core.http.records import show_record

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^id/(?P<key>[^/.]+)$", show_record, name="record"),
    re_path(r"^id/(?P<key>[^/.]+)\.(?P<suffix>[a-z0-9-]+)$", show_record, name="record_as"),
]
