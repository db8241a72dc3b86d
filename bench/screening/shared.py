"""`python -m bench.screening.shared`: what real photos of different objects share must not accuse.

Real objects are laid on one patterned or woven cloth, cut out by their colour or with some of their plain ground left, or marked with one dealer's picture, or stand beside one scale bar, or under one
letterhead; then an unregistered object in the same setting is asked about (no answer may be *possible*), and a registered
one, turned and dimmed, which must still be found.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.screening.pictures import list_ambers, load, split_pictures
from bench.screening.transforms import Pixels
from bench.table import print_table
from museion.screening.matching.photos import PhotoMatcher, Picture, open_writer
from museion.screening.matching.photos.regions import find_regions

SIDE = 640
LEAST_COLOURED = 0.4
Setting = Callable[[Pixels], Pixels]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening.shared", description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[1, 3, 6], help="objects registered")
    parser.add_argument(
        "--asked", type=int, default=6, help="unregistered and registered objects asked about each time"
    )
    asked = parser.parse_args()
    split = split_pictures()
    cloth, mark, letterhead, rug = (load(path).pixels for path in split.tried[:4])
    paintings = [load(path).pixels for path in split.unknown[:20]]
    photos = [load(path).pixels for path in list_ambers()]
    ambers = [_cut_out(pixels) for pixels in photos[:20]]
    coloured = [pixels for pixels in map(_cut_to_object, photos) if _leave_object(pixels).mean() > LEAST_COLOURED]
    settings: list[tuple[str, Sequence[Pixels], Setting]] = [
        ("patterned cloth, plain ground left", ambers, lambda pixels: _lay_on(cloth, pixels, 0.75, _leave_ground)),
        ("the same over most of it", ambers, lambda pixels: _lay_on(cloth, pixels, 0.5, _leave_ground)),
        ("patterned cloth, object alone", coloured, lambda pixels: _lay_on(cloth, pixels, 0.75, _leave_object)),
        ("the same over most of it", coloured, lambda pixels: _lay_on(cloth, pixels, 0.5, _leave_object)),
        ("woven cloth, three repeats", coloured, lambda pixels: _lay_on(_weave(rug, 3), pixels, 0.5, _leave_object)),
        ("woven cloth, eight repeats", coloured, lambda pixels: _lay_on(_weave(rug, 8), pixels, 0.5, _leave_object)),
        ("dealer's mark", paintings, lambda pixels: _stamp(pixels, mark)),
        ("scale bar", ambers, _put_scale_bar),
        ("letterhead", paintings, lambda pixels: _print_below(letterhead, pixels)),
    ]
    rows = [
        (name, count, *_measure([show(each) for each in objects], count, asked.asked))
        for name, objects, show in settings
        for count in asked.counts
    ]
    print_table(
        ("shared", "objects registered", "asked", "accused", "strongest wrong", "asked", "found ≥ 0.5 %", "first %"),
        rows,
    )


def _measure(photos: Sequence[Pixels], count: int, asked: int) -> tuple[object, ...]:
    with TemporaryDirectory() as folder:
        with open_writer(Path(folder)) as writer:
            for number, pixels in enumerate(photos[:count]):
                writer.add(object_key=f"object-{number}", photo_key=f"photo-{number}", picture=_make(pixels))
            writer.commit()
        matcher = PhotoMatcher(Path(folder))
        others = [matcher.screen([_make(pixels)]) for pixels in photos[count : count + asked]]
        own = [(number, matcher.screen([_make(_disturb(photos[number]))])) for number in range(min(count, asked))]
    strongest = [
        max((match.probability for match in (*each.matches, *each.look_alikes)), default=0.0) for each in others
    ]
    found = [any(match.object_key == f"object-{number}" for match in each.matches) for number, each in own]
    first = [bool(each.matches) and each.matches[0].object_key == f"object-{number}" for number, each in own]
    wrong = sum(bool(each.matches) for each in others)
    return len(others), wrong, max(strongest), len(own), 100 * np.mean(found), 100 * np.mean(first)


def _make(pixels: Pixels) -> Picture:
    return Picture(np.ascontiguousarray(pixels), "", (pixels.shape[1], pixels.shape[0]))


def _cut_out(pixels: Pixels) -> Pixels:
    regions = find_regions(pixels)
    return regions[0].cut(pixels) if regions else pixels


def _fit(pixels: Pixels, side: int) -> Pixels:
    factor = side / max(pixels.shape[:2])
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


def _lay_on(cloth: Pixels, pixels: Pixels, share: float, choose: Callable[[Pixels], NDArray[np.bool_]]) -> Pixels:
    """What `choose` shows of the photo lies in the middle of the cloth, on this share of its sides."""
    photo = np.asarray(cv2.resize(cloth, (SIDE, SIDE)), np.uint8).copy()
    laid = _fit(pixels, int(SIDE * share))
    top, left = (SIDE - laid.shape[0]) // 2, (SIDE - laid.shape[1]) // 2
    place = photo[top : top + laid.shape[0], left : left + laid.shape[1]]
    shown = choose(laid)
    place[shown] = laid[shown]
    return photo


def _leave_ground(laid: Pixels) -> NDArray[np.bool_]:
    """What is not of the edge's colour; of a shaded ground parts remain, as flat as a label."""
    ground = np.median(np.concatenate([laid[0], laid[-1], laid[:, 0], laid[:, -1]]), axis=0)
    shown = (np.abs(laid.astype(int) - ground) > 24).any(axis=2)
    return cv2.morphologyEx(shown.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)) > 0


