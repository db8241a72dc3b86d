"""A photo index in parts, each a process of its own: it answers as one index does, and a part that is away is an outage."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import urllib3

from museion.screening.matching.photos import PhotoMatcher, Picture, open_writer
from museion.screening.matching.photos.segments import build_segment
from museion.screening.matching.photos.shards import ShardedPhotos, ShardUnavailableError, make_application
from museion.screening.matching.photos.shards.placing import choose_part
from museion.screening.matching.photos.shards.wire import (
    WireError,
    list_arrays,
    read_message,
    read_photos,
    read_segment,
    write_message,
)
from museion.screening.matching.photos.writer import describe_photo
from museion.screening.tests.drawings import draw_painting, make_picture, stamp

TOKEN = "a token of the test"
PICTURES = {number: make_picture(draw_painting(number, 240, 320)) for number in range(300, 318)}
DESCRIBED = [describe_photo(f"m{number}", f"p{number}", picture) for number, picture in PICTURES.items()]
COUNT = 3


@dataclass
class Parts:
    processes: list[subprocess.Popen[bytes]]
    names: list[str]
    photos: ShardedPhotos


def _find_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).parent / "museion"), "photo-part", str(folder), "--port", str(port)]
    environment = {**os.environ, "MUSEION_PHOTO_PARTS_TOKEN": TOKEN, "MUSEION_HOME": str(folder.parent / "home")}
    environment["MUSEION_PHOTO_DESCRIPTOR"] = "none"
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def _wait(name: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if urllib3.request("GET", f"{name}/state", retries=False, timeout=2).status == 401:
                return
        except urllib3.exceptions.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"{name} did not start")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    root = tmp_path_factory.mktemp("parts")
    ports = [_find_port() for _ in range(COUNT)]
    processes = [_start(root / f"part-{place}", port) for place, port in enumerate(ports)]
    names = [f"http://127.0.0.1:{port}" for port in ports]
    try:
        for name in names:
            _wait(name)
        photos = ShardedPhotos(names, TOKEN)
        photos.change(DESCRIBED)
        yield Parts(processes, names, photos)
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> PhotoMatcher:
    """The same photos in one index."""
    folder = tmp_path_factory.mktemp("whole")
    with open_writer(folder) as writer:
        for photo in DESCRIBED:
            writer.add_described(photo)
        writer.commit()
    return PhotoMatcher(folder)


def _damage(picture: Picture) -> Picture:
    """Cropped and darker, as photos come back."""
    return make_picture((picture.pixels[10:-6, 8:-12] * 0.8).astype(np.uint8))


def test_parts_answer_as_one_index_does(parts: Parts, whole: PhotoMatcher) -> None:
    for number in (300, 305, 311, 317):
        for asked in (PICTURES[number], _damage(PICTURES[number])):
            one, many = whole.screen([asked]), parts.photos.screen([asked])
            assert [match.object_key for match in one.matches] == [f"m{number}"]
            assert [match.object_key for match in many.matches] == [match.object_key for match in one.matches]
            assert [match.verdict for match in many.matches] == [match.verdict for match in one.matches]
            assert many.matches[0].probability == pytest.approx(one.matches[0].probability, abs=0.01)
            assert many.registered_photos == one.registered_photos == len(PICTURES)
    assert parts.photos.screen([make_picture(draw_painting(999, 240, 320))]).matches == ()


def test_every_part_holds_its_share_and_an_object_lies_in_one(parts: Parts) -> None:
    held = [ShardedPhotos([name], TOKEN).list_photo_keys() for name in parts.names]
    assert all(held)
    assert sum(map(len, held)) == len(parts.photos) == len(PICTURES)
    assert set().union(*held) == parts.photos.list_photo_keys()
    assert parts.photos.list_photo_keys(["m300", "m301", "unknown"]) == {"p300", "p301"}


def test_photos_come_and_go(parts: Parts) -> None:
    added = make_picture(draw_painting(400, 240, 320))
    before = parts.photos.get_generation()
    for _turn in range(2):
        parts.photos.change([describe_photo("m400", "p400", added)])
    assert [match.object_key for match in parts.photos.screen([added]).matches] == ["m400"]
    parts.photos.change([], gone=["p400"])
    assert parts.photos.screen([added]).matches == ()
    assert parts.photos.get_generation() > before


def _choose_in_every_part(names: Sequence[str]) -> list[int]:
    """Parts are named by their ports, which differ from run to run, and so does where a key lies."""
    lying: dict[int, list[int]] = {}
    for number in range(500, 600):
        lying.setdefault(choose_part(f"d{number}", names), []).append(number)
    return [number for held in lying.values() for number in held[:3]]


def test_what_objects_of_different_parts_share_accuses_nobody(parts: Parts) -> None:
    """A dealer's mark on photos that lie in different parts: no part alone sees that they share it."""
    mark = draw_painting(777, 90, 120)
    numbers = _choose_in_every_part(parts.names)
    marked = {f"d{number}": make_picture(stamp(draw_painting(number, 240, 320), mark)) for number in numbers}
    described = [describe_photo(key, f"q{key}", picture) for key, picture in marked.items()]
    assert len({choose_part(key, parts.names) for key in marked}) == COUNT
    parts.photos.change(described)
    answer = parts.photos.screen([make_picture(stamp(draw_painting(900, 240, 320), mark))])
    parts.photos.change([], gone=[photo.photo_key for photo in described])
    assert answer.matches == ()


