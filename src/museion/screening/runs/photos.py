"""Photos of a question: each decoded once, kept without what the camera wrote into it, or refused in clear words."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image

from museion.core.files import FileStore
from museion.screening.matching.photos import Picture, PictureError, decode_picture
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
            problems.append(Problem("photo", str(number), str(error)))
            continue
        if picture.truncated:
            told = _("The file ends too early; only the part that arrived was compared.")
            problems.append(Problem("photo", str(number), told))
        photos.append(AskedPhoto(number, picture.sha256, _keep(picture), picture))
    return photos, problems


def _keep(picture: Picture) -> str:
    out = io.BytesIO()
    Image.fromarray(picture.pixels).save(out, "JPEG", quality=_QUALITY)
    return FileStore(Path(settings.MEDIA_ROOT)).keep(out.getvalue(), ".jpg")


def read_kept(names: Iterable[str]) -> Iterator[bytes]:
    """The photos of a question that was asked before, for asking it again."""
    store = FileStore(Path(settings.MEDIA_ROOT))
    return map(store.read, names)
