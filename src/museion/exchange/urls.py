"""The addresses of the door."""

from django.urls import path

from museion.exchange.views import oai

urlpatterns = [
    path("oai", oai.answer_oai, name="oai"),
    path("oai/schemas/json-ld.xsd", oai.show_schema, name="oai_json_schema"),
]
