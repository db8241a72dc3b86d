"""The optional descriptor: used when it is there, refused when it does not fit, never needed."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from museion.screening.matching.photos import (
    EmbedderMissingError,
    OnnxEmbedder,
    PhotoIndexError,
    PhotoMatcher,
    ReasonKind,
    open_writer,
)
from museion.screening.matching.photos.embedding import make_query_views
from museion.screening.tests.drawings import Pixels, draw_painting, make_picture


class Thumbnails:
    """A small real descriptor: the picture at eight by eight, asked with as it is, turned and mirrored."""

    def __init__(self, name: str = "thumbnails", *, weighs: bool = False) -> None:
        self.name, self.weighs = name, weighs

    def describe_registered(self, pixels: Pixels) -> np.ndarray:
        return self._embed([pixels])

    def describe_query(self, pixels: Pixels) -> np.ndarray:
        return self._embed(make_query_views(pixels))

    def _embed(self, views: Sequence[Pixels]) -> np.ndarray:
        small = [
            cv2.resize(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), (8, 8), interpolation=cv2.INTER_AREA) for view in views
        ]
        rows = np.array(small, np.float32).reshape(len(views), 64)
        rows -= rows.mean(axis=1, keepdims=True)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("described")
    with open_writer(path, embedder=Thumbnails()) as writer:
        for number in (300, 301, 302):
            writer.add(object_key=f"m{number}", photo_key=f"p{number}", picture=make_picture(draw_painting(number)))
        writer.commit()
    return path


def test_the_descriptor_is_part_of_the_evidence(folder: Path) -> None:
    turned = np.ascontiguousarray(np.rot90(draw_painting(301)))
    answer = PhotoMatcher(folder, embedder=Thumbnails()).screen([make_picture(turned)])
    cosines = [reason.value for reason in answer.matches[0].reasons if reason.kind is ReasonKind.DESCRIPTOR]
    assert answer.matches[0].object_key == "m301"
    assert cosines[0] > 0.95
    assert answer.embedder == "thumbnails"


def test_an_index_with_descriptors_also_answers_without(folder: Path) -> None:
    assert PhotoMatcher(folder).screen([make_picture(draw_painting(300))]).matches[0].object_key == "m300"


def test_descriptors_of_two_models_are_never_compared(folder: Path) -> None:
    with pytest.raises(PhotoIndexError, match="another"):
        PhotoMatcher(folder, embedder=Thumbnails("another"))
    with pytest.raises(PhotoIndexError, match="another"), open_writer(folder, embedder=Thumbnails("another")):
        pass


def test_a_model_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderMissingError, match=r"sscd\.onnx"):
        OnnxEmbedder(tmp_path / "sscd.onnx", name="sscd")


def test_a_query_is_looked_at_whole_in_parts_turned_and_mirrored() -> None:
    views = make_query_views(draw_painting(303))
    assert len(views) == 10
    assert (views[9] == draw_painting(303)[:, ::-1]).all()
