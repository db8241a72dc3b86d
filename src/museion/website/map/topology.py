"""Reading TopoJSON (https://github.com/topojson/topojson-specification): quantised arcs, shared by neighbours, to rings."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from museion.website.map.outlines import Ring


def iterate_shapes(topology: dict[str, Any], name: str) -> Iterator[tuple[str, list[Ring]]]:
    """The id of every geometry of the named object, with its rings."""
    arcs = _read_arcs(topology)
    for geometry in topology["objects"][name]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        yield geometry.get("id", ""), [_join(arcs, ring) for polygon in polygons for ring in polygon]


def _read_arcs(topology: dict[str, Any]) -> list[Ring]:
    (x_scale, y_scale), (x_shift, y_shift) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        columns = accumulate(step[0] for step in steps)
        rows = accumulate(step[1] for step in steps)
        arcs.append([(x * x_scale + x_shift, y * y_scale + y_shift) for x, y in zip(columns, rows, strict=True)])
    return arcs


def _join(arcs: list[Ring], indexes: Sequence[int]) -> Ring:
    """A negative index is the arc `~index` walked backwards; each arc begins where the one before ended."""
    ring: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring
