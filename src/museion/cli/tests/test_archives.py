"""What was backed up comes back whole, or not at all."""

import tarfile
from pathlib import Path

import pytest

from museion.cli.tests.runner import run_museion


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    made = run_museion(
        home, "account", "create", "awa.diop@example.org", "--name", "Awa Diop", MUSEION_PASSWORD="a long sentence"
    )
    assert made.status == 0, made.errors
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "jar.png").write_bytes(b"a drawing")
    return home


@pytest.fixture(scope="module")
def archive(home: Path) -> Path:
    path = home.parent / "museion.tar"
    done = run_museion(home, "backup", str(path), "--json")
    assert done.status == 0, done.errors
    assert done.document["files"] == 3
    return path


def test_a_restored_home_holds_everything(archive: Path, tmp_path: Path, home: Path) -> None:
    new = tmp_path / "new"
    assert run_museion(new, "restore", str(archive)).status == 0
    assert (new / "files" / "ab" / "jar.png").read_bytes() == b"a drawing"
    assert (new / "secret-key").read_text() == (home / "secret-key").read_text()
    listed = run_museion(new, "account", "list", "--json").document["accounts"]
    assert [account["name"] for account in listed] == ["Awa Diop"]
    assert run_museion(new, "journal", "verify", "--json").document["intact"] is True


def test_a_home_in_use_is_left_as_it_is(archive: Path, home: Path) -> None:
    done = run_museion(home, "restore", str(archive))
    assert done.status == 2
    assert "is not empty" in done.errors


def test_a_backup_overwrites_nothing(archive: Path, home: Path) -> None:
    assert run_museion(home, "backup", str(archive)).status == 2


def test_a_cut_archive_restores_nothing(archive: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.tar"
    cut.write_bytes(archive.read_bytes()[:-20_000])
    done = run_museion(tmp_path / "new", "restore", str(cut))
    assert done.status == 1
    assert "Nothing was restored" in done.errors
    assert not (tmp_path / "new" / "museion.sqlite3").exists()


def test_a_damaged_file_is_named_and_nothing_restored(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    damaged = tmp_path / "damaged.tar"
    damaged.write_bytes(content.replace(b"a drawing", b"a crawing"))
    done = run_museion(tmp_path / "new", "restore", str(damaged))
    assert done.status == 1
    assert "files/ab/jar.png is damaged" in done.errors


def test_an_archive_that_climbs_out_of_the_home_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    (tmp_path / "x").write_text("x")
    with tarfile.open(evil, "w") as tar:
        tar.add(tmp_path / "x", arcname="../../climbed")
    assert run_museion(tmp_path / "new", "restore", str(evil)).status == 1
    assert not (tmp_path.parent / "climbed").exists()