def _leave_object(laid: Pixels) -> NDArray[np.bool_]:
    """An amber before grey: the largest coloured piece."""
    colour = cv2.cvtColor(laid, cv2.COLOR_RGB2HSV)
    shown = ((colour[..., 1] > 70) & (colour[..., 2] > 25)).astype(np.uint8)
    closed = cv2.morphologyEx(shown, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    count, pieces, sizes, _ = cv2.connectedComponentsWithStats(closed)
    return np.asarray(pieces == 1 + int(sizes[1:, 4].argmax()) if count > 1 else np.zeros_like(pieces), bool)


def _cut_to_object(pixels: Pixels) -> Pixels:
    left, top, width, height = cv2.boundingRect(_leave_object(pixels).astype(np.uint8))
    return pixels[top : top + height, left : left + width] if width and height else pixels


def _weave(picture: Pixels, repeats: int) -> Pixels:
    side = SIDE // repeats
    return np.tile(_fit(picture, 2 * side)[:side, :side], (repeats, repeats, 1))


def _stamp(pixels: Pixels, mark: Pixels) -> Pixels:
    """Half transparent in the corner, as dealers do."""
    photo = _fit(pixels, SIDE).copy()
    small = _fit(mark, SIDE // 5)
    place = photo[-small.shape[0] - 8 : -8, -small.shape[1] - 8 : -8]
    place[:] = cv2.addWeighted(place, 0.45, small[: place.shape[0], : place.shape[1]], 0.55, 0)
    return photo


def _put_scale_bar(pixels: Pixels) -> Pixels:
    photo = _fit(pixels, SIDE).copy()
    top = photo.shape[0] - 30
    for step in range(10):
        colour = (0, 0, 0) if step % 2 else (255, 255, 255)
        cv2.rectangle(photo, (20 + 24 * step, top), (44 + 24 * step, top + 12), colour, -1)
        cv2.putText(photo, str(step), (20 + 24 * step, top - 3), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0), 1)
    return photo


def _print_below(letterhead: Pixels, pixels: Pixels) -> Pixels:
    """A page of one catalogue: the same emblem and lines above every object."""
    head, body = _fit(letterhead, SIDE // 4), _fit(pixels, SIDE - SIDE // 4)
    page = np.full((SIDE + 80, SIDE, 3), 250, np.uint8)
    page[10 : 10 + head.shape[0], 10 : 10 + head.shape[1]] = head
    cv2.putText(
        page, "Catalogue of antiquities and pictures", (190, 60), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (20, 20, 20), 1
    )
    top = SIDE + 70 - body.shape[0]
    page[top : top + body.shape[0], 80 : 80 + body.shape[1]] = body
    return page


def _disturb(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    turned = cv2.warpAffine(
        pixels,
        cv2.getRotationMatrix2D((width / 2, height / 2), 9, 0.9),
        (width, height),
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(turned * 0.8, np.uint8)


if __name__ == "__main__":
    main()
