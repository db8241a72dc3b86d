"""`/changes/<form>`: what changed, oldest first, as a stream that others follow (IIIF Change Discovery 1.0, W3C Activity Streams)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.http.errors import for_programs
from museion.core.http.pages import get_base_url
from museion.core.problems import ProblemError
from museion.exchange.models import Publication
from museion.exchange.oai.moments import format_moment
from museion.heritage.models import Photograph

PAGE_SIZE = 100
_CONTEXT = "http://iiif.io/api/discovery/1/context.json"
_FROM_ANYWHERE = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True, slots=True)
class Stream:
    """`suffix`: of the address of what is named. `needs_pictures`: an object without any is not in it, unless it was deleted."""

    name: str
    type: str
    suffix: str
    needs_pictures: bool = False

    def list_rows(self) -> QuerySet[Publication]:
        """The publication as Linked Art says when an object changed."""
        rows = Publication.objects.filter(prefix="linked-art").order_by("datestamp", "id")
        if not self.needs_pictures:
            return rows
        return rows.filter(Q(is_deleted=True) | Q(key__in=Photograph.objects.values("object__key")))


STREAMS = {
    stream.name: stream
    for stream in (
        Stream("iiif", "Manifest", "manifest", needs_pictures=True),
        Stream("linked-art", "HumanMadeObject", "linked-art"),
    )
}


@for_programs
@require_GET
def show_stream(request: HttpRequest, name: str) -> HttpResponse:
    stream = _find_stream(name)
    total = stream.list_rows().count()
    return _answer(
        {
            "id": _write_address(request, stream),
            "type": "OrderedCollection",
            "totalItems": total,
            "first": _refer(request, stream, 0),
            "last": _refer(request, stream, _find_last(total)),
        }
    )


@for_programs
@require_GET
def show_page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    stream = _find_stream(name)
    rows = stream.list_rows()
    last, start = _find_last(rows.count()), number * PAGE_SIZE
    if number > last:
        raise ProblemError(404, _("No such page"), str(number), "no-page", headers=_FROM_ANYWHERE)
    found = rows.values_list("key", "datestamp", "is_deleted")[start : start + PAGE_SIZE]
    base = get_base_url(request)
    page: dict[str, Any] = {
        "id": _write_address(request, stream, number),
        "type": "OrderedCollectionPage",
        "startIndex": start,
        "partOf": {"id": _write_address(request, stream), "type": "OrderedCollection"},
        "orderedItems": [
            {
                "type": "Delete" if is_deleted else "Update",
                "object": {"id": f"{base}/id/{key}.{stream.suffix}", "type": stream.type},
                "endTime": format_moment(stamp),
            }
            for key, stamp, is_deleted in found
        ],
    }
    beside = {"prev": number - 1, "next": number + 1}
    return _answer(page | {way: _refer(request, stream, to) for way, to in beside.items() if 0 <= to <= last})


def _find_stream(name: str) -> Stream:
    if name not in STREAMS:
        told = _("There are %(names)s.") % {"names": ", ".join(STREAMS)}
        raise ProblemError(404, _("No such stream"), told, "no-stream", headers=_FROM_ANYWHERE)
    return STREAMS[name]


def _find_last(total: int) -> int:
    return max(total - 1, 0) // PAGE_SIZE


def _refer(request: HttpRequest, stream: Stream, number: int) -> dict[str, str]:
    return {"id": _write_address(request, stream, number), "type": "OrderedCollectionPage"}


def _write_address(request: HttpRequest, stream: Stream, number: int | None = None) -> str:
    return f"{get_base_url(request)}/changes/{stream.name}" + ("" if number is None else f"/{number}")


def _answer(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse({"@context": _CONTEXT, **content}, content_type="application/ld+json", headers=_FROM_ANYWHERE)
