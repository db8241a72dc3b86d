"""Pictures that came with a form: kept, or refused in words that name the file."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from museion.heritage.pictures import KeptPicture, UnusablePictureError, keep_picture


def keep_pictures(request: HttpRequest, *, most: int) -> tuple[list[KeptPicture], list[str]]:
    """The first pictures of the field `photo`, and what was wrong with the others."""
    pictures: list[KeptPicture] = []
    problems: list[str] = []
    size = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
    for file in request.FILES.getlist("photo")[:most]:
        try:
            if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
                raise UnusablePictureError(_("The picture is larger than %(size)s MB.") % {"size": size})
            pictures.append(keep_picture(file.read()))
        except UnusablePictureError as error:
            problems.append(f"{file.name}: {error}")
    return pictures, problems
