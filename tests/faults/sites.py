"""A real site in processes of its own, to be hurt."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

COMMAND = str(Path(sys.executable).parent / "museion")


@dataclass(frozen=True, slots=True)
class Site:
    port: int
    process: "subprocess.Popen[bytes]"
    environment: dict[str, str]

    def ask(self, path: str, *, accept: str = "*/*", timeout: float = 20) -> tuple[int, bytes]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310 (our own address)
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def read_health(self) -> dict[str, Any]:
        return dict(orjson.loads(self.ask("/healthz")[1] or b"{}"))

    def wait_for(self, path: str, status: int, seconds: float = 60) -> bool:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if self.ask(path)[0] == status:
                return True
            time.sleep(0.2)
        return False


@contextmanager
def open_site(environment: dict[str, str], *options: str) -> Iterator[Site]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    command = [COMMAND, "serve", "--port", str(port), "--workers", "1", *options]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    site = Site(port, process, environment)
    try:
        assert site.wait_for("/livez", 200)
        yield site
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run(environment: dict[str, str], code: str, *, check: bool = True) -> "subprocess.CompletedProcess[str]":
    prelude = "import django; django.setup()\nfrom datetime import UTC, datetime\nfrom museion.core.access import make_operator\n"
    return subprocess.run(
        [sys.executable, "-c", prelude + code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,  # on a busy machine
        check=check,
    )


def run_or_skip(command: str, lack: str) -> None:
    """Of the system's own: a machine that has not this command, or not the right to it, skips the test and says so."""
    try:
        done = subprocess.run(command.split(), capture_output=True, text=True)
    except FileNotFoundError as error:
        pytest.skip(f"{lack}: there is no {error.filename}")
    if done.returncode:
        pytest.skip(f"{lack}: {done.stderr.strip()}")
