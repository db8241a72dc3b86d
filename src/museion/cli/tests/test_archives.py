"""What was backed up comes back whole, or not at all."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from museion.cli.tests.runner import COMMAND, Run, run_museion
from museion.cli.tests.test_moving import WRITE
from museion.core.testing.home import ask_home, make_empty_home, make_home_environment

KEY = "3vJt0kq9Tz1mYb7Qw5Xn8Rp2Ls6Dg4Hc"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("key") / "backup.key"
    path.write_text(KEY)
    return str(path)


def add_account(home: Path, email: str) -> None:
    made = run_museion(home, "account", "create", email, "--name", "Awa Diop", MUSEION_PASSWORD="a long sentence")
    assert made.status == 0, made.errors


def keep(home: Path, name: str, content: bytes) -> None:
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_bytes(content)


def back_up(home: Path, folder: Path, key: str, *options: str) -> dict[str, Any]:
    done = run_museion(home, "backup", str(folder), *options, "--json", MUSEION_BACKUP_KEY_FILE=key)
    assert done.status == 0, done.errors
    return dict(done.document)


def restore(home: Path, folder: Path, key: str, *options: str) -> Run:
    return run_museion(home, "restore", str(folder), *options, "--json", MUSEION_BACKUP_KEY_FILE=key)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    add_account(home, "awa.diop@example.org")
    keep(home, "files/ab/jar.png", b"a drawing")
    keep(home, "files/thumbnails/160/ab/jar.png", b"a small drawing")
    keep(home, "screening/referrals/cd/package.zip", b"evidence")
    keep(home, "network/documents/ab/cd/statutes.pdf", b"what an applicant handed in")
    keep(home, "heritage/documents/ab/cd/licence.pdf", b"an export licence")
    keep(home, "index/current/meta.json", b"made anew")
    keep(home, ".cache/pip/wheel", b"another program's")
    return home


@pytest.fixture(scope="module")
def vault(home: Path, key: str) -> Path:
    folder = home.parent / "backups"
    first = back_up(home, folder, key)
    assert first["files"] == 5
    keep(home, "files/ef/scan.tif", b"a scan")
    second = back_up(home, folder, key)
    assert second["files"] == 6
    assert second["new_bytes"] < first["new_bytes"] / 2, "only what is new is written"
    return folder


def test_a_restored_home_holds_everything_and_each_record_was_compared(
    vault: Path, tmp_path: Path, home: Path, key: str
) -> None:
    new = make_empty_home(tmp_path / "new")
    done = restore(new, vault, key)
    assert done.status == 0, done.errors
    assert done.document["compared"] == "records"
    assert (new / "files/ab/jar.png").read_bytes() == b"a drawing"
    assert (new / "screening/referrals/cd/package.zip").read_bytes() == b"evidence"
    assert (new / "network/documents/ab/cd/statutes.pdf").read_bytes() == b"what an applicant handed in"
    assert (new / "heritage/documents/ab/cd/licence.pdf").read_bytes() == b"an export licence"
    assert not [name for name in ("files/thumbnails", "index", ".cache", "backup.lock") if (new / name).exists()]
    assert (new / "secret-key").read_text() == (home / "secret-key").read_text()
    listed = run_museion(new, "account", "list", "--json").document["accounts"]
    assert [account["name"] for account in listed] == ["Awa Diop"]


def test_what_is_restored_is_readable_by_whom_the_home_was(vault: Path, tmp_path: Path, key: str) -> None:
    new = make_empty_home(tmp_path / "new")
    new.mkdir(mode=0o700)
    assert restore(new, vault, key).status == 0
    assert new.stat().st_mode & 0o777 == 0o700


def test_an_older_moment_comes_back_by_its_name(vault: Path, tmp_path: Path, key: str) -> None:
    names = restore(tmp_path, vault, key, "--list").document["snapshots"]
    assert restore(make_empty_home(tmp_path / "old"), vault, key, "--snapshot", names[0]).status == 0
    assert not (tmp_path / "old/files/ef").exists()


def test_a_check_compares_and_leaves_nothing_behind(vault: Path, tmp_path: Path, key: str) -> None:
    scratch = make_empty_home(tmp_path / "scratch")
    for _ in range(2):
        done = restore(scratch, vault, key, "--check")
        assert done.status == 0, done.errors
        assert done.document["compared"] == "records"
    assert not (scratch / "files").exists()


def test_a_home_in_use_is_left_as_it_is(vault: Path, home: Path, key: str) -> None:
    done = restore(home, vault, key)
    assert done.status == 2
    assert "is not empty" in done.errors


def test_nobody_reads_names_or_texts_in_the_folder(vault: Path) -> None:
    pieces = [path for path in vault.rglob("*") if path.is_file()]
    assert pieces
    for secret in (b"awa.diop", b"a drawing", b"jar.png", KEY.encode()):
        assert not any(secret in path.read_bytes() or secret in str(path).encode() for path in pieces)


def test_without_a_key_nothing_is_written_or_read(vault: Path, tmp_path: Path) -> None:
    done = run_museion(tmp_path / "new", "restore", str(vault))
    assert done.status == 2
    assert "MUSEION_BACKUP_KEY_FILE" in done.errors


def test_a_key_that_cannot_be_read_is_named(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.key").write_bytes(b"\x89PNG\xff\xfe")
    for name, told in (("nowhere.key", "No such file"), (".", "Is a directory"), ("picture.key", "is not a text")):
        done = restore(make_empty_home(tmp_path / "new"), vault, str(tmp_path / name))
        assert (done.status, told in done.errors, "Traceback" in done.errors) == (2, True, False), done.errors
        assert f"MUSEION_BACKUP_KEY_FILE={tmp_path}" in " ".join(done.errors.split())


def test_another_key_opens_nothing(vault: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    other.write_text(KEY[::-1])
    done = restore(make_empty_home(tmp_path / "new"), vault, str(other))
    assert (done.status, "that is not the key of these backups" in done.errors) == (1, True)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("pieces/*/*", "is damaged"),
        ("snapshots/*", "the snapshot 20"),
        ("museion-backup.json", "museion-backup.json is damaged"),
    ],
)
def test_what_was_cut_short_is_named_and_nothing_restored(
    vault: Path, tmp_path: Path, key: str, pattern: str, told: str
) -> None:
    cut = max(vault.glob(pattern), key=lambda path: (path.stat().st_size, path.name))
    content = cut.read_bytes()
    try:
        cut.write_bytes(content[: len(content) // 2])
        done = restore(make_empty_home(tmp_path / "new"), vault, key)
    finally:
        cut.write_bytes(content)
    assert (done.status, told in done.errors, "Traceback" in done.errors) == (1, True, False), done.errors
    assert not (tmp_path / "new" / "museion.sqlite3").exists()
    assert not list(tmp_path.glob(".restoring*"))


def test_a_restore_that_was_killed_left_nothing_and_goes_through_the_next_time(
    vault: Path, tmp_path: Path, key: str
) -> None:
    new = make_empty_home(tmp_path / "new")
    environment = make_home_environment(new, MUSEION_BACKUP_KEY_FILE=key)
    with subprocess.Popen([COMMAND, "restore", str(vault)], env=environment, stderr=subprocess.DEVNULL) as killed:
        while not list(tmp_path.glob(".restoring-new/home/*")):
            assert killed.poll() is None, "it ended before it was killed"
            time.sleep(0.002)
        killed.kill()
    assert not (new / "museion.sqlite3").exists()
    assert not (new / "files").exists()
    assert restore(new, vault, key).status == 0
    assert not list(tmp_path.glob(".restoring*"))


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_service_restores_its_home_among_folders_that_are_not_its_own(vault: Path, tmp_path: Path, key: str) -> None:
    new = make_empty_home(tmp_path / "others" / "new")
    new.mkdir(parents=True)
    new.parent.chmod(0o555)
    try:
        assert restore(new, vault, key, "--check").status == 0
        assert restore(new, vault, key).status == 0
    finally:
        new.parent.chmod(0o755)
    assert (new / "files/ab/jar.png").read_bytes() == b"a drawing"
    assert not list(new.glob(".restoring*"))


def test_a_backup_of_a_home_that_is_written_holds_what_was_acknowledged_before(tmp_path: Path, key: str) -> None:
    home, new = tmp_path / "home", make_empty_home(tmp_path / "new")
    with subprocess.Popen(
        [sys.executable, "-c", WRITE], env=make_home_environment(home), stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout
        before = [writer.stdout.readline().strip() for _ in range(20)]
        taken = back_up(home, tmp_path / "backups", key)
        after = writer.stdout.readline().strip()
        writer.kill()
    assert after
    done = restore(new, tmp_path / "backups", key)
    assert done.status == 0, done.errors
    assert done.document["head"] == taken["head"]
    held = {held for (held,) in ask_home(new, "SELECT key FROM network_museum")}
    assert set(before) <= held
    assert len(held) == taken["head"][0], "whole records, each with its line in the journal"


def test_a_spoiled_piece_is_named_and_nothing_restored(vault: Path, tmp_path: Path, key: str) -> None:
    largest = max(vault.glob("pieces/*/*"), key=lambda path: path.stat().st_size)
    content = largest.read_bytes()
    try:
        largest.write_bytes(content[:99] + bytes([content[99] ^ 1]) + content[100:])
        done = restore(make_empty_home(tmp_path / "new"), vault, key)
    finally:
        largest.write_bytes(content)
    assert done.status == 1
    assert "Nothing was restored: the piece" in done.errors
    assert not (tmp_path / "new" / "museion.sqlite3").exists()


def test_old_snapshots_go_with_what_only_they_held(home: Path, tmp_path: Path, key: str) -> None:
    folder = tmp_path / "backups"
    keep(home, "files/gh/old.bin", bytes(range(256)) * 64)
    back_up(home, folder, key)
    (home / "files/gh/old.bin").unlink()
    assert back_up(home, folder, key, "--keep", "1")["freed_bytes"] > 0
    assert len(restore(tmp_path, folder, key, "--list").document["snapshots"]) == 1
    assert restore(make_empty_home(tmp_path / "new"), folder, key).status == 0


@pytest.fixture
def spoiled(vault: Path, tmp_path: Path) -> Path:
    """A copy that may be cut."""
    return Path(shutil.copytree(vault, tmp_path / "spoiled"))


def test_the_next_backup_brings_back_what_a_copy_of_the_folder_lost(
    home: Path, spoiled: Path, key: str, tmp_path: Path
) -> None:
    """Also pieces of files that have not changed since."""
    shutil.rmtree(spoiled / "pieces")
    told = restore(make_empty_home(tmp_path / "new"), spoiled, key, "--check").errors
    assert "back up again" in told.replace("\n", " ")
    back_up(home, spoiled, key)
    assert restore(make_empty_home(tmp_path / "new"), spoiled, key, "--check").status == 0


def test_a_snapshot_that_was_cut_stops_neither_the_next_nor_goes_unsaid(
    home: Path, spoiled: Path, key: str, tmp_path: Path
) -> None:
    newest = max((spoiled / "snapshots").iterdir())
    newest.write_bytes(b"")
    done = run_museion(home, "backup", str(spoiled), "--keep", "2", "--json", MUSEION_BACKUP_KEY_FILE=key)
    assert (done.status, done.document["files"]) == (1, 6), done.errors
    assert "The backup was made, but no old one was forgotten" in " ".join(done.errors.split())
    assert len(list((spoiled / "snapshots").iterdir())) == 3
    assert restore(make_empty_home(tmp_path / "new"), spoiled, key, "--check").status == 0


def test_a_note_without_its_parts_is_damaged(spoiled: Path, key: str, tmp_path: Path) -> None:
    (spoiled / "museion-backup.json").write_text("{}")
    done = restore(make_empty_home(tmp_path / "new"), spoiled, key)
    assert (done.status, "is damaged" in done.errors, "Traceback" in done.errors) == (1, True, False)


def test_a_folder_of_backups_in_the_home_holds_not_itself(key: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    keep(home, "files/ab/jar.png", b"a drawing")
    counts = [back_up(home, home / "backups", key)["files"] for _ in range(2)]
    assert counts == [2, 2], "the drawing and the secret key"
