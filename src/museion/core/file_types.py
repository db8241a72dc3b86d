"""What a file is, by its first bytes: a name claims, the bytes say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileType:
    media_type: str
    suffix: str


PDF = FileType("application/pdf", ".pdf")
JPEG = FileType("image/jpeg", ".jpg")
PNG = FileType("image/png", ".png")
TIFF = FileType("image/tiff", ".tif")
_MAGIC = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF))


def find_file_type(content: bytes) -> FileType | None:
    """PDF, JPEG, PNG or TIFF; None for anything else."""
    return next((found for magic, found in _MAGIC if content.startswith(magic)), None)
