"""1,000 areas against 30,470 real museums: this project two ways of geopandas, and PostGIS, the museums' index built beforehand for all.

geopandas knows no circles on the globe. *By the handbook*, each circle is buffered in its own azimuthal projection and joined as
a polygon, which is a little too small. *Exact*, all circles are drawn at once as rings of geodesics a little too wide, joined,
and measured pair by pair with PROJ: the fastest way found to get the same set. Areas over the antimeridian are left out
because a planar join gets them wrong.
"""

import csv
import gzip
from collections.abc import Callable, Sequence
from typing import Any

import geopandas
import numpy as np
import shapely
from pyproj import CRS, Transformer

from bench.peers.postgis import PostGis, serve_postgis
from bench.setting import DATA
from bench.table import print_table
from bench.timing import time_in_turn
from museion.response.exposure.finding import find_exposed
from museion.response.exposure.geodesy import WGS84, measure_km
from museion.response.exposure.places import Places, arrange_places
from museion.response.exposure.shapes import Disc, Outline, Shape

ROUNDS = 9
CIRCLES, DRAWN, COUNTRIES = 500, 400, 100
_CORNERS, _WIDENED = 64, 1.02


def run() -> None:
    latitude, longitude = read_museums()
    mixed = invent_areas(latitude, longitude)
    places = arrange_places(latitude, longitude)
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(longitude, latitude), crs=4326)
    points.sindex  # noqa: B018  built beforehand, as our own index is
    sets = {
        "mixed": mixed,
        "polygons": [area for area in mixed if isinstance(area, Outline)],
        "circles": [area for area in mixed if isinstance(area, Disc)],
    }
    rows = [_compare(name, areas, lambda held: find_exposed(places, held), points) for name, areas in sets.items()]
    headings = ["areas", "reached", "Museion ms", "geopandas exact ms", "times faster", "same set"]
    print_table([*headings, "geopandas by the handbook ms", "times faster", "pairs differing"], rows)
    with serve_postgis(latitude, longitude) as postgis:
        if postgis is not None:
            beside = [_compare_with_postgis(name, areas, places, postgis) for name, areas in sets.items()]
            print_table(["areas", "reached", "Museion ms", "PostGIS ms", "times faster", "pairs differing"], beside)


def _compare(
    name: str, areas: list[Shape], find: Callable[[Sequence[Shape]], Any], points: geopandas.GeoDataFrame
) -> list[object]:
    ours, exact, simple = find(areas), _as_set(join(points, areas)), _as_set(join_simply(points, areas))
    pairs = set(zip(ours.shapes.tolist(), ours.places.tolist(), strict=True))
    times = time_in_turn(
        {
            "Museion": find,
            "exact": lambda held: join(points, held),
            "simple": lambda held: join_simply(points, held),
        },
        [areas] * ROUNDS,
        warm=1,
    )
    museion, peer, handbook = (times[name].median for name in ("Museion", "exact", "simple"))
    row: list[object] = [f"{len(areas):,} {name}", len(pairs), museion, peer, peer / museion]
    return [*row, "yes" if pairs == exact else "NO", handbook, handbook / museion, len(pairs ^ simple)]


def _compare_with_postgis(name: str, areas: list[Shape], places: Places, postgis: PostGis) -> list[object]:
    postgis.load(areas)
    ours, theirs = find_exposed(places, areas), postgis.find()
    pairs = set(zip(ours.shapes.tolist(), ours.places.tolist(), strict=True))
    times = time_in_turn(
        {"Museion": lambda held: find_exposed(places, held), "PostGIS": postgis.find}, [areas] * ROUNDS, warm=1
    )
    museion, peer = times["Museion"].median, times["PostGIS"].median
    return [f"{len(areas):,} {name}", len(pairs), museion, peer, peer / museion, len(pairs ^ theirs)]


def _as_set(pairs: np.ndarray[Any, np.dtype[np.int64]]) -> set[tuple[int, int]]:
    return {(int(area), int(museum)) for area, museum in pairs}


