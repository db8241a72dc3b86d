"""The same bytes are kept once, and no name leads out of the store."""

from pathlib import Path

import pytest

from museion.core.files import FileStore, InvalidFileNameError


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    name = store.keep(b"a drawing of a jar", ".png")
    assert store.keep(b"a drawing of a jar", ".png") == name
    assert store.read(name) == b"a drawing of a jar"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]


def test_other_bytes_have_another_name(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    assert store.keep(b"recto", ".jpg") != store.keep(b"verso", ".jpg")


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "", "ab", "A" * 64 + ".jpg", "0" * 64 + "/../x"])
def test_a_name_that_no_store_gives_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidFileNameError):
        FileStore(tmp_path).get_path(name)
