"""A photo of a wall of pictures, as a visitor takes it: several frames, oblique, dim, bent by the lens, shaken."""

from collections.abc import Sequence

import cv2
import numpy as np

from bench.screening.transforms import Pixels, cast, clip, draw_frame, make_wall, recompress, reflect

WIDTH, HEIGHT = 1280, 960
SHARES = (0.15, 0.4)
"""Of the photo's width, the least and the most that a picture takes before it is seen askance."""
TRIES = 60

Box = tuple[float, float, float, float]


def photograph_wall(pictures: Sequence[Pixels], rng: np.random.Generator) -> Pixels:
    """The first picture hangs there for certain; others only where they find a place."""
    photo = _look_askance(_hang_all(pictures, rng), rng)
    photo = reflect(0.03, 0.08)(cast(_bend(photo, rng), rng), rng)
    photo = _shake(clip(photo * rng.uniform(0.45, 1.0)), rng)
    if rng.random() < 0.25:
        photo = np.ascontiguousarray(np.rot90(photo))
    return recompress(clip(photo + rng.normal(0, 6, photo.shape)), 60)


def _hang_all(pictures: Sequence[Pixels], rng: np.random.Generator) -> Pixels:
    wall = make_wall(HEIGHT, WIDTH, rng)
    taken: list[Box] = []
    for picture in pictures:
        framed = draw_frame(picture, rng)
        place = _find_place(framed, taken, rng)
        if place is None:
            continue
        taken.append(place)
        left, top, wide, tall = map(int, place)
        wall[top : top + tall, left : left + wide] = cv2.resize(framed, (wide, tall), interpolation=cv2.INTER_AREA)
    return wall


def _find_place(framed: Pixels, taken: Sequence[Box], rng: np.random.Generator) -> Box | None:
    height, width = framed.shape[:2]
    for _ in range(TRIES):
        wide = min(rng.uniform(*SHARES) * WIDTH, 0.75 * HEIGHT * width / height)
        tall = wide * height / width
        left, top = rng.uniform(0, WIDTH - wide), rng.uniform(0, HEIGHT - tall)
        if all(left + wide < x or x + w < left or top + tall < y or y + h < top for x, y, w, h in taken):
            return left, top, wide, tall
    return None


def _look_askance(wall: Pixels, rng: np.random.Generator) -> Pixels:
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    near = rng.uniform(0.05, 0.25)
    sideways, upright = near * WIDTH / 2, near * HEIGHT
    moved = corners.copy()
    if rng.random() < 0.5:
        moved[[0, 3]] += [[sideways, upright], [sideways, -upright]]
    else:
        moved[[1, 2]] += [[-sideways, upright], [-sideways, -upright]]
    matrix = cv2.getPerspectiveTransform(corners, moved)
    return np.asarray(cv2.warpPerspective(wall, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _bend(photo: Pixels, rng: np.random.Generator) -> Pixels:
    """A wide lens pulls the edges in."""
    focal = 0.8 * WIDTH
    camera = np.array([[focal, 0, WIDTH / 2], [0, focal, HEIGHT / 2], [0, 0, 1]])
    return np.asarray(cv2.undistort(photo, camera, np.array([-rng.uniform(0, 0.12), 0, 0, 0])), np.uint8)


def _shake(photo: Pixels, rng: np.random.Generator) -> Pixels:
    length = int(rng.integers(1, 5))
    stroke = np.zeros((length, length))
    stroke[length // 2] = 1 / length
    shaken = cv2.filter2D(photo, -1, stroke if rng.random() < 0.5 else stroke.T)
    return np.asarray(cv2.GaussianBlur(shaken, (0, 0), rng.uniform(0.6, 1.5)), np.uint8)