def join_simply(points: geopandas.GeoDataFrame, areas: Sequence[Shape]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """(area, museum) pairs by `sjoin`, each circle buffered in a projection around its own centre."""
    geometries = [area.geometry if isinstance(area, Outline) else _buffer(area) for area in areas]
    return _sjoin(points, geometries)


def _buffer(disc: Disc) -> Any:
    plane = CRS.from_proj4(f"+proj=aeqd +lat_0={disc.latitude} +lon_0={disc.longitude} +datum=WGS84 +units=m")
    circle = shapely.Point(0, 0).buffer(disc.radius_km * 1000)
    back = Transformer.from_crs(plane, 4326, always_xy=True)
    return shapely.transform(circle, lambda x, y: back.transform(x, y), interleaved=False)


def _sjoin(points: geopandas.GeoDataFrame, geometries: Sequence[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    frame = geopandas.GeoDataFrame(geometry=list(geometries), crs=4326)
    pairs = geopandas.sjoin(frame, points, predicate="intersects")["index_right"]
    return np.stack([pairs.index.to_numpy(), pairs.to_numpy()], axis=1)


def join(points: geopandas.GeoDataFrame, areas: Sequence[Shape]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """(area, museum) pairs by `sjoin`, exact for circles too."""
    discs = [area for area in areas if isinstance(area, Disc)]
    rings = iter(_draw_circles(discs)) if discs else iter(())
    geometries = [area.geometry if isinstance(area, Outline) else next(rings) for area in areas]
    found = _sjoin(points, geometries)
    return found[_is_in_reach(found, areas, points)]


def _draw_circles(discs: Sequence[Disc]) -> np.ndarray[Any, np.dtype[np.object_]]:
    azimuths = np.tile(np.linspace(0, 360, _CORNERS, endpoint=False), len(discs))
    longitude, latitude, radius = (
        np.repeat([getattr(disc, name) for disc in discs], _CORNERS) for name in ("longitude", "latitude", "radius_km")
    )
    east, north, _ = WGS84.fwd(longitude, latitude, azimuths, radius * 1000 * _WIDENED)
    rings: np.ndarray[Any, np.dtype[np.object_]] = shapely.polygons(
        np.stack([east, north], axis=1).reshape(len(discs), _CORNERS, 2)
    )
    return rings


def _is_in_reach(
    found: np.ndarray[Any, np.dtype[np.int64]], areas: Sequence[Shape], points: geopandas.GeoDataFrame
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    rows = np.array(
        [(a.latitude, a.longitude, a.radius_km) if isinstance(a, Disc) else (0.0, 0.0, np.inf) for a in areas]
    )
    held = np.ones(len(found), dtype=np.bool_)
    asked = np.flatnonzero(np.isfinite(rows[found[:, 0], 2]))
    latitude, longitude, radius = rows[found[asked, 0]].T
    x, y = shapely.get_coordinates(points.geometry.to_numpy())[found[asked, 1]].T
    held[asked] = measure_km(latitude, longitude, y, x) <= radius
    return held


def read_museums() -> tuple[np.ndarray[Any, np.dtype[np.float64]], np.ndarray[Any, np.dtype[np.float64]]]:
    """Every museum of the list; those without coordinates as not-a-number."""
    with gzip.open(DATA / "museums" / "museums.csv.gz", "rt", encoding="utf-8") as file:
        rows = [(row["lat"] or "nan", row["lon"] or "nan") for row in csv.DictReader(file)]
    latitude, longitude = np.array(rows, dtype=np.float64).T
    known = np.isfinite(latitude) & np.isfinite(longitude)
    print(f"{len(rows):,} museums, {int(known.sum()):,} of them with coordinates\n")
    return latitude[known], longitude[known]


def invent_areas(
    latitude: np.ndarray[Any, np.dtype[np.float64]], longitude: np.ndarray[Any, np.dtype[np.float64]]
) -> list[Shape]:
    """Circles of 10 to 500 km, warning polygons of 5 to 800 km and 8 to 200 corners, and countries; around museums."""
    chance = np.random.default_rng(20260314)
    inland = np.flatnonzero((np.abs(longitude) < 165) & (np.abs(latitude) < 65))
    areas: list[Shape] = []
    for place in chance.choice(inland, CIRCLES):
        areas.append(Disc(latitude[place], longitude[place], float(np.exp(chance.uniform(np.log(10), np.log(500))))))
    while len(areas) < CIRCLES + DRAWN:
        place = chance.choice(inland)
        polygon = _draw_warning(chance, latitude[place], longitude[place])
        if shapely.is_valid(polygon):
            areas.append(Outline(polygon))
    countries = geopandas.read_file(f"/vsigzip/{DATA / 'hazards' / 'natural-earth-countries-110m.geojson.gz'}").geometry
    areas += [Outline(country) for country in chance.choice(countries.to_numpy(), COUNTRIES, replace=False)]
    order = chance.permutation(len(areas))
    return [areas[number] for number in order]


def _draw_warning(chance: np.random.Generator, latitude: float, longitude: float) -> shapely.Polygon:
    corners = int(chance.integers(8, 200))
    size = float(np.exp(chance.uniform(np.log(0.03), np.log(4))))
    angles = np.sort(chance.uniform(0, 2 * np.pi, corners))
    radii = size * chance.uniform(0.5, 1, corners)
    return shapely.Polygon(np.stack([longitude + radii * np.cos(angles), latitude + radii * np.sin(angles)], axis=1))
