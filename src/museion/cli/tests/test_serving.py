"""`museion serve` answers, keeps the index in step, and leaves nothing running when it is told to stop."""

import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import typer

from museion.cli.serve import check_port
from museion.cli.tests.runner import COMMAND
from museion.core.testing.home import make_empty_home, make_home_environment


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(address: str) -> int:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 (our own address)
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_site_starts_in_a_fresh_home_and_stops_cleanly(tmp_path: Path, stop: signal.Signals) -> None:
    port = find_port()
    environment = make_home_environment(tmp_path)
    site = subprocess.Popen(
        [COMMAND, "serve", "--port", str(port), "--workers", "1"], env=environment, start_new_session=True
    )
    try:
        assert wait_for(f"http://127.0.0.1:{port}/api/v1/museums") == 200
        site.send_signal(stop)
        assert site.wait(60) == 0
        with pytest.raises(ProcessLookupError):
            os.killpg(site.pid, 0)
    finally:
        if site.poll() is None:
            os.killpg(site.pid, signal.SIGKILL)


def test_the_site_has_a_worker_again_whatever_became_of_the_first(tmp_path: Path) -> None:
    port, told = find_port(), tmp_path / "told"
    environment = make_home_environment(tmp_path)
    with told.open("w") as file, (tmp_path / "worker.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # An import that feeds the index while the site starts.
        command = [COMMAND, "serve", "--port", str(port), "--workers", "1"]
        site = subprocess.Popen(command, env=environment, start_new_session=True, stderr=file)
        try:
            assert wait_for(f"http://127.0.0.1:{port}/healthz") == 200
            first = wait_for_worker(site.pid)
            fcntl.flock(lock, fcntl.LOCK_UN)
            wait_until_kept(tmp_path / "worker.lock")
            os.kill(first, signal.SIGKILL)
            second = wait_for_worker(site.pid, other_than=first)
            wait_until_kept(tmp_path / "worker.lock")
            assert "The worker ended; it is started again." in told.read_text()
            site.terminate()
            assert site.wait(60) == 0
            with pytest.raises(ProcessLookupError):
                os.kill(second, 0)
        finally:
            if site.poll() is None:
                os.killpg(site.pid, signal.SIGKILL)


def test_the_site_comes_back_however_often_it_is_killed_and_leaves_the_port_when_it_is_gone(tmp_path: Path) -> None:
    port, environment = find_port(), make_home_environment(tmp_path)
    command = [COMMAND, "serve", "--port", str(port), "--workers", "1", "--no-worker"]
    site = subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        for _ in range(3):
            assert wait_for(f"http://127.0.0.1:{port}/livez") == 200
            for child in list_children(site.pid):
                os.kill(child, signal.SIGKILL)
        assert wait_for(f"http://127.0.0.1:{port}/livez") == 200
        (answering,) = list_children(site.pid)
        site.kill()
        site.wait()
        wait_until_gone(answering)
        check_port("127.0.0.1", port)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(site.pid, signal.SIGKILL)


RECORD = """
import django; django.setup()
from datetime import UTC, date, datetime
from io import BytesIO
from museion.cli.home import prepare_home
from museion.core.access import make_operator
from museion.heritage.actions import create_element
from museion.heritage.actions.consent import attach_recording, give_consent
prepare_home()
told = {"actor": make_operator(), "at": datetime(2026, 3, 14, tzinfo=UTC)}
element = create_element({"names": {"mi": "Waiata tangi"}}, **told)
give_consent(element, given_by="Hapu", given_date=date(2025, 2, 6), **told)
attach_recording(element, BytesIO(b"RIFF\\x24\\x00\\x00\\x00WAVEfmt " + bytes(40_000_000)), {"en": "sung"}, **told)
print(element.recordings.get().file_name)
"""


def test_who_stops_reading_a_recording_does_not_stop_the_site(tmp_path: Path) -> None:
    environment = make_home_environment(make_empty_home(tmp_path), MUSEION_REQUESTS_PER_MINUTE="0")
    made = subprocess.run([sys.executable, "-c", RECORD], env=environment, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    port = find_port()
    command = [COMMAND, "serve", "--port", str(port), "--workers", "1", "--blocking-threads", "2", "--no-worker"]
    site = subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)
    asked = f"GET /recordings/{made.stdout.strip()} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    try:
        assert wait_for(f"http://127.0.0.1:{port}/livez") == 200
        with ExitStack() as paused:
            statuses = []
            for _ in range(3):
                reader = paused.enter_context(socket.create_connection(("127.0.0.1", port)))
                reader.sendall(asked)
                statuses.append(reader.recv(12)[-3:])
            assert statuses == [b"200", b"503", b"503"]
            assert wait_for(f"http://127.0.0.1:{port}/livez") == 200
    finally:
        os.killpg(site.pid, signal.SIGKILL)


def test_an_address_that_is_not_this_machines_is_told_as_such(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        check_port("192.0.2.1", 8000)
    assert "it is no address of this machine. Choose another with --host" in " ".join(capfd.readouterr().err.split())


def list_children(process: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def wait_until_gone(process: int) -> None:
    for _ in range(100):
        try:
            if " Z " in Path(f"/proc/{process}/stat").read_text():
                return
        except OSError:
            return
        time.sleep(0.1)
    raise TimeoutError(process)


def wait_for_worker(site: int, other_than: int = 0) -> int:
    """The process that the site started as its worker."""
    for _ in range(300):
        for folder in Path("/proc").glob("[0-9]*"):
            number = int(folder.name)
            if number != other_than and _is_worker(folder, site):
                return number
        time.sleep(0.1)
    raise TimeoutError("no worker was started")


def _is_worker(folder: Path, site: int) -> bool:
    try:
        parent = re.search(r"^PPid:\t(\d+)$", (folder / "status").read_text(), re.MULTILINE)
        return parent is not None and int(parent[1]) == site and b"\0worker\0" in (folder / "cmdline").read_bytes()
    except OSError:
        return False


def wait_until_kept(path: Path) -> None:
    """Until a worker holds the home's lock."""
    for _ in range(300):
        with path.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return
        time.sleep(0.1)
    raise TimeoutError(path)


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_is_told_before_anything_is_made(tmp_path: Path, command: str) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        environment = make_home_environment(make_empty_home(tmp_path))
        done = subprocess.run([COMMAND, command, "--port", port], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"port {port}: another program listens there" in " ".join(done.stderr.split())
    assert not (tmp_path / "sample.json").exists()
    assert "migrations" not in done.stderr
