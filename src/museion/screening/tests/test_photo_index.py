"""The index on disk: growing, deleting, replacing, merging, training, and surviving an interruption at any point."""

import shutil
from pathlib import Path

import pytest

from museion.screening.matching.photos import PhotoIndexBusyError, PhotoIndexError, PhotoMatcher, open_writer, writer
from museion.screening.matching.photos.index import open_index
from museion.screening.matching.photos.manifest import MANIFEST
from museion.screening.tests.drawings import draw_painting, make_picture

PICTURES = {number: make_picture(draw_painting(number, 240, 320)) for number in range(200, 224)}
DISK_BUDGET = 30_000


def register(folder: Path, *numbers: int, object_of: dict[int, str] | None = None) -> None:
    with open_writer(folder) as open_index_writer:
        for number in numbers:
            key = (object_of or {}).get(number, f"m{number}")
            open_index_writer.add(object_key=key, photo_key=f"p{number}", picture=PICTURES[number])
        open_index_writer.commit()


def find(folder: Path, number: int) -> list[str]:
    return [match.object_key for match in PhotoMatcher(folder).screen([PICTURES[number]]).matches]


def test_an_empty_index_answers_that_nothing_is_registered(tmp_path: Path) -> None:
    answer = PhotoMatcher(tmp_path / "new").screen([PICTURES[200]])
    assert (answer.matches, answer.registered_photos) == ((), 0)


def test_photos_are_added_bit_by_bit(tmp_path: Path) -> None:
    register(tmp_path, 200, 201)
    register(tmp_path, 202)
    assert [find(tmp_path, number) for number in (200, 201, 202, 203)] == [["m200"], ["m201"], ["m202"], []]


def test_nothing_is_visible_before_the_commit(tmp_path: Path) -> None:
    register(tmp_path, 200)
    with open_writer(tmp_path) as open_index_writer:
        open_index_writer.add(object_key="m201", photo_key="p201", picture=PICTURES[201])
        open_index_writer.remove_photo("p200")
        assert find(tmp_path, 200) == ["m200"]
        assert find(tmp_path, 201) == []


def test_a_withdrawn_object_is_not_found_again(tmp_path: Path) -> None:
    register(tmp_path, 200, 201, 202, object_of={201: "m200"})
    with open_writer(tmp_path) as open_index_writer:
        open_index_writer.remove_photo("p200")
        open_index_writer.remove_photo("p201")
        open_index_writer.commit()
    assert [find(tmp_path, number) for number in (200, 201, 202)] == [[], [], ["m202"]]
    assert len(open_index(tmp_path)) == 1


def test_one_photo_can_be_deleted_and_the_others_of_its_object_stay(tmp_path: Path) -> None:
    register(tmp_path, 200, 201, object_of={201: "m200"})
    with open_writer(tmp_path) as open_index_writer:
        open_index_writer.remove_photo("p200")
        open_index_writer.commit()
    assert (find(tmp_path, 200), find(tmp_path, 201)) == ([], ["m200"])


def test_a_photo_under_a_known_key_takes_the_old_ones_place(tmp_path: Path) -> None:
    register(tmp_path, 200, 201)
    with open_writer(tmp_path) as open_index_writer:
        open_index_writer.add(object_key="m200", photo_key="p200", picture=PICTURES[203])
        open_index_writer.commit()
    assert (find(tmp_path, 200), find(tmp_path, 203), len(open_index(tmp_path))) == ([], ["m200"], 2)


def test_many_small_commits_become_few_segments_and_lose_nothing(tmp_path: Path) -> None:
    for number in range(200, 212):
        register(tmp_path, number)
    assert len(open_index(tmp_path).parts) <= writer.MOST_SEGMENTS
    assert [find(tmp_path, number) for number in (200, 205, 211)] == [["m200"], ["m205"], ["m211"]]


def test_a_trained_index_finds_the_same_as_an_exact_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LEAST_TRAINED", 16)
    register(tmp_path, *range(200, 218))
    register(tmp_path, 220)
    assert open_index(tmp_path).codebook is not None
    assert [find(tmp_path, number) for number in (200, 209, 217, 220, 222)] == [
        ["m200"],
        ["m209"],
        ["m217"],
        ["m220"],
        [],
    ]


def test_a_photo_costs_less_than_its_budget_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LEAST_TRAINED", 16)
    register(tmp_path, *range(200, 218))
    segments = sum(path.stat().st_size for path in tmp_path.glob("segment-*/**/*") if path.is_file())
    assert segments / 18 < DISK_BUDGET


def test_an_interrupted_writer_leaves_the_old_index_and_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(tmp_path, 200)

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writer, "write_manifest", fail)
        with pytest.raises(OSError, match="space"):
            register(tmp_path, 201)
    assert (find(tmp_path, 200), find(tmp_path, 201)) == (["m200"], [])
    register(tmp_path, 202)
    assert (find(tmp_path, 200), find(tmp_path, 201), find(tmp_path, 202)) == (["m200"], [], ["m202"])
    assert len(list(tmp_path.glob("segment-*"))) == len(open_index(tmp_path).parts)


def test_a_reader_keeps_its_snapshot_until_it_refreshes(tmp_path: Path) -> None:
    register(tmp_path, 200)
    matcher = PhotoMatcher(tmp_path)
    register(tmp_path, 201)
    assert matcher.screen([PICTURES[201]]).matches == ()
    matcher.refresh()
    assert matcher.screen([PICTURES[201]]).matches[0].object_key == "m201"


def test_only_one_writes_at_a_time(tmp_path: Path) -> None:
    with open_writer(tmp_path), pytest.raises(PhotoIndexBusyError), open_writer(tmp_path):
        pass


def test_a_damaged_list_of_contents_is_an_error_and_not_an_empty_register(tmp_path: Path) -> None:
    register(tmp_path, 200)
    (tmp_path / MANIFEST).write_text("{", encoding="utf-8")
    with pytest.raises(PhotoIndexError, match="list of contents"):
        PhotoMatcher(tmp_path)


def test_a_lost_segment_is_an_error_and_not_an_empty_register(tmp_path: Path) -> None:
    register(tmp_path, 200)
    shutil.rmtree(next(tmp_path.glob("segment-*")))
    with pytest.raises(FileNotFoundError):
        PhotoMatcher(tmp_path)