def test_without_the_token_nothing_is_told(parts: Parts) -> None:
    with pytest.raises(ShardUnavailableError, match="401"):
        len(ShardedPhotos(parts.names, "a guess"))
    with pytest.raises(ValueError, match="token"):
        make_application(Path("nowhere"), "")


def test_a_part_that_is_away_is_an_outage_never_no_match(parts: Parts) -> None:
    gone = ShardedPhotos([*parts.names, f"http://127.0.0.1:{_find_port()}"], TOKEN)
    with pytest.raises(ShardUnavailableError, match="does not answer"):
        gone.screen([PICTURES[300]])


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 no archive", write_message({}), write_message({"objects": 1})])
def test_what_is_no_message_is_refused(tmp_path: Path, body: bytes) -> None:
    answered: list[str] = []
    application = make_application(tmp_path, TOKEN)
    for path in ("/look", "/change", "/keys"):
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "HTTP_AUTHORIZATION": f"Bearer {TOKEN}",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        list(application(environ, lambda status, headers: answered.append(status)))
    assert set(answered) == {"400 Bad Request"}


def test_photos_survive_the_way() -> None:
    segment = build_segment(DESCRIBED[:3])
    told, arrays = read_message(write_message({"n": 1}, list_arrays(segment)))
    again = read_segment(arrays)
    assert told == {"n": 1}
    assert again is not None
    rebuilt = build_segment(read_photos(again))
    for name in ("photos", "geometry", "hashes", "shades"):
        assert np.array_equal(getattr(rebuilt, name), getattr(segment, name))
    assert (rebuilt.codes != segment.codes).mean() < 0.01
    with pytest.raises(WireError):
        read_message(b"\x93NUMPY")


def test_a_part_more_takes_its_share_from_each_and_moves_nothing_else() -> None:
    names = [f"http://10.0.0.{number}:8300" for number in range(1, 5)]
    keys = [f"m{number}" for number in range(4000)]
    before = {key: names[choose_part(key, names)] for key in keys}
    after = {key: [*names, "http://10.0.0.9:8300"][choose_part(key, [*names, "http://10.0.0.9:8300"])] for key in keys}
    moved = [key for key in keys if before[key] != after[key]]
    assert {after[key] for key in moved} == {"http://10.0.0.9:8300"}
    assert 0.15 < len(moved) / len(keys) < 0.25
    assert all(900 < list(before.values()).count(name) < 1100 for name in names)
