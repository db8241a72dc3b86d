"""What else a museum could use to find a photo again: three fingerprints of whole pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.screening import goldberg
from museion.screening.matching.photos import Picture
from museion.screening.matching.photos.hashing import hash_picture
from museion.screening.matching.photos.hashing import measure_distances as measure_pdq

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    register: Callable[[Pixels], Any]
    compare: Callable[[Pixels, NDArray[Any]], NDArray[np.float64]]
    """Distances of one query from everything registered: small is alike."""


def _phash(pixels: Pixels) -> NDArray[np.uint64]:
    return np.packbits(imagehash.phash(Image.fromarray(pixels)).hash.ravel()).view(np.uint64)


def _compare_phash(pixels: Pixels, registered: NDArray[np.uint64]) -> NDArray[np.float64]:
    return np.bitwise_count(registered ^ _phash(pixels)).sum(axis=1).astype(np.float64)


def _compare_pdq(pixels: Pixels, registered: NDArray[np.uint64]) -> NDArray[np.float64]:
    return measure_pdq(hash_picture(pixels)[0], registered)[0].astype(np.float64)


def _compare_goldberg(pixels: Pixels, registered: NDArray[np.int8]) -> NDArray[np.float64]:
    return goldberg.measure_distances(goldberg.sign_picture(pixels), registered)


PEERS = (
    Peer("pHash", _phash, _compare_phash),
    Peer("PDQ, 8 turns", lambda pixels: hash_picture(pixels)[0][0], _compare_pdq),
    Peer("image-match", goldberg.sign_picture, _compare_goldberg),
)


class RegisteredPeers:
    """Everything registered, as each peer remembers it."""

    def __init__(self, pictures: Sequence[Picture]) -> None:
        self._known = [np.stack([peer.register(picture.pixels) for picture in pictures]) for peer in PEERS]

    def find_nearest(self, pixels: Pixels) -> dict[str, tuple[int, float]]:
        """For each peer the place of its nearest registered picture, and the distance."""
        answers = {}
        for peer, known in zip(PEERS, self._known, strict=True):
            distances = peer.compare(pixels, known)
            nearest = int(distances.argmin())
            answers[peer.name] = (nearest, float(distances[nearest]))
        return answers
