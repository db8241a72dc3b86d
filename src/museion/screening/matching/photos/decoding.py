"""Any file that claims to be a picture becomes one upright RGB picture of bounded size, or a clear refusal."""

import hashlib
import io
import struct
import warnings
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_SIDE = 1600
MAX_BYTES = 80 * 1024 * 1024
MAX_PIXELS = 100_000_000
MAX_REDUCIBLE_PIXELS = 175_000_000
"""JPEG is decoded at an eighth, a quarter or half of its size, so a large one costs little memory."""
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "JPEG2000")
HEIF = "HEIF"
"""Read where a package has taught it to Pillow."""
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
BLANK_DEVIATION = 4.0

Pixels = NDArray[np.uint8]


class Flaw(StrEnum):
    """Why a file cannot be used as a picture, in English; `figures` of the error stand in it."""

    TOO_MANY_PIXELS = "The picture has too many pixels to be opened safely."
    TOO_LARGE = "The picture has %(count)s million pixels; at most %(most)s million are opened."
    NOT_A_PICTURE = "This is not a picture in a format that can be read."
    HEIC = "This is a HEIC photo, which is not read here; send it as JPEG."
    DAMAGED = "The picture is damaged and cannot be opened."
    LINE = "The picture is a line, not a picture."
    EMPTY = "The file is empty."
    HEAVY = "The file is larger than %(size)s MB."
    UNREADABLE = "The picture %(name)s cannot be read."


class PictureError(Exception):
    """A file that cannot be used as a picture; the message says why in the words of whoever sent it."""

    def __init__(self, flaw: Flaw, **figures: object) -> None:
        super().__init__(flaw.value % figures if figures else flaw.value)
        self.flaw = flaw
        self.figures = figures


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright RGB picture of at most `MAX_SIDE` pixels; nothing of the file's metadata is kept."""

    pixels: Pixels
    sha256: str
    original_size: tuple[int, int]
    truncated: bool = False

    @property
    def blank(self) -> bool:
        """A wall, a lens cap: no place in it differs from another."""
        return float(self._make_small().std(axis=(0, 1)).max()) < BLANK_DEVIATION

    def _make_small(self) -> Pixels:
        step = max(1, max(self.pixels.shape[:2]) // 200)
        return self.pixels[::step, ::step]


def decode_picture(source: bytes | Path) -> Picture:
    """The first frame of the file; a truncated file gives what arrived and says so."""
    data = _read(source)
    Image.init()  # Pillow knows a format by name only once all its readers are loaded.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            formats = (*FORMATS, HEIF) if HEIF in Image.OPEN else FORMATS
            image = Image.open(io.BytesIO(data), formats=formats)
        original_size = image.size
        _refuse_bombs(image)
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))
        truncated = _load(image)
        rgb = _make_rgb(_turn_upright(image))
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureError(Flaw.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise PictureError(Flaw.HEIC if _is_heic(data) else Flaw.NOT_A_PICTURE) from error
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, MemoryError) as error:
        raise PictureError(Flaw.DAMAGED) from error
    rgb.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.BOX, reducing_gap=2.0)
    digest = hashlib.sha256(data).hexdigest()
    return Picture(np.ascontiguousarray(np.asarray(rgb)), digest, original_size, truncated)


def _read(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if source.stat().st_size > MAX_BYTES:
                raise PictureError(Flaw.HEAVY, size=MAX_BYTES // 2**20)
            data = source.read_bytes()
        except OSError as error:
            raise PictureError(Flaw.UNREADABLE, name=source.name) from error
    if not data:
        raise PictureError(Flaw.EMPTY)
    if len(data) > MAX_BYTES:
        raise PictureError(Flaw.HEAVY, size=MAX_BYTES // 2**20)
    return data


def _is_heic(data: bytes) -> bool:
    """By its brand (ISO/IEC 14496-12, section 4.3), where no package reads it."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


def _refuse_bombs(image: Image.Image) -> None:
    limit = MAX_REDUCIBLE_PIXELS if image.format in ("JPEG", "MPO") else MAX_PIXELS
    width, height = image.size
    if width * height > limit:
        raise PictureError(Flaw.TOO_LARGE, count=width * height // 1_000_000, most=limit // 1_000_000)
    if min(width, height) < 1 or max(width, height) > 200 * min(width, height):
        raise PictureError(Flaw.LINE)


def _load(image: Image.Image) -> bool:
    """True when the file ends early and only a part of the picture could be read."""
    try:
        image.load()
    except (OSError, SyntaxError, EOFError) as error:
        if "truncated" not in str(error).lower():
            raise
        image.tile = []  # type: ignore[attr-defined]  # What the decoder has filled stays; it is not asked again.
        return True
    return False


def _turn_upright(image: Image.Image) -> Image.Image:
    """A damaged EXIF block costs the orientation, not the picture."""
    try:
        return ImageOps.exif_transpose(image)
    except (OSError, ValueError, TypeError, KeyError, SyntaxError, struct.error):
        return image


def _make_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        return _stretch(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        opaque = image.convert("RGBA")
        paper = Image.new("RGBA", opaque.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, opaque).convert("RGB")
    return image.convert("RGB")


def _stretch(image: Image.Image) -> Image.Image:
    """16-bit and floating scans hold any range; what lies between the extremes becomes black to white."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float64))
    low, high = (float(value) for value in np.percentile(values, (0.5, 99.5)))
    grey = np.clip((values - low) * (255.0 / max(high - low, 1e-9)), 0, 255).astype(np.uint8)
    return Image.fromarray(grey, "L").convert("RGB")
