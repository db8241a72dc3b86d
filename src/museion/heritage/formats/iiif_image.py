"""IIIF Image API 3, level 1: what a request for a part of a picture means, and what a service says of itself."""

import re
from dataclasses import dataclass
from typing import Any

CONTEXT = "http://iiif.io/api/image/3/context.json"
TILE = 512
FORMATS = {"jpg": "image/jpeg", "png": "image/png"}
_REGION = re.compile(r"(\d{1,7}),(\d{1,7}),(\d{1,7}),(\d{1,7})")
_SIZE = re.compile(r"(\d{1,6})?,(\d{1,6})?")


class BadImageRequestError(ValueError):
    """The parameters mean nothing, or more than level 1; the message says which."""


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """A region of the picture and the size it is asked in, both in pixels and within the picture."""

    left: int
    top: int
    width: int
    height: int
    out_width: int
    out_height: int
    suffix: str


def read_request(
    region: str, size: str, rotation: str, quality: str, suffix: str, *, width: int, height: int
) -> ImageRequest:
    """For a picture of `width` × `height`. Nothing is enlarged. Raises `BadImageRequestError`."""
    if rotation != "0":
        raise BadImageRequestError(f"rotation is {rotation!r}; only 0 is offered")
    if quality not in {"default", "color"}:
        raise BadImageRequestError(f"quality is {quality!r}; default and color are offered")
    if suffix not in FORMATS:
        raise BadImageRequestError(f"format is {suffix!r}; {' and '.join(FORMATS)} are offered")
    left, top, across, down = _read_region(region, width, height)
    out_width, out_height = _read_size(size, across, down)
    return ImageRequest(left, top, across, down, out_width, out_height, suffix)


def describe_service(address: str, *, width: int, height: int) -> dict[str, Any]:
    """`info.json`."""
    factors = [1]
    while max(width, height) / factors[-1] > TILE:
        factors.append(factors[-1] * 2)
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level1",
        "width": width,
        "height": height,
        "tiles": [{"width": TILE, "scaleFactors": factors}],
        "sizes": [
            {"width": max(1, -(-width // factor)), "height": max(1, -(-height // factor))}
            for factor in reversed(factors)
        ],
        "extraFormats": ["png"],
        "extraFeatures": ["sizeByWh", "regionSquare"],
    }


def _read_region(region: str, width: int, height: int) -> tuple[int, int, int, int]:
    if region == "full":
        return 0, 0, width, height
    if region == "square":
        side = min(width, height)
        return (width - side) // 2, (height - side) // 2, side, side
    match = _REGION.fullmatch(region)
    if not match:
        raise BadImageRequestError(f"region is {region!r}; expected full, square or x,y,w,h")
    left, top, across, down = map(int, match.groups())
    across, down = min(across, width - left), min(down, height - top)
    if across <= 0 or down <= 0:
        raise BadImageRequestError(f"region {region} lies outside the picture of {width} × {height} pixels")
    return left, top, across, down


def _read_size(size: str, across: int, down: int) -> tuple[int, int]:
    if size == "max":
        return across, down
    match = _SIZE.fullmatch(size)
    if not match or not any(match.groups()):
        raise BadImageRequestError(f"size is {size!r}; expected max, w, or ,h or w,h")
    wide, high = (int(side) if side else None for side in match.groups())
    if wide is None:
        wide = max(1, round(across * (high or 1) / down))
    if high is None:
        high = max(1, round(down * wide / across))
    if not 0 < wide <= across or not 0 < high <= down:
        raise BadImageRequestError(f"size {size} is nothing, or larger than the region of {across} × {down} pixels")
    return wide, high
