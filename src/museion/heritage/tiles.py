"""Parts of kept pictures, made at the first request and kept: what the IIIF image service answers with.

A whole picture that is decoded for one tile gives all tiles of its scale at once, since a JPEG cannot be read from its middle.
"""

import tempfile
from pathlib import Path

from django.conf import settings
from PIL import Image

from museion.heritage.formats.iiif_image import TILE, ImageRequest
from museion.heritage.pictures import find_picture

_QUALITY = 85
MOST_TILES_AT_ONCE = 400


def measure_picture(file_name: str) -> tuple[int, int] | None:
    """Width and height; None where no such picture is kept."""
    path = find_picture(file_name)
    if path is None:
        return None
    with Image.open(path, formats=("JPEG", "PNG")) as picture:
        return picture.size


def get_part(file_name: str, asked: ImageRequest) -> Path | None:
    original = find_picture(file_name)
    if original is None:
        return None
    path = _get_path(file_name, asked)
    if not path.is_file():
        _make(original, file_name, asked)
    return path


def _get_path(file_name: str, asked: ImageRequest) -> Path:
    name = f"{asked.left}-{asked.top}-{asked.width}-{asked.height}-{asked.out_width}-{asked.out_height}.{asked.suffix}"
    return Path(settings.MEDIA_ROOT) / "tiles" / file_name[:2] / file_name / name


def _make(original: Path, file_name: str, asked: ImageRequest) -> None:
    with Image.open(original, formats=("JPEG", "PNG")) as picture:
        size = picture.size
        factor = max(1, asked.width // asked.out_width)
        picture.draft(picture.mode, (size[0] // factor, size[1] // factor))
        picture.load()
        wanted = _list_neighbours(asked, size, factor) if _is_tile(asked, factor) else [asked]
        for part in wanted:
            path = _get_path(file_name, part)
            if not path.is_file():
                _write(_cut(picture, part, size), path)


def _is_tile(asked: ImageRequest, factor: int) -> bool:
    """Of the grid that `info.json` announces."""
    side = TILE * factor
    return asked.left % side == 0 and asked.top % side == 0 and max(asked.width, asked.height) <= side


def _list_neighbours(asked: ImageRequest, size: tuple[int, int], factor: int) -> list[ImageRequest]:
    side = TILE * factor
    tiles = [
        _make_tile(left, top, size, factor, asked.suffix)
        for top in range(0, size[1], side)
        for left in range(0, size[0], side)
    ]
    return [asked, *tiles] if len(tiles) <= MOST_TILES_AT_ONCE else [asked]


def _make_tile(left: int, top: int, size: tuple[int, int], factor: int, suffix: str) -> ImageRequest:
    side = TILE * factor
    width, height = min(side, size[0] - left), min(side, size[1] - top)
    return ImageRequest(left, top, width, height, -(-width // factor), -(-height // factor), suffix)


def _cut(picture: Image.Image, part: ImageRequest, size: tuple[int, int]) -> Image.Image:
    """Drafted pictures are smaller than the original already."""
    scale = picture.width / size[0]
    box = (
        part.left * scale,
        part.top * scale,
        min((part.left + part.width) * scale, picture.width),
        min((part.top + part.height) * scale, picture.height),
    )
    return picture.resize((part.out_width, part.out_height), Image.Resampling.BILINEAR, box=box, reducing_gap=2.0)


def _write(part: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        if path.suffix == ".png":
            part.save(file, "PNG")
        else:
            part.convert("RGB").save(file, "JPEG", quality=_QUALITY)
    Path(file.name).replace(path)
