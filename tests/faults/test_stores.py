"""Databases that go away and come back, a disk that fills up, uploads without end, clients without haste: really done."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.sites import COMMAND, Site, open_site, run, run_or_skip
from museion.core.testing.postgresql import NoServerError, make_server

pytestmark = pytest.mark.skipif(not os.environ.get("MUSEION_FAULTS"), reason="takes minutes: make test-faults")

CREATE = """
from museion.network.actions import create_museum
for number in range({count}):
    print(create_museum({{"names": {{"en": f"Museum {{number}} " + "x" * {size}}}}}, actor=make_operator(), at=datetime.now(UTC)).key, flush=True)
"""
CHECK = """
from museion.core.journal import verify_journal
from museion.core.models import JournalLine
from museion.network.models import Museum
assert not list(verify_journal())
assert JournalLine.objects.filter(action="museum.create").count() == Museum.objects.count()
print(*Museum.objects.values_list("key", flat=True))
"""


def get_environment(home: Path, **variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "MUSEION_DATABASE_URL"}
    told = {"MUSEION_HOME": str(home), "DJANGO_SETTINGS_MODULE": "museion.project.settings"}
    return kept | told | {"MUSEION_REQUESTS_PER_MINUTE": "0"} | variables


def make_tables(environment: dict[str, str]) -> None:
    subprocess.run([COMMAND, "reindex"], env=environment, check=True, capture_output=True, timeout=900)


def test_a_database_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    try:
        # Another account runs it, which may not enter the folders of the tests.
        server = make_server(Path(tempfile.gettempdir()) / f"museion-faults-{os.getpid()}")
    except NoServerError as error:
        pytest.skip(str(error))
    environment = get_environment(tmp_path / "home", MUSEION_DATABASE_URL=server.make("site"))
    try:
        make_tables(environment)
        keys = run(environment, CREATE.format(count=5, size=1)).stdout.split()
        with open_site(environment) as site:
            assert site.wait_for("/readyz", 200)
            assert site.ask("/api/v1/museums")[0] == 200
            server.stop()
            status, page = site.ask(f"/id/{keys[0]}", accept="text/html")
            assert (status, b"does not answer now" in page) == (503, True)
            status, problem = site.ask("/api/v1/museums")
            assert (status, b"database-unavailable" in problem) == (503, True)
            assert site.read_health()["database"] == "unavailable"
            assert site.ask("/readyz")[0] == 503
            assert site.ask("/livez")[0] == 200
            server.start()
            assert site.wait_for("/readyz", 200, seconds=30), "it recovers by itself"
            keys += run(environment, CREATE.format(count=1, size=1)).stdout.split()
            ends = time.monotonic() + 60
            while site.read_health().get("documents") != len(keys) and time.monotonic() < ends:
                time.sleep(0.5)
            assert site.read_health()["documents"] == len(keys), "the worker went on"
        assert set(run(environment, CHECK).stdout.split()) == set(keys)
    finally:
        server.remove()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    run_or_skip(f"mount -t tmpfs -o size=48m tmpfs {folder}", "no small disk can be made here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_up_loses_nothing_that_was_acknowledged(small_disk: Path) -> None:
    environment = get_environment(small_disk)
    make_tables(environment)
    with open_site(environment, "--no-worker") as site:
        done = run(environment, CREATE.format(count=4000, size=20_000), check=False)
        assert done.returncode != 0
        assert "disk is full" in done.stderr
        acknowledged = set(done.stdout.split())
        assert acknowledged
        health = site.read_health()
        assert (health["status"], health["disk"]) != ("ok", "ok")
        assert site.ask("/api/v1/museums")[0] == 200, "it still reads"
        subprocess.run(["mount", "-o", "remount,size=400m", str(small_disk)], check=True)
        keys = set(run(environment, CHECK).stdout.split())
        assert keys == acknowledged, "and nothing was half written"
        assert run(environment, CREATE.format(count=1, size=1)).stdout.strip(), "with room again, it writes again"
        assert site.read_health()["disk"] == "ok"


def test_a_volume_is_restored_in_its_place(small_disk: Path, tmp_path: Path) -> None:
    """A container's home can be filled, and not replaced."""
    (tmp_path / "key").write_text("3vJt0kq9Tz1mYb7Qw5Xn8Rp2Ls6Dg4Hc")
    environment = get_environment(tmp_path / "home", MUSEION_BACKUP_KEY_FILE=str(tmp_path / "key"))
    keys = run(
        environment, "from museion.cli.home import prepare_home; prepare_home()" + CREATE.format(count=3, size=1)
    )
    (tmp_path / "home/files").mkdir()
    (tmp_path / "home/files/scan.tif").write_bytes(b"a scan")
    vault = str(tmp_path / "backups")
    subprocess.run([COMMAND, "backup", vault], env=environment, check=True, capture_output=True)
    volume = environment | {"MUSEION_HOME": str(small_disk)}
    subprocess.run([COMMAND, "restore", vault], env=volume, check=True, capture_output=True)
    assert sorted(path.name for path in small_disk.iterdir()) == ["files", "museion.sqlite3", "secret-key"]
    assert run(volume, CHECK).stdout == keys.stdout.replace("\n", " ").strip() + "\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "home"
    make_tables(get_environment(folder))
    return folder


