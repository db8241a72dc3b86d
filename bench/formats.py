"""LIDO read and written beside bare lxml over the same 3,247 files; IIIF tiles cold and warm beside pyvips and Pillow alone."""

import statistics
import tarfile
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pyvips
from django.conf import settings
from lxml import etree
from PIL import Image

from bench.setting import DATA
from bench.table import print_table
from museion.heritage.formats.describing import DescribedObject
from museion.heritage.formats.iiif_image import read_request
from museion.heritage.formats.lido import read_lido
from museion.heritage.formats.lido_writing import write_lido
from museion.heritage.pictures import keep_picture
from museion.heritage.tiles import get_part

WIDTH, HEIGHT, TILE = 6000, 4000, 512


def run() -> None:
    files = _read_files()
    values = [read for content in files for _, read in read_lido(BytesIO(content))]
    described = [_describe(number, read) for number, read in enumerate(values)]
    bare = _time(lambda: [_drop(etree.tostring(etree.fromstring(content))) for content in files])
    parsed = _time(lambda: [_drop(etree.fromstring(content)) for content in files])
    read = _time(lambda: [list(read_lido(BytesIO(content))) for content in files])
    written = _time(lambda: [write_lido(each) for each in described])
    rows = [
        ["lxml: parse", len(files) / parsed, 1.0],
        ["read and map", len(files) / read, read / parsed],
        ["lxml: parse and write again", len(files) / bare, bare / parsed],
        ["describe, check and write", len(files) / written, written / parsed],
    ]
    print_table(["LIDO, by CPU time", "records/s", "× bare parsing"], rows)
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        _measure_tiles()


def _drop(made: object) -> None:
    """Lets go of it at once, so that memory does not decide."""


def _time(work: Callable[[], object], rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def _watch(work: Callable[[], object]) -> float:
    """Milliseconds by the clock: a tile is waited for, however many threads make it."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _read_files() -> list[bytes]:
    with tarfile.open(DATA / "collections" / "nationalmuseum-lido.tar.gz") as archive:
        held = (archive.extractfile(member) for member in archive if member.isfile())
        return [file.read() for file in held if file]


def _describe(number: int, read: dict[str, object]) -> DescribedObject:
    days = dict.fromkeys(("date_earliest", "date_latest"))
    return DescribedObject(f"o{number}", f"https://m.example/id/o{number}", {**read, **days})


def _measure_tiles() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (HEIGHT // 8, WIDTH // 8, 3), dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(noise).resize((WIDTH, HEIGHT)).save(out, "JPEG", quality=90)
    kept = keep_picture(out.getvalue())
    asked = [
        read_request(f"{x},{y},{TILE},{TILE}", "max", "0", "default", "jpg", width=WIDTH, height=HEIGHT)
        for y in range(0, HEIGHT, TILE)
        for x in range(0, WIDTH, TILE)
    ]
    rows = []
    for name in ("cold", "warm"):
        times = [_watch(lambda part=part: get_part(kept.file_name, part)) for part in asked]
        rows.append([f"Museion, {name}", *_tell(times)])
    path = Path(settings.MEDIA_ROOT) / kept.file_name[:2] / kept.file_name[2:4] / kept.file_name
    pillow = [_watch(lambda part=part: _cut(path, part)) for part in asked[:12]]
    rows.append(["Pillow alone, 12 of the tiles", *_tell(pillow)])
    vips = [_watch(lambda part=part: _cut_by_vips(path, part)) for part in asked]
    rows.append(["pyvips alone, each tile", *_tell(vips)])
    print_table(["tiles of 24 megapixels", "median ms", "p95 ms", "sum ms"], rows)


def _cut(path: Path, part: object) -> None:
    with Image.open(path) as picture:
        box = (part.left, part.top, part.left + part.width, part.top + part.height)  # type: ignore[attr-defined]
        picture.crop(box).save(BytesIO(), "JPEG", quality=85)


def _cut_by_vips(path: Path, part: object) -> None:
    """libvips reads a JPEG from its top too; `sequential` is its quickest way to one region."""
    picture = pyvips.Image.new_from_file(str(path), access="sequential")
    picture.crop(part.left, part.top, part.width, part.height).jpegsave_buffer(Q=85)  # type: ignore[attr-defined]


def _tell(times: list[float]) -> tuple[float, float, float]:
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)], sum(times)
