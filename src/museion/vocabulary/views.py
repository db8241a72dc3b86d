"""The pages of the room."""

from django.http import HttpRequest, HttpResponse

from museion.vocabulary.models import Concept, Scheme


def show_concept(request: HttpRequest, record: Concept) -> HttpResponse:
    return HttpResponse(str(record))


def show_scheme(request: HttpRequest, record: Scheme) -> HttpResponse:
    return HttpResponse(str(record))
