"""Rings of strangers to valid outlines: over the antimeridian, round a pole, crossing themselves, with swapped coordinates."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from museion.response.exposure.geodesy import Floats
from museion.response.exposure.shapes import Outline
from museion.response.feeds.alerts import Polygon, Ring

SWAPPED_HINT = "latitude and longitude look swapped"


class RingError(ValueError):
    """The polygon cannot be placed on the globe; the message says why."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An outline, and what had to be mended to get it."""

    outline: Outline
    mended: tuple[str, ...] = ()


def draw_polygon(polygon: Polygon, *, margin_km: float = 0.0) -> Drawn:
    """Raises `RingError`.

    An edge longer than half the globe is taken to go the short way, over the antimeridian, as CAP publishers mean it; only one
    of exactly 360 degrees, as boxes round the whole globe have, is taken as it stands.
    """
    shell, winds = _unroll(polygon.shell)
    holes = [_align(_unroll(hole)[0], shell) for hole in polygon.holes]
    mended = []
    if winds:
        shell = _close_over_pole(shell)
        mended.append("the ring goes round a pole, which is taken to be inside it")
    geometry = shapely.polygons(_settle(shell), holes=[_settle(hole, like=shell) for hole in holes] or None)
    if not shapely.is_valid(geometry):
        mended.append(f"mended: {shapely.is_valid_reason(geometry).split('[')[0].lower()}")
        geometry = _mend(geometry)
    if geometry.is_empty or geometry.area == 0:
        raise RingError("the polygon encloses nothing")
    return Drawn(Outline(geometry, margin_km), tuple(mended))


def swap(polygon: Polygon) -> Polygon | None:
    """The polygon with latitude and longitude exchanged; None where that is no place on the globe."""
    shell, *holes = (tuple((lon, lat) for lat, lon in ring) for ring in (polygon.shell, *polygon.holes))
    return Polygon(shell, tuple(holes)) if all(abs(lat) <= 90 for lat, _ in shell) else None


def _unroll(ring: Ring) -> tuple[Floats, bool]:
    """(longitude, latitude) corners without jumps, and whether the ring goes round a pole."""
    corners = np.array(ring, dtype=np.float64)
    if corners.ndim != 2 or len(corners) < 4 or not np.isfinite(corners).all():
        raise RingError("a ring needs four corners or more, all of them numbers")
    latitude, longitude = corners[:, 0], corners[:, 1]
    if (np.abs(latitude) > 90).any() or (np.abs(longitude) > 360).any():
        is_swapped = (np.abs(longitude) <= 90).all() and (np.abs(latitude) <= 180).all()
        raise RingError("a corner lies off the globe" + (f"; {SWAPPED_HINT}" if is_swapped else ""))
    steps = np.diff(longitude)
    turns = np.where(np.abs(np.abs(steps) - 360.0) < 1e-9, 0.0, -360.0 * np.round(steps / 360.0))
    running = longitude + np.concatenate([[0.0], np.cumsum(turns)])
    if running.max() - running.min() > 360.0 + 1e-9:
        raise RingError("the ring goes round the globe more than once")
    return np.stack([running, latitude], axis=1), bool(abs(running[-1] - running[0]) > 180.0)


def _close_over_pole(shell: Floats) -> Floats:
    """The area between the ring and the nearer pole."""
    pole = 90.0 if shell[:, 1].mean() >= 0 else -90.0
    ends = np.array([[shell[-1, 0], pole], [shell[0, 0], pole], shell[0]])
    return np.concatenate([shell, ends])


def _settle(ring: Floats, *, like: Floats | None = None) -> Floats:
    """Shifted by whole turns so that the middle lies between -180 and 180, together with the ring it belongs to."""
    reference = ring if like is None else like
    middle = (reference[:, 0].min() + reference[:, 0].max()) / 2
    turns = np.floor((middle + 180.0) / 360.0)
    settled: Floats = ring - np.array([360.0 * turns, 0.0])
    return settled


def _align(hole: Floats, shell: Floats) -> Floats:
    """A hole's own jumps may have put it a turn away from its shell."""
    away = (shell[:, 0].min() + shell[:, 0].max()) / 2 - (hole[:, 0].min() + hole[:, 0].max()) / 2
    aligned: Floats = hole + np.array([360.0 * np.round(away / 360.0), 0.0])
    return aligned


def _mend(geometry: Any) -> Any:
    """What the crossing lines enclose, by the even-odd rule; spikes and dangling lines fall away."""
    parts = shapely.get_parts(shapely.make_valid(geometry))
    polygons = [part for part in parts if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(polygons) if polygons else shapely.Polygon()
