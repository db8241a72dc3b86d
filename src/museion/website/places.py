"""The map of a search: where all its hits are. While they are many, dots that stand for areas; once they are few, each by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from museion.core.countries import get_country_name
from museion.core.http.asking import get_viewer
from museion.search.boxes import write_box
from museion.search.documents import get_cards, get_point_field
from museion.search.nearby import USUAL_KM, Nearby, guess_nearby
from museion.search.requests import Box, Grid, SearchResult
from museion.website.map.circles import draw_circle
from museion.website.map.close_up import CLOSE, draw_close_up, label_towns, measure_letter
from museion.website.map.clusters import Dot, Place, cluster, draw_cells
from museion.website.map.frame import WORLD, Frame
from museion.website.map.outlines import write_path
from museion.website.map.projection import HEIGHT
from museion.website.map.window import draw_box, frame_box, shift, zoom
from museion.website.question import Question
from museion.website.searching import find_hits

MOST_NAMED = 150
_DISTANCES = (10, 25, 50, 100, 200, 500, 1000)
_FINEST_STEP = 0.02
_EVERYWHERE = Box(-90, -180, 90, 180)


@dataclass(frozen=True, slots=True)
class Move:
    """A step over the map. `sign`: how its button is written."""

    sign: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


def make_map(request: HttpRequest, question: Question, result: SearchResult, language: str) -> dict[str, Any]:
    grid = result.grids.get(get_point_field())
    frame = _choose_frame(question, grid)
    dots = _make_dots(request, question, grid, frame, language) if grid else []
    is_close = frame.width <= CLOSE
    return {
        "map": {
            "frame": str(frame),
            "dots": dots,
            "land": draw_close_up(frame) if is_close else (),
            "letter": measure_letter(frame),
            "labels": label_towns(frame) if is_close else (),
            "outlines": [write_path(outline, grain=1000) for outline in _list_outlines(question)],
            "moves": _list_moves(question, grid),
            "height": HEIGHT,
            "search_url": question.get_address(area=None),
            "whole_url": question.get_address(area=None) if question.area else "",
            "caption": _describe(grid.count if grid else 0, result.total),
        }
    }


def _choose_frame(question: Question, grid: Grid | None) -> Frame:
    if question.area:
        return frame_box(question.area)
    if question.near:
        rim = [point for outline in draw_circle(question.near.disc) for point in outline]
        return Frame.around(rim).widen(margin=0.1, least=2)
    return frame_box(grid.box, margin=0.15) if grid else WORLD


def _make_dots(request: HttpRequest, question: Question, grid: Grid, frame: Frame, language: str) -> list[Dot]:
    """Named while they are few; else an area each, the closest of which lead to the list of what is there."""
    if grid.count <= MOST_NAMED:
        places = _name_places(request, question, language)
        return [_lead(dot, question, view="list") for dot in cluster(places, frame=frame, enlarge=1.6)]
    view = "map" if grid.step > _FINEST_STEP else "list"
    return [_lead(dot, question, view=view) for dot in draw_cells(grid.cells, frame)]


def _lead(dot: Dot, question: Question, *, view: str) -> Dot:
    return dot if dot.url else replace(dot, url=question.get_address(area=dot.box, view=view))


def _name_places(request: HttpRequest, question: Question, language: str) -> list[Place]:
    located = replace(question, area=question.area or _EVERYWHERE, page=1)
    asked = located.make_request(tokens=get_viewer(request).tokens, language=language)
    hits = find_hits(replace(asked, limit=MOST_NAMED, explain=False)).hits
    cards = get_cards([(hit.key, hit.kind) for hit in hits], language)
    return [
        Place(*card.point, title=card.title.pick(language).text, url=card.url) for card in cards.values() if card.point
    ]


def _list_outlines(question: Question) -> Sequence[Sequence[tuple[float, float]]]:
    """What was asked for: the area, the disc."""
    areas = draw_box(question.area) if question.area else []
    return [*areas, *(draw_circle(question.near.disc) if question.near else [])]


def _list_moves(question: Question, grid: Grid | None) -> list[Move]:
    """Closer and farther; and to the sides of an area."""
    area = question.area
    here = area or (grid.box if grid else None)
    if here is None:
        return []
    steps: list[tuple[str, str, Box | None]] = [("+", _("Closer"), zoom(here, 0.5))]
    if area:
        steps += [
            ("−", _("Farther"), zoom(area, 2)),
            ("↑", _("North"), shift(area, north=0.5)),
            ("↓", _("South"), shift(area, north=-0.5)),
            ("←", _("West"), shift(area, east=-0.5)),
            ("→", _("East"), shift(area, east=0.5)),
        ]
    return [Move(sign, label, question.get_address(area=box)) for sign, label, box in steps]


def name_nearby(near: Nearby, language: str) -> str:
    told = {
        "km": number_format(near.km),
        "town": near.town.name,
        "country": get_country_name(near.town.country, language),
    }
    return _("within %(km)s km of %(town)s, %(country)s") % told


def guess_place(question: Question, language: str) -> Link | None:
    """“Museums near Lima” may mean the place: a link to that search, for the words were taken as words."""
    guessed = None if question.near else guess_nearby(question.text)
    if guessed is None:
        return None
    text, near = guessed
    return Link(name_nearby(near, language), question.get_address(text=text, near=near))


def list_distances(question: Question) -> list[int]:
    """Kilometres to choose from, and those that were asked for."""
    return sorted({*_DISTANCES, question.near.km if question.near else USUAL_KM})


def write_area(question: Question) -> str:
    return write_box(question.area) if question.area else ""


def _describe(placed: int, total: int) -> str:
    shown = {"placed": number_format(placed, force_grouping=True), "total": number_format(total, force_grouping=True)}
    return _("%(placed)s of %(total)s results have a place. Choose a dot to look closer.") % shown
