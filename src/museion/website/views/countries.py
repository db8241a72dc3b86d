"""The network country by country: a map and a list of all, and one page for each."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from museion.core.countries import get_country_name, is_country
from museion.core.http.asking import get_languages, get_viewer
from museion.core.problems import ProblemError
from museion.network.queries import (
    count_museums_by_country,
    get_bodies_of_country,
    get_museum_keys,
    get_museum_places,
)
from museion.search.documents import get_cards
from museion.search.requests import SearchRequest, SearchUnavailableError
from museion.website.facets import get_code_label
from museion.website.map.clusters import Place, cluster, frame_places
from museion.website.map.frame import WORLD
from museion.website.map.world import get_shape, get_shapes
from museion.website.question import KIND
from museion.website.searching import find_hits

SHOWN_MUSEUMS = 12
# Museums in a country from which each darker shade begins.
SHADES = (1, 30, 150, 500)


def show_countries(request: HttpRequest) -> HttpResponse:
    language = get_languages(request)[0]
    counts = count_museums_by_country(get_viewer(request))
    names = {code: get_country_name(code, language) for code in counts}
    context = {
        "countries": [(code, names[code], counts[code]) for code in sorted(counts, key=lambda code: names[code])],
        "shapes": [
            (shape, sum(counts.get(shape.code, 0) >= least for least in SHADES), names.get(shape.code, ""))
            for shape in get_shapes()
        ],
        "frame": str(WORLD),
    }
    return render(request, "website/countries.html", context)


def show_country(request: HttpRequest, code: str) -> HttpResponse:
    if code != code.upper():
        return HttpResponsePermanentRedirect(f"/countries/{code.upper()}")
    if not is_country(code):
        detail = _("No country has the ISO 3166 code %(code)s.") % {"code": code}
        raise ProblemError(404, _("No such country"), detail, "no-country")
    viewer, language = get_viewer(request), get_languages(request)[0]
    keys = get_museum_keys(viewer, country=code, limit=SHOWN_MUSEUMS)
    cards = get_cards([(key, "museum") for key in keys], language)
    bodies = [(body.key, "body") for body in get_bodies_of_country(code, viewer)]
    body_cards = get_cards(bodies, language)
    context = {
        "code": code,
        "name": get_country_name(code, language),
        "holdings": _count_kinds(viewer.tokens, code, language),
        "museums": [cards[key] for key in keys if key in cards],
        "bodies": [body_cards[key] for key, _kind in bodies if key in body_cards],
        **_make_map(request, code),
    }
    return render(request, "website/country.html", context)


def _make_map(request: HttpRequest, code: str) -> dict[str, Any]:
    found = get_museum_places(get_viewer(request), country=code)
    places = [Place(place.latitude, place.longitude, place.count) for place in found]
    shape = get_shape(code)
    frame = shape.frame.widen() if shape else frame_places(places)
    return {
        "shapes": get_shapes(),
        "here": code,
        "frame": str(frame),
        "dots": cluster(places, frame=frame),
        "dot_url": f"/search?country={code}&kind=museum&view=map&",
    }


def _count_kinds(tokens: tuple[str, ...], code: str, language: str) -> list[tuple[str, str, str]] | None:
    asked = SearchRequest(tokens=tokens, filters={"country": (code,)}, facets=(KIND,), limit=1, language=language)
    try:
        counted = find_hits(asked).facets.get(KIND, ())
    except SearchUnavailableError:
        return None
    return [
        (value.code, get_code_label(KIND, value.code, language), number_format(value.count, force_grouping=True))
        for value in counted
    ]
