"""All addresses: the persistent ones of every record, then room by room and door by door."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from museion.api.urls import api
from museion.core.http.keys import show_keys
from museion.core.http.records import show_record
from museion.core.http.withdrawing import bring_back, withdraw_record

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path(".well-known/jwks.json", show_keys, name="public_keys"),
    re_path(r"^id/(?P<key>[^/.]+)$", show_record, name="record"),
    re_path(r"^id/(?P<key>[^/.]+)\.(?P<suffix>[a-z0-9-]+)$", show_record, name="record_as"),
    path("id/<str:key>/withdraw", withdraw_record, name="withdraw_record"),
    path("id/<str:key>/restore", bring_back, name="restore_record"),
    path("", include("museion.vocabulary.urls")),
    path("", include("museion.network.urls")),
    path("", include("museion.heritage.urls")),
    path("", include("museion.screening.urls")),
    path("", include("museion.response.urls")),
    path("", include("museion.library.urls")),
    path("", include("museion.exchange.urls")),
    path("", include("museion.governance.urls")),
    path("", include("museion.events.urls")),
    path("", include("museion.website.urls")),
]

handler403 = "museion.website.views.pages.show_forbidden"
handler404 = "museion.website.views.pages.show_missing"
handler429 = "museion.website.views.pages.show_too_many"
handler500 = "museion.website.views.pages.show_failure"
