"""PostGIS: discs by geodesic distance on `geography`, polygons by `ST_Intersects`, both over a GiST index.

Needs Debian's postgresql and postgis packages and the right to become the user `postgres`; left out where they are missing.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from museion.response.exposure.shapes import Disc, Outline, Shape

_PROGRAMS = "/usr/lib/postgresql"
Floats = np.ndarray[Any, np.dtype[np.float64]]


class PostGis:
    """The museums and the areas are loaded and indexed beforehand; only the join is timed."""

    def __init__(self, db: psycopg.Connection[Any], latitude: Floats, longitude: Floats) -> None:
        self._db = db
        db.execute("CREATE EXTENSION postgis")
        db.execute("CREATE TABLE places (id integer PRIMARY KEY, geom geometry(Point, 4326), geog geography(Point))")
        with db.cursor().copy("COPY places (id, geom) FROM STDIN") as copy:
            for number, (y, x) in enumerate(zip(latitude.tolist(), longitude.tolist(), strict=True)):
                copy.write_row((number, f"SRID=4326;POINT({x!r} {y!r})"))
        db.execute("UPDATE places SET geog = geom::geography")
        db.execute("CREATE INDEX ON places USING gist (geom)")
        db.execute("CREATE INDEX ON places USING gist (geog)")
        db.execute("VACUUM ANALYZE places")

    def load(self, areas: Sequence[Shape]) -> None:
        self._db.execute("DROP TABLE IF EXISTS discs, outlines")
        self._db.execute("CREATE TABLE discs (id integer, geog geography(Point), metres float8)")
        self._db.execute("CREATE TABLE outlines (id integer, geom geometry(Geometry, 4326))")
        with self._db.cursor() as cursor:
            for number, area in enumerate(areas):
                if isinstance(area, Disc):
                    point = f"SRID=4326;POINT({float(area.longitude)!r} {float(area.latitude)!r})"
                    cursor.execute("INSERT INTO discs VALUES (%s, %s, %s)", (number, point, area.radius_km * 1000))
                elif isinstance(area, Outline):
                    shape = f"SRID=4326;{area.geometry.wkt}"
                    cursor.execute("INSERT INTO outlines VALUES (%s, %s)", (number, shape))
        self._db.execute("ANALYZE discs")
        self._db.execute("ANALYZE outlines")

    def find(self, _areas: object = None) -> set[tuple[int, int]]:
        rows = self._db.execute(
            "SELECT discs.id, places.id FROM discs JOIN places ON ST_DWithin(places.geog, discs.geog, discs.metres) "
            "UNION ALL "
            "SELECT outlines.id, places.id FROM outlines JOIN places ON ST_Intersects(outlines.geom, places.geom)"
        ).fetchall()
        return set(rows)


@contextmanager
def serve_postgis(latitude: Floats, longitude: Floats) -> Iterator[PostGis | None]:
    """A server of its own in a temporary folder; None where PostGIS is not installed."""
    programs = sorted(Path(_PROGRAMS).glob("*/bin/initdb"))
    is_there = programs and any(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if not is_there or shutil.which("runuser") is None:
        print("PostGIS left out: Debian's postgresql and postgis packages are not installed\n")
        yield None
        return
    with tempfile.TemporaryDirectory() as name:
        shutil.chown(name, "postgres")
        _run(programs[-1], "-D", f"{name}/data", "--auth=trust")
        control = programs[-1].with_name("pg_ctl")
        settings = f"-k {name} -c listen_addresses='' -c shared_buffers=256MB"
        _run(control, "-D", f"{name}/data", "-o", settings, "-w", "-l", f"{name}/log", "start")
        try:
            with psycopg.connect(host=name, user="postgres", autocommit=True) as db:
                yield PostGis(db, latitude, longitude)
        finally:
            _run(control, "-D", f"{name}/data", "-m", "fast", "stop")


def _run(program: Path, *arguments: str) -> None:
    command = ["runuser", "-u", "postgres", "--", str(program), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
