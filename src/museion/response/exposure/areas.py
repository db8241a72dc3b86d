"""An alert's areas as shapes on the globe, with the rule by which each was found and what could not be placed.

"Nobody is reached" and "this could not be placed" are different answers: whatever is not a shape is a `Problem`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import shapely

from museion.core.wording import Wording
from museion.response.exposure.reach import find_reach
from museion.response.exposure.rings import SWAPPED_HINT, RingError, draw_polygon, swap
from museion.response.exposure.shaking import Reach
from museion.response.exposure.shapes import Disc, Outline, Shape
from museion.response.feeds.alerts import Alert, Area, Circle, Flaw, Polygon, Problem

SUBDIVISION_SCHEMES = ("iso 3166-2", "iso3166-2", "iso-3166-2", "subdivision")
COUNTRY_SCHEMES = ("iso 3166-1", "iso3166-1", "iso-3166-1", "iso 3166", "country")


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape, the area it stands for, by what rule, and what was mended or doubted on the way."""

    shape: Shape
    description: str
    rule: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """Both empty: an earthquake too weak or too deep to harm anything."""

    placed: tuple[Placed, ...]
    problems: tuple[Problem, ...]


Countries = Mapping[str, Outline]
"""Outlines by ISO 3166-1 code, in two and in three letters."""


def locate_alert(alert: Alert, *, countries: Countries, margin_km: float = 0.0) -> Located:
    """Every shape of the alert. `margin_km` widens polygons and circles that the source drew."""
    if not alert.areas:
        return Located((), (Problem(Flaw.MISSING, "area", expected=Wording("a polygon, a circle or a country")),))
    outcomes = [outcome for area in alert.areas for outcome in _place_area(alert, area, countries, margin_km)]
    return Located(
        tuple(outcome for outcome in outcomes if isinstance(outcome, Placed)),
        tuple(outcome for outcome in outcomes if isinstance(outcome, Problem)),
    )


def _place_area(alert: Alert, area: Area, countries: Countries, margin_km: float) -> Iterator[Placed | Problem]:
    """Drawn shapes first; a coded country only where nothing was drawn, because it is always the coarser answer."""
    country = _find_country(area, countries)
    for polygon in area.polygons:
        yield _place_polygon(polygon, area, country, margin_km)
    for circle in area.circles:
        yield from _place_circle(alert, circle, area, margin_km)
    if area.polygons or area.circles:
        return
    if country is not None:
        yield Placed(country, area.description, "the whole country that the alert names")
    else:
        codes = ", ".join(f"{code.scheme} {code.value}" for code in area.geocodes)
        yield Problem(
            Flaw.BAD_VALUE, "area", f"{area.description} {codes}".strip(), Wording("a polygon, a circle or a country")
        )


def _place_polygon(polygon: Polygon, area: Area, country: Outline | None, margin_km: float) -> Placed | Problem:
    try:
        drawn = draw_polygon(polygon, margin_km=margin_km)
    except RingError as error:
        return Problem(Flaw.BAD_VALUE, "polygon", f"{area.description}: {error}", Wording("a ring on the globe"))
    doubts = (SWAPPED_HINT,) if country is not None and _looks_swapped(polygon, drawn.outline, country) else ()
    return Placed(drawn.outline, area.description, "inside the polygon", (*drawn.mended, *doubts))


def _place_circle(alert: Alert, circle: Circle, area: Area, margin_km: float) -> Iterator[Placed | Problem]:
    if abs(circle.latitude) > 90 or abs(circle.longitude) > 360:
        hint = f"; {SWAPPED_HINT}" if abs(circle.longitude) <= 90 and abs(circle.latitude) <= 180 else ""
        yield Problem(
            Flaw.BAD_VALUE, "circle", f"{circle.latitude}, {circle.longitude}{hint}", Wording("a place on the globe")
        )
        return
    reach = Reach(circle.radius_km + margin_km, "inside the circle") if circle.radius_km else find_reach(alert)
    if reach is not None:
        disc = Disc(circle.latitude, circle.longitude, reach.radius_km)
        yield Placed(disc, area.description, reach.rule, (reach.note,) if reach.note else ())


def _find_country(area: Area, countries: Countries) -> Outline | None:
    for code in area.geocodes:
        if code.scheme.casefold() in COUNTRY_SCHEMES and code.value.upper() in countries:
            return countries[code.value.upper()]
    return None


def _looks_swapped(polygon: Polygon, outline: Outline, country: Outline) -> bool:
    """Outside the country that it is said to be in, and inside it once exchanged."""
    if shapely.intersects(outline.geometry, country.geometry):
        return False
    exchanged = swap(polygon)
    try:
        return exchanged is not None and bool(
            shapely.intersects(draw_polygon(exchanged).outline.geometry, country.geometry)
        )
    except RingError:
        return False
