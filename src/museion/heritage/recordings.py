"""Sound and film recognised by their first bytes."""

from dataclasses import dataclass

LONGEST_SIGN = 12
"""Bytes at the beginning that say what a file is."""


@dataclass(frozen=True, slots=True)
class MediaKind:
    suffix: str
    media_type: str


_AT_START: tuple[tuple[bytes, MediaKind], ...] = (
    (b"ID3", MediaKind(".mp3", "audio/mpeg")),
    (b"\xff\xfb", MediaKind(".mp3", "audio/mpeg")),
    (b"\xff\xf3", MediaKind(".mp3", "audio/mpeg")),
    (b"fLaC", MediaKind(".flac", "audio/flac")),
    (b"OggS", MediaKind(".ogg", "audio/ogg")),
    (b"\x1aE\xdf\xa3", MediaKind(".webm", "video/webm")),
)


def recognise(content: bytes) -> MediaKind | None:
    """None for what is none of the kinds that browsers play."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return MediaKind(".wav", "audio/wav")
    if content[4:8] == b"ftyp":
        return MediaKind(".m4a", "audio/mp4") if content[8:11] == b"M4A" else MediaKind(".mp4", "video/mp4")
    return next((kind for start, kind in _AT_START if content.startswith(start)), None)
