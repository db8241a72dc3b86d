"""Pictures that came with a form. Nothing is kept before the form is taken: what is refused leaves no file behind."""

import tempfile
from dataclasses import dataclass, field
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from museion.heritage.pictures import KeptPicture, UnusablePictureError, clean_picture, keep_cleaned


@dataclass(slots=True)
class SentPictures:
    """`problems`: a sentence for each picture that cannot be kept, and one where too many were sent."""

    problems: list[str] = field(default_factory=list)
    _waiting: list[tuple[KeptPicture, IO[bytes]]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, file: "UploadedFile[Any]") -> None:
        try:
            picture, clean = clean_picture(_read(file))
        except UnusablePictureError as error:
            self.problems.append(f"{file.name}: {error}")
            return
        # On disk and not in memory: a dozen photographs of one form are large.
        waiting = tempfile.TemporaryFile()  # noqa: SIM115
        waiting.write(clean)
        self._waiting.append((picture, waiting))

    @property
    def pictures(self) -> list[KeptPicture]:
        """As they will be kept."""
        return [picture for picture, _waiting in self._waiting]

    def keep(self) -> list[KeptPicture]:
        for picture, waiting in self._waiting:
            waiting.seek(0)
            keep_cleaned(picture, waiting.read())
        return self.pictures


def read_sent_pictures(request: HttpRequest, name: str, *, most: int) -> SentPictures:
    """The first pictures of one field of the form."""
    files = request.FILES.getlist(name)
    sent = SentPictures()
    if len(files) > most:
        sent.problems.append(_("At most %(most)s pictures can be sent at once.") % {"most": most})
    for file in files[:most]:
        sent.add(file)
    return sent


def _read(file: "UploadedFile[Any]") -> bytes:
    if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
        size = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise UnusablePictureError(_("The picture is larger than %(size)s MB.") % {"size": size})
    return bytes(file.read())
