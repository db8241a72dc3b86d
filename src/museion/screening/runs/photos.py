"""Photos of a question: each decoded once, kept without what the camera wrote into it, or refused in clear words."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image

from museion.core.files import FileStore
from museion.screening.matching.photos import Flaw, Picture, PictureError, decode_picture
from museion.screening.runs.questions import MOST_PHOTOS, Problem

_QUALITY = 90


@dataclass(frozen=True, slots=True)
class AskedPhoto:
    """`number`: its place among the files that came. `sha256`: of the file as it came. `file_name`: in the store."""

    number: int
    sha256: str
    file_name: str
    picture: Picture


def read_photos(files: Iterable[bytes]) -> tuple[list[AskedPhoto], list[Problem]]:
    """What can be compared is kept at the size at which it is compared; the file itself, and where it was taken, is not."""
    photos, problems = [], []
    for number, content in enumerate(files, start=1):
        if number > MOST_PHOTOS:
            told = _("Only the first %(count)s photos are compared.") % {"count": MOST_PHOTOS}
            problems.append(Problem("photo", str(number), told))
            break
        try:
            picture = decode_picture(content)
        except PictureError as error:
            problems.append(Problem("photo", str(number), tell_flaw(error)))
            continue
        if picture.truncated:
            told = _("The file ends too early; only the part that arrived was compared.")
            problems.append(Problem("photo", str(number), told))
        photos.append(AskedPhoto(number, picture.sha256, _keep(picture), picture))
    return photos, problems


def tell_flaw(error: PictureError) -> str:
    """In the reader's language."""
    told: dict[Flaw, str] = {
        Flaw.TOO_MANY_PIXELS: _("The picture has too many pixels to be opened safely."),
        Flaw.TOO_LARGE: _("The picture has %(count)s million pixels; at most %(most)s million are opened."),
        Flaw.NOT_A_PICTURE: _("This is not a picture in a format that can be read."),
        Flaw.HEIC: _("This is a HEIC photo, which is not read here; send it as JPEG."),
        Flaw.DAMAGED: _("The picture is damaged and cannot be opened."),
        Flaw.LINE: _("The picture is a line, not a picture."),
        Flaw.EMPTY: _("The file is empty."),
        Flaw.HEAVY: _("The file is larger than %(size)s MB."),
        Flaw.UNREADABLE: _("The picture %(name)s cannot be read."),
    }
    return told[error.flaw] % error.figures if error.figures else told[error.flaw]


def _keep(picture: Picture) -> str:
    out = io.BytesIO()
    Image.fromarray(picture.pixels).save(out, "JPEG", quality=_QUALITY)
    return FileStore(Path(settings.MEDIA_ROOT)).keep(out.getvalue(), ".jpg")


def read_kept(names: Iterable[str]) -> Iterator[bytes]:
    """The photos of a question that was asked before, for asking it again."""
    store = FileStore(Path(settings.MEDIA_ROOT))
    return map(store.read, names)