_SLOW_QUESTION = b"POST /api/v1/screen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n{"


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", _SLOW_QUESTION, None])
def test_slow_clients_hold_up_nobody(home: Path, sent: bytes | None) -> None:
    body = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 99999\r\n\r\na"
    with open_site(get_environment(home), "--no-worker", "--blocking-threads", "2") as site:
        held = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(150)]
        for connection in held:
            connection.sendall(sent or body)
        time.sleep(1)
        begun = time.monotonic()
        assert [site.ask("/about")[0] for _ in range(5)] == [200] * 5
        assert time.monotonic() - begun < 10
        for connection in held:
            connection.close()


def read_peak_megabytes(process: int) -> float:
    children = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True).stdout.split()
    peaks = [
        int(line.split()[1])
        for child in [str(process), *children]
        for line in Path(f"/proc/{child}/status").read_text().splitlines()
        if line.startswith("VmHWM")
    ]
    return max(peaks) / 1024


@pytest.mark.parametrize("path", ["/screen", "/api/v1/screen"])
def test_a_gigabyte_is_refused_and_kept_nowhere(home: Path, path: str) -> None:
    """Whether the sender says how much is to come or not."""
    photo = b"--x\r\nContent-Disposition: form-data; name=photo; filename=a.jpg\r\n\r\n" + bytes(1 << 20)
    with open_site(get_environment(home), "--no-worker") as site:
        site.ask("/about")
        before = read_peak_megabytes(site.process.pid)
        send_for_long(site, path, f"Content-Length: {1 << 30}", photo[: 1 << 20])
        send_for_long(site, path, "Transfer-Encoding: chunked", b"100000\r\n" + photo[: 1 << 20] + b"\r\n")
        assert site.ask("/about")[0] == 200
        assert read_peak_megabytes(site.process.pid) < before + 100


def send_for_long(site: Site, path: str, told: str, piece: bytes) -> None:
    kind = "Content-Type: multipart/form-data; boundary=x"
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as client:
        client.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{kind}\r\n{told}\r\n\r\n".encode())
        try:
            for _ in range(1024):
                client.sendall(piece)
        except OSError:
            return  # it was told to stop
        assert client.recv(64).split()[1] in {b"413", b"403", b"400"}


def test_a_clock_that_jumps_back_stops_no_work(home: Path) -> None:
    code = """
from datetime import timedelta
from museion.core import chores
done = []
chores.CHORES.clear()
chores.register_chore(chores.Chore("x", timedelta(minutes=5), lambda at: done.append(at) or 1))
clock, now = chores.ChoreClock(datetime(2026, 3, 14, tzinfo=UTC)), datetime(2026, 3, 14, 12, tzinfo=UTC)
for moment in (now, now + timedelta(minutes=1), now - timedelta(days=30), now - timedelta(days=30) + timedelta(minutes=6)):
    clock.run_due(moment)
print(len(done))
from museion.core.journal import verify_journal
from museion.network.actions import create_museum
for day in (now, now - timedelta(days=400), now + timedelta(days=4000)):
    create_museum({"names": {"en": "Clock"}}, actor=make_operator(), at=day)
print(len(list(verify_journal())))
"""
    assert run(get_environment(home), code).stdout.split() == ["3", "0"]


KILLED = """
from museion.network.actions import create_museum
number = 0
while True:
    number += 1
    print(create_museum({"names": {"en": f"Museum {number}"}}, actor=make_operator(), at=datetime.now(UTC)).key, flush=True)
"""


def test_a_writer_that_is_killed_leaves_whole_records(home: Path) -> None:
    """Each some milliseconds later than the one before."""
    environment = get_environment(home)
    prelude = "import django; django.setup()\nfrom datetime import UTC, datetime\nfrom museion.core.access import make_operator\n"
    acknowledged: set[str] = set()
    for turn in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", prelude + KILLED], env=environment, stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout
            first = writer.stdout.readline()
            time.sleep(0.05 + 0.037 * turn)
            writer.send_signal(signal.SIGKILL)
            lines = (first + writer.stdout.read()).decode().split("\n")
        acknowledged |= {line for line in lines[:-1] if line}
    assert acknowledged <= set(run(environment, CHECK.replace("== Museum.objects.count()", ">= 0")).stdout.split())
