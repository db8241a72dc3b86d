"""Whether a picture's file is its pixels and nothing else: a JPEG or PNG may carry a second file behind its end, or between its parts.

Telephones put a film or a whole second photograph there, with the place; attackers a page or an archive. JPEG: ITU-T T.81 annex B;
PNG: the specification's section 5 (chunks).
"""

from collections.abc import Iterator

_START, _END, _SCAN, _JFIF, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE0, 0xEE
# An application's segment of just the density: a longer one holds a thumbnail of what the picture was before it was cut.
_JFIF_BYTES, _ADOBE_BYTES = 16, 14
_TABLES = frozenset({0xC4, 0xDB, 0xDD})  # Huffman tables, quantisation tables, restart interval
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"bKGD", b"pHYs", b"sBIT"}
)


def is_plain(content: bytes) -> bool:
    """False for anything that is no JPEG or PNG, too."""
    try:
        if content.startswith(_PNG_HEAD):
            return _is_plain_png(content)
        return content.startswith(b"\xff\xd8") and all(_list_checks(content))
    except IndexError:
        return False


def _is_plain_png(content: bytes) -> bool:
    place, name = len(_PNG_HEAD), b""
    while name != b"IEND":
        size, name = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        if name not in _PNG_CHUNKS or (name == b"IEND" and size):
            return False
        place += size + 12
    return place == len(content)


def _list_checks(content: bytes) -> Iterator[bool]:
    """Of each marker, whether it may stand in a plain picture; last, whether nothing follows."""
    place, marker = 2, _START
    while marker != _END:
        yield content[place] == 0xFF
        marker = content[place + 1]
        if marker == _END:
            break
        size = int.from_bytes(content[place + 2 : place + 4])
        segment = content[place + 4 : place + 2 + size]
        yield _may_stand(marker, size, segment)
        place += 2 + size
        if marker == _SCAN:
            place = _find_marker(content, place)
    yield place + 2 == len(content)


def _may_stand(marker: int, size: int, segment: bytes) -> bool:
    if marker == _JFIF:
        return size == _JFIF_BYTES and segment.startswith(b"JFIF\0")
    if marker == _ADOBE:
        return size == _ADOBE_BYTES and segment.startswith(b"Adobe")
    return marker in _TABLES or marker in _FRAMES or marker == _SCAN


def _find_marker(content: bytes, place: int) -> int:
    """Behind the pixels of a scan, in which 0xFF is followed by 0 or by the number of a restart."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0:
            raise IndexError(place)
        if content[place + 1] != 0 and not 0xD0 <= content[place + 1] <= 0xD7:
            return place
        place += 2
