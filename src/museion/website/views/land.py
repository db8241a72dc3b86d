"""The land under the dots, one file that every map of the world refers to."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse

from museion.website.map.frame import WORLD
from museion.website.map.world import get_shapes


def show_land(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(draw_land(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@lru_cache(maxsize=1)
def draw_land() -> bytes:
    path = "".join(shape.path for shape in get_shapes())
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{WORLD}"><path id="land" d="{path}"/></svg>'
    return svg.encode()
