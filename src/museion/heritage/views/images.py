"""The IIIF image service (Image API 3, level 1) over the kept pictures."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from museion.core.http.pages import get_base_url
from museion.core.problems import ProblemError
from museion.heritage.formats.iiif_image import FORMATS, BadImageRequestError, describe_service, read_request
from museion.heritage.tiles import get_part, measure_picture

_FOREVER = "public, max-age=31536000, immutable"


@require_safe
def show_service(request: HttpRequest, file_name: str) -> HttpResponse:
    return HttpResponseRedirect(f"/iiif/{file_name}/info.json", status=303)


@require_safe
def describe_image(request: HttpRequest, file_name: str) -> HttpResponse:
    width, height = _measure(file_name)
    described = describe_service(f"{get_base_url(request)}/iiif/{file_name}", width=width, height=height)
    response = JsonResponse(described, content_type="application/ld+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = _FOREVER
    return response


@require_safe
def send_image(
    request: HttpRequest, file_name: str, region: str, size: str, rotation: str, quality: str, suffix: str
) -> HttpResponseBase:
    width, height = _measure(file_name)
    try:
        asked = read_request(region, size, rotation, quality, suffix, width=width, height=height)
    except BadImageRequestError as error:
        raise ProblemError(400, _("No such part of the picture"), str(error), "bad-image-request") from error
    path = get_part(file_name, asked)
    if path is None:
        raise _make_missing(file_name)
    response = FileResponse(path.open("rb"), content_type=FORMATS[suffix])
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = _FOREVER
    return response


def _measure(file_name: str) -> tuple[int, int]:
    size = measure_picture(file_name)
    if size is None:
        raise _make_missing(file_name)
    return size


def _make_missing(file_name: str) -> ProblemError:
    detail = _("No picture is kept under the name %(name)s.") % {"name": file_name[:80]}
    return ProblemError(404, _("No such picture"), detail, "no-picture")
