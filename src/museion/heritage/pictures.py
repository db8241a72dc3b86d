"""Pictures of objects: checked, turned upright, freed of what a camera wrote into them, kept once; thumbnails made once.

What is published says nothing of where and with what it was taken: GPS positions have led thieves to private collections.
"""

import re
import tempfile
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from museion.core.files import FileStore, name_content
from museion.heritage.plain_pictures import is_plain

THUMBNAIL_WIDTHS = (160, 480, 1600)
MOST_PIXELS = 120_000_000
MOST_BYTES = 100_000_000
_QUALITY = 90
_FORMATS: tuple[str, ...] = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")
_NAME = re.compile(r"[0-9a-f]{64}\.(?:jpg|png)")
_MEDIA_TYPES = {".jpg": "image/jpeg", ".png": "image/png"}
# These PNGs and JPEGs need no conversion; everything else becomes one of them.
_PLAIN_MODES = frozenset({"L", "RGB", "RGBA", "P"})


if find_spec("pi_heif"):
    # Photos of telephones. An optional package: its decoder is under the LGPL.
    import pi_heif

    pi_heif.register_heif_opener()
    _FORMATS += ("HEIF",)


class UnusablePictureError(ValueError):
    """The bytes are no picture that can be kept; the message is for whoever sent it."""


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture in the store; `width` and `height` as it is shown."""

    file_name: str
    media_type: str
    width: int
    height: int


def keep_picture(content: bytes) -> KeptPicture:
    """Keep a picture under the hash of what is published of it. Raises `UnusablePictureError`."""
    picture, clean = clean_picture(content)
    keep_cleaned(picture, clean)
    return picture


def check_picture(content: bytes) -> KeptPicture:
    """What `keep_picture` would keep, without keeping it."""
    return clean_picture(content)[0]


def keep_cleaned(picture: KeptPicture, clean: bytes) -> None:
    _get_store().keep(clean, Path(picture.file_name).suffix)


def clean_picture(content: bytes) -> tuple[KeptPicture, bytes]:
    """What would be kept, and its bytes. Raises `UnusablePictureError`."""
    if len(content) > MOST_BYTES:
        raise UnusablePictureError(_("The picture is larger than %(size)s MB.") % {"size": MOST_BYTES // 1_000_000})
    with _open(content) as picture:
        suffix = ".png" if picture.format in {"PNG", "GIF"} or _has_alpha(picture) else ".jpg"
        upright = _decode(picture)
        # Only now: a PNG may tell its texts after its pixels.
        clean = content if _is_clean(picture) and is_plain(content) else b""
    if not clean:
        clean = _write(upright, suffix)
    return KeptPicture(name_content(clean, suffix), _MEDIA_TYPES[suffix], upright.width, upright.height), clean


def find_picture(file_name: str) -> Path | None:
    """Where the picture is kept. Names from outside lead nowhere but into the store."""
    if not _NAME.fullmatch(file_name):
        return None
    path = _get_store().get_path(file_name)
    return path if path.is_file() else None


def get_thumbnail(file_name: str, width: int) -> Path | None:
    """The picture at most `width` pixels wide, made at the first request and kept; never larger than the original.

    None where no such picture is kept, or the width is none of `THUMBNAIL_WIDTHS`.
    """
    original = find_picture(file_name)
    if original is None or width not in THUMBNAIL_WIDTHS:
        return None
    path = Path(settings.MEDIA_ROOT) / "thumbnails" / str(width) / file_name[:2] / file_name
    if not path.is_file():
        _make_thumbnail(original, path, width)
    return path


def _get_store() -> FileStore:
    return FileStore(Path(settings.MEDIA_ROOT))


def _open(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow only warns of pictures up to twice its limit; the limit below decides.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise _describe_bomb() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        told = _("The file is not a picture in a format that can be read, such as JPEG, PNG, WebP, TIFF, GIF or BMP.")
        raise UnusablePictureError(told) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise _describe_bomb()
    return picture


def _describe_bomb() -> UnusablePictureError:
    return UnusablePictureError(
        _("The picture has more than %(count)s million pixels.") % {"count": MOST_PIXELS // 1_000_000}
    )


def _decode(picture: Image.Image) -> Image.Image:
    """All pixels, upright, in a mode that every browser shows. A file that ends too early shows here."""
    try:
        upright = ImageOps.exif_transpose(picture)
        upright.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise UnusablePictureError(_("The picture is damaged or cut off.")) from error
    return _convert(_to_srgb(upright))


def _to_srgb(picture: Image.Image) -> Image.Image:
    """Colours as the picture's own profile means them, for the profile is not published."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK", "RGBA"}:
        return picture
    mode: Literal["RGB", "RGBA"] = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A profile that cannot be used says nothing about the colours.
        return picture
    return converted or picture


def _convert(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        # 16-bit scans: the darkest becomes black, the brightest white.
        low, high = (float(bound) for bound in picture.convert("F").getextrema())  # type: ignore[arg-type]
        scale = 255 / (high - low) if high > low else 0
        return picture.convert("F").point(lambda value: (value - low) * scale).convert("L")
    if _has_alpha(picture):
        return picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")


def _has_alpha(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _is_clean(picture: Image.Image) -> bool:
    """Whether the bytes can be kept as they came: a web format, upright, without metadata, sRGB or unstated colours."""
    told = {"exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "comment", "photoshop", "mp", "Comment", "Description"}
    is_web = (
        picture.format in {"JPEG", "PNG"}
        and picture.mode in _PLAIN_MODES
        and not getattr(picture, "is_animated", False)
    )
    texts = getattr(picture, "text", {}) if picture.format == "PNG" else {}
    segments = {name for name, _content in getattr(picture, "applist", ())} - {"APP0", "APP14"}
    return is_web and not told.intersection(picture.info) and not texts and not segments and not picture.getexif()


def _write(picture: Image.Image, suffix: str) -> bytes:
    """The pixels alone: what was read beside them (comments, XMP) Pillow would write again."""
    picture.info.clear()
    out = BytesIO()
    if suffix == ".png":
        picture.save(out, "PNG", optimize=False)
    else:
        picture.convert("RGB" if picture.mode != "L" else "L").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _make_thumbnail(original: Path, path: Path, width: int) -> None:
    with Image.open(original, formats=("JPEG", "PNG")) as picture:
        # JPEG decodes at a fraction of its size where that is enough, many times faster.
        picture.draft(picture.mode, (width * 2, width * 2))
        small = _convert(picture)
        if small.width > width:
            height = max(1, round(picture.height * width / picture.width))
            small = small.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        content = _write(small, path.suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
