"""Pages as pictures of a wished width: how large each becomes, and the JPEG itself.

A page of a PDF is drawn at any size; an image stands as its camera was held and is never enlarged. Each picture of a TIFF is a page.
"""

import io
import math
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageOps

from museion.core.file_types import PDF
from museion.library.reading.pdf import open_pdf

TALLEST = 3
"""At most this many times as high as the wished width: a scroll becomes narrower instead."""
_A4 = (595.0, 842.0)  # points
_ORIENTATION = 0x0112  # TIFF 6.0: from 5 on the picture lies on its side
_UNREADABLE = (pypdfium2.PdfiumError, OSError, SyntaxError, ValueError, Image.DecompressionBombError)


class Size(NamedTuple):
    """In pixels."""

    width: int
    height: int


def count_pictures(content: bytes) -> int:
    """Of an image file; 0 where it is damaged or too large to be shown."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            count: int = getattr(picture, "n_frames", 1)
            picture.load()
    except _UNREADABLE:
        return 0
    return count


def measure_pictures(path: Path, media_type: str, width: int) -> list[Size]:
    """The size of each page's picture, in order; none where the file cannot be opened."""
    try:
        return _measure_pdf(path, width) if media_type == PDF.media_type else _measure_image(path, width)
    except _UNREADABLE:
        return []


def draw_picture(path: Path, media_type: str, number: int, width: int) -> bytes | None:
    """Page `number`, from 1, as JPEG; None where there is no such page, or it cannot be drawn."""
    draw = _draw_pdf if media_type == PDF.media_type else _draw_image
    try:
        picture = draw(path, number - 1, width)
    except (*_UNREADABLE, EOFError, IndexError):
        return None
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=82)
    return out.getvalue()


def _measure_pdf(path: Path, width: int) -> list[Size]:
    with open_pdf(path) as document:
        return [_scale_sheet(_measure_sheet(document, place), width)[1] for place in range(len(document))]


def _draw_pdf(path: Path, place: int, width: int) -> Image.Image:
    with open_pdf(path) as document:
        scale, _ = _scale_sheet(_measure_sheet(document, place), width)
        page = document[place]
        picture: Image.Image = page.render(scale=scale).to_pil()
        page.close()
    return picture


def _measure_sheet(document: pypdfium2.PdfDocument, place: int) -> tuple[float, float]:
    """In points; a damaged page has no size and takes that of a sheet."""
    try:
        width, height = document.get_page_size(place)
    except pypdfium2.PdfiumError:
        return _A4
    return max(width, 1.0), max(height, 1.0)


def _scale_sheet(sheet: tuple[float, float], wished: int) -> tuple[float, Size]:
    """The scale, and what pdfium makes of it: it rounds up."""
    width, height = sheet
    scale = min(wished / width, TALLEST * wished / height)
    return scale, Size(math.ceil(width * scale), math.ceil(height * scale))


def _measure_image(path: Path, width: int) -> list[Size]:
    sizes = []
    with Image.open(path) as picture:
        for place in range(getattr(picture, "n_frames", 1)):
            picture.seek(place)
            sizes.append(_scale_image(picture, width))
    return sizes


def _draw_image(path: Path, place: int, width: int) -> Image.Image:
    with Image.open(path) as held:
        held.seek(place)
        size = _scale_image(held, width)
        held.draft("RGB", (width, width))
        return ImageOps.exif_transpose(held).convert("RGB").resize(size)


def _scale_image(picture: Image.Image, wished: int) -> Size:
    is_turned = picture.getexif().get(_ORIENTATION, 1) > 4
    width, height = reversed(picture.size) if is_turned else picture.size
    scale = min(1.0, wished / width, TALLEST * wished / height)
    return Size(max(1, round(width * scale)), max(1, round(height * scale)))
