"""The pages of the room."""

from django.http import HttpRequest, HttpResponse

from museion.heritage.models import CulturalObject, IntangibleElement


def show_object(request: HttpRequest, record: CulturalObject) -> HttpResponse:
    return HttpResponse(str(record))


def show_element(request: HttpRequest, record: IntangibleElement) -> HttpResponse:
    return HttpResponse(str(record))
