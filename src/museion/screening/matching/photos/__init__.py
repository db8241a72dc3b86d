"""Photos of registered objects, found again. Start with `open_writer` to register and `PhotoMatcher` to ask.

Nothing here knows Django or the house: numpy, OpenCV, faiss, PDQ and Pillow only.
"""

from museion.screening.matching.photos.decoding import Flaw, Picture, PictureError, decode_picture
from museion.screening.matching.photos.embedding import Embedder, EmbedderMissingError, OnnxEmbedder, open_sscd
from museion.screening.matching.photos.manifest import PhotoIndexBusyError, PhotoIndexError
from museion.screening.matching.photos.matcher import PhotoMatcher
from museion.screening.matching.photos.matches import (
    Evidence,
    PhotoAnswer,
    PhotoMatch,
    Reason,
    ReasonKind,
    UnusablePhoto,
    UnusableReason,
    Verdict,
)
from museion.screening.matching.photos.writer import PhotoIndexWriter, describe_photo, open_writer

__all__ = [
    "Embedder",
    "EmbedderMissingError",
    "Evidence",
    "Flaw",
    "OnnxEmbedder",
    "PhotoAnswer",
    "PhotoIndexBusyError",
    "PhotoIndexError",
    "PhotoIndexWriter",
    "PhotoMatch",
    "PhotoMatcher",
    "Picture",
    "PictureError",
    "Reason",
    "ReasonKind",
    "UnusablePhoto",
    "UnusableReason",
    "Verdict",
    "decode_picture",
    "describe_photo",
    "open_sscd",
    "open_writer",
]
