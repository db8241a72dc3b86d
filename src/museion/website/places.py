"""The map of a search: where its located hits are, as dots that each lead to the records there."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from museion.core.http.asking import get_viewer
from museion.search.documents import get_cards
from museion.website.map.clusters import Place, cluster
from museion.website.map.frame import WORLD, Frame
from museion.website.map.projection import project
from museion.website.question import Question
from museion.website.searching import find_hits

MAPPED_HITS = 1000


def make_map(request: HttpRequest, question: Question, language: str) -> dict[str, Any]:
    """Dots of the first thousand hits; the caption says when there are more."""
    asked = question.make_request(tokens=get_viewer(request).tokens, language=language)
    result = find_hits(replace(asked, offset=0, limit=MAPPED_HITS, explain=False))
    cards = get_cards([(hit.key, hit.kind) for hit in result.hits], language)
    places = [
        Place(*card.point, title=card.title.pick(language).text, url=card.url) for card in cards.values() if card.point
    ]
    frame = choose_frame(places)
    return {
        "places": places,
        "dots": cluster(places, frame=frame),
        "frame": str(frame),
        "dot_url": _make_dot_url(question),
        "map_caption": _describe(len(places), result.total),
    }


def choose_frame(places: list[Place]) -> Frame:
    if not places:
        return WORLD
    return Frame.around([project(place.latitude, place.longitude) for place in places]).widen()


def _make_dot_url(question: Question) -> str:
    address = question.get_address(area=None, view="map")
    return address + ("&" if "?" in address else "?")


def _describe(placed: int, total: int) -> str:
    shown = {"placed": number_format(placed, force_grouping=True), "total": number_format(total, force_grouping=True)}
    if total > MAPPED_HITS:
        return (
            _("%(placed)s of the first thousand results (of %(total)s) have a place. Choose a dot to look closer.")
            % shown
        )
    return _("%(placed)s of %(total)s results have a place. Choose a dot to look closer.") % shown
