"""Pictures by content: the name says the bytes, so what a browser holds never grows old."""

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from museion.core.problems import ProblemError
from museion.heritage.pictures import get_thumbnail

MEDIA_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif"}


def show_picture(request: HttpRequest, width: int, file_name: str) -> FileResponse:
    path = get_thumbnail(file_name, width)
    if path is None:
        raise ProblemError(404, _("No such picture"), "", "no-picture")
    response = FileResponse(path.open("rb"), content_type=MEDIA_TYPES.get(path.suffix, "image/jpeg"))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
