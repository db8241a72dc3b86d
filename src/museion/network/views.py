"""The pages of the room."""

from django.http import HttpRequest, HttpResponse

from museion.network.models import Body, Mandate, Museum, Person


def show_museum(request: HttpRequest, record: Museum) -> HttpResponse:
    return HttpResponse(str(record))


def show_person(request: HttpRequest, record: Person) -> HttpResponse:
    return HttpResponse(str(record))


def show_body(request: HttpRequest, record: Body) -> HttpResponse:
    return HttpResponse(str(record))


def show_mandate(request: HttpRequest, record: Mandate) -> HttpResponse:
    return HttpResponse(str(record))
