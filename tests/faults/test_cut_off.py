"""A disk that may only be read, and a cable that is pulled between the site and its database: really done, where root may."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from faults.sites import COMMAND, open_site, run, run_or_skip
from faults.test_stores import CHECK, CREATE, KILLED, get_environment, make_tables
from museion.core.testing.postgresql import NoServerError, Server, make_server

pytestmark = pytest.mark.skipif(not os.environ.get("MUSEION_FAULTS"), reason="takes minutes: make test-faults")


@pytest.fixture
def failing_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system in a file. Told that it failed, it may only be read from then on, open files included."""
    image, folder = tmp_path / "disk.img", tmp_path / "disk"
    folder.mkdir()
    with image.open("wb") as file:
        file.truncate(200 << 20)
    for command in (f"mkfs.ext4 -q -F {image}", f"mount -o loop,errors=remount-ro {image} {folder}"):
        run_or_skip(command, "no disk can be made here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], capture_output=True)


def test_a_disk_that_turns_read_only_is_told_and_loses_nothing(failing_disk: Path, tmp_path: Path) -> None:
    environment = get_environment(failing_disk / "home")
    make_tables(environment)
    keys = set(run(environment, CREATE.format(count=5, size=10)).stdout.split())
    with open_site(environment, "--no-worker") as site:
        assert site.ask("/api/v1/museums")[0] == 200
        subprocess.run(["mount", "-o", "remount,abort", str(failing_disk)], check=True)
        refused = run(environment, CREATE.format(count=1, size=10), check=False)
        assert (refused.returncode != 0, refused.stdout) == (True, "")
        assert site.ask("/livez")[0] == 200
        assert site.ask("/api/v1/museums")[0] in {200, 503}, "it reads, or says that it cannot"
        health = site.read_health()
        assert (health["status"], health["disk"]) == ("failing", "unwritable")
    unmount(failing_disk)
    image = str(tmp_path / "disk.img")
    assert subprocess.run(["e2fsck", "-f", "-y", image], capture_output=True).returncode in {0, 1}
    subprocess.run(["mount", "-o", "loop", image, str(failing_disk)], check=True)
    keys |= set(run(environment, CREATE.format(count=1, size=10)).stdout.split())
    assert set(run(environment, CHECK).stdout.split()) == keys


def unmount(folder: Path) -> None:
    """Processes that were just killed let go of it a moment later."""
    ends = time.monotonic() + 20
    while subprocess.run(["umount", str(folder)], capture_output=True).returncode and time.monotonic() < ends:
        time.sleep(0.2)


@dataclass(frozen=True)
class Apart:
    """A network namespace of its own, joined to this one by a cable whose end here is `link`."""

    name: str
    link: str
    here: str

    def enter(self, *words: str) -> list[str]:
        return ["ip", "netns", "exec", self.name, *words]

    def set_link(self, state: str) -> None:
        subprocess.run(["ip", "link", "set", self.link, state], check=True)

    def ask(self, address: str, *, timeout: float = 60) -> int:
        """The status that the site in there answers; 0 for none."""
        code = (
            "import sys, urllib.request, urllib.error\n"
            "try: print(urllib.request.urlopen(sys.argv[1], timeout=float(sys.argv[2])).status)\n"
            "except urllib.error.HTTPError as error: print(error.code)\n"
            "except OSError: print(0)"
        )
        command = self.enter(sys.executable, "-c", code, address, str(timeout))
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    def wait_for(self, address: str, status: int, seconds: float = 90) -> bool:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if self.ask(address) == status:
                return True
            time.sleep(0.5)
        return False


@pytest.fixture
def apart() -> Iterator[Apart]:
    held = Apart(f"museion-{os.getpid()}", f"mus{os.getpid() % 100000}", "10.83.77.1")
    steps = (
        f"ip netns add {held.name}",
        f"ip link add {held.link} type veth peer name inside netns {held.name}",
        f"ip addr add {held.here}/30 dev {held.link}",
        f"ip link set {held.link} up",
        f"ip -n {held.name} addr add 10.83.77.2/30 dev inside",
        f"ip -n {held.name} link set inside up",
        f"ip -n {held.name} link set lo up",
    )
    try:
        for step in steps:
            run_or_skip(step, "networks cannot be parted here")
        yield held
    finally:
        subprocess.run(["ip", "netns", "delete", held.name], capture_output=True)


@pytest.fixture
def server(apart: Apart) -> Iterator[Server]:
    """A database that is reached over the cable alone."""
    folder = Path(tempfile.gettempdir()) / f"museion-cable-{os.getpid()}"
    try:
        started = make_server(folder, listen_addresses=apart.here)
    except NoServerError as error:
        pytest.skip(str(error))
    with (folder / "data" / "pg_hba.conf").open("a") as rules:
        rules.write("host all all 10.83.77.0/30 trust\n")
    started.run("pg_ctl", "reload")
    yield started
    started.remove()


def test_a_pulled_cable_is_told_soon_and_mends_by_itself(apart: Apart, server: Server, tmp_path: Path) -> None:
    server.make("site")
    environment = get_environment(
        tmp_path / "home", MUSEION_DATABASE_URL=f"postgresql://museion@{apart.here}:5432/site"
    )
    make_tables(environment)
    acknowledged = set(run(environment, CREATE.format(count=5, size=1)).stdout.split())
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        site = f"http://127.0.0.1:{listener.getsockname()[1]}"
    serve = apart.enter(COMMAND, "serve", "--port", site.rpartition(":")[2], "--workers", "1")
    process = subprocess.Popen(serve, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    prelude = "import django; django.setup()\nfrom datetime import UTC, datetime\nfrom museion.core.access import make_operator\n"
    writer = subprocess.Popen(
        apart.enter(sys.executable, "-c", prelude + KILLED),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert apart.wait_for(f"{site}/readyz", 200)
        assert writer.stdout is not None
        acknowledged.add(writer.stdout.readline().strip())
        apart.set_link("down")
        begun = time.monotonic()
        assert apart.ask(f"{site}/healthz") == 503
        assert apart.ask(f"{site}/api/v1/museums") == 503
        assert time.monotonic() - begun < 60, "nobody waits for a quarter of an hour"
        assert apart.ask(f"{site}/livez") == 200
        acknowledged |= set(writer.stdout.read().split())
        assert writer.wait(60) != 0, "the writer was told that it did not work"
        apart.set_link("up")
        assert apart.wait_for(f"{site}/readyz", 200)
        assert apart.ask(f"{site}/api/v1/museums") == 200
        held = set(run(environment, CHECK).stdout.split())
        assert acknowledged <= held
        assert len(held - acknowledged) <= 1, "at most the one whose answer was on its way"
    finally:
        writer.kill()
        writer.wait()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
