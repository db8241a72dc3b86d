"""What a file of the library is: the bytes say, whatever its name claims."""

import io
import zipfile

from django.utils.translation import gettext as _

from museion.core.file_types import PDF, FileType, find_file_type

LARGEST_FILE = 512 * 1024 * 1024
_EPUB = FileType("application/epub+zip", ".epub")


class UnusableFileError(ValueError):
    """The file cannot be kept; the message says why in the words of whoever sends it."""


def recognise(content: bytes) -> FileType:
    """PDF (its mark may follow some rubbish), EPUB, JPEG, PNG, TIFF. Raises `UnusableFileError` for anything else."""
    if not content:
        raise UnusableFileError(_("The file is empty."))
    if len(content) > LARGEST_FILE:
        raise UnusableFileError(_("The file is larger than %(size)s MB.") % {"size": LARGEST_FILE // 1024**2})
    if found := find_file_type(content):
        return found
    if b"%PDF-" in content[:1024]:
        return PDF
    if _is_epub(content):
        return _EPUB
    raise UnusableFileError(_("The file is no PDF, EPUB, JPEG, PNG or TIFF, whatever its name says."))


def has_pictures(media_type: str) -> bool:
    """Whether its pages can be looked at; chapters of an EPUB can not."""
    return media_type == PDF.media_type or media_type.startswith("image/")


def _is_epub(content: bytes) -> bool:
    """OCF 3.3, section 4.2: an archive with its media type inside."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read("mimetype")[:40].strip() == b"application/epub+zip"
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        return False


def describe_mismatch(name: str, found: FileType) -> str:
    """Empty where the name's suffix says what the bytes say."""
    suffix = name.rpartition(".")[2].lower()
    same = {"jpeg": "jpg", "tiff": "tif"}.get(suffix, suffix)
    if "." not in name or same == found.suffix.removeprefix("."):
        return ""
    return _("named .%(name)s, but by its content it is %(found)s") % {"name": suffix, "found": found.media_type}
