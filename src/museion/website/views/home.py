"""The front page: the one box, what the network holds, where its museums are, something to look at."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from museion.core.access import Viewer
from museion.core.http.asking import get_languages, get_viewer
from museion.heritage.queries import get_highlight_keys
from museion.network.queries import count_museums_by_country, get_museum_places
from museion.search.documents import Card, get_cards
from museion.search.requests import SearchRequest, SearchUnavailableError
from museion.website.demo import list_demo_roles
from museion.website.map.clusters import Place, cluster
from museion.website.map.frame import WORLD
from museion.website.navigation import get_browse_url, get_browsed_kinds
from museion.website.question import KIND
from museion.website.searching import find_hits

HIGHLIGHTS = 10
# What the front page sums up changes slowly; a minute old is new enough.
KEEP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Holding:
    """How much of one kind the viewer may read."""

    count: str
    label: Any
    url: str


def show_home(request: HttpRequest) -> HttpResponse:
    viewer, language = get_viewer(request), get_languages(request)[0]
    holdings = count_holdings(viewer, language)
    world_map, country_count = _draw_map(viewer, get_language() or language)
    context = {
        "holdings": holdings,
        "is_unavailable": holdings is None,
        "map": world_map,
        "country_count": country_count,
        "highlights": _get_highlights(viewer, language),
        "areas": _list_areas(),
        "demo_roles": list_demo_roles(),
        "examples": _list_examples(),
    }
    return render(request, "website/home.html", context)


def count_holdings(viewer: Viewer, language: str) -> list[Holding] | None:
    """From the index, which knows at once; None while it cannot answer."""
    asked = SearchRequest(
        tokens=viewer.tokens, facets=(KIND,), facet_size=50, limit=1, language=language, explain=False
    )
    try:
        counted = {value.code: value.count for value in find_hits(asked).facets.get(KIND, ())}
    except SearchUnavailableError:
        return None
    return [
        Holding(number_format(counted[kind.name], force_grouping=True), kind.label_plural, get_browse_url(kind))
        for kind in get_browsed_kinds()
        if counted.get(kind.name)
    ]


def _draw_map(viewer: Viewer, language: str) -> tuple[str, int]:
    """The map as it stands in the page, and of how many countries; drawn once for all readers of the same rights."""
    name = f"home-map:{language}:{','.join(viewer.tokens)}"
    kept: tuple[str, int] | None = caches["process"].get(name)
    if kept is None:
        places = (Place(place.latitude, place.longitude, place.count) for place in get_museum_places(viewer))
        context = {
            "dots": cluster(places, cell=2.5),
            "frame": str(WORLD),
            "dot_url": "/search?kind=museum&view=map&",
            "caption": _("Each dot is a place with museums; the larger, the more. Choose one to see them."),
        }
        markup = render_to_string("components/map.html", context) if context["dots"] else ""
        kept = markup, len(count_museums_by_country(viewer))
        caches["process"].set(name, kept, KEEP_SECONDS)
    return kept


def _get_highlights(viewer: Viewer, language: str) -> list[Card]:
    keys = get_highlight_keys(viewer, limit=HIGHLIGHTS, turn=timezone.now().toordinal())
    cards = get_cards([(key, "object") for key in keys], language)
    return [cards[key] for key in keys if key in cards and cards[key].thumbnail_url]


def _list_areas() -> list[dict[str, str]]:
    return [
        {
            "url": "/screen",
            "title": _("Is it stolen, or at risk?"),
            "text": _("A photo or a few words, compared with what is sought and with the Red Lists, within seconds."),
        },
        {
            "url": "/museums",
            "title": _("The register"),
            "text": _("Museums and like institutions, with their collections, their place and who looks after them."),
        },
        {
            "url": "/bodies",
            "title": _("How the network is built"),
            "text": _("Committees, alliances and governing bodies, and who has held which office since when."),
        },
        {
            "url": "/objects",
            "title": _("Cultural objects"),
            "text": _("Described by Object ID, so that each can be recognised wherever it turns up."),
        },
        {
            "url": "/elements",
            "title": _("Living heritage"),
            "text": _("Songs, skills, feasts and knowledge, as their communities hand them on."),
        },
        {
            "url": "/people",
            "title": _("People and their skills"),
            "text": _(
                "Specialists by subject, language and country of experience, as far as each has agreed to be found."
            ),
        },
        {
            "url": "/concepts",
            "title": _("Words in every language"),
            "text": _("Thesauri that let a question in one language find what was described in another."),
        },
    ]


def _list_examples() -> list[str]:
    return [_("textile"), _("maritime museum"), _("photograph 1930..1939")]
