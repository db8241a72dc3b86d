"""`museion serve` answers, keeps the index in step, and leaves nothing running when it is told to stop."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from museion.cli.tests.runner import COMMAND
from museion.core.testing.home import make_home_environment


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(address: str) -> int:
    for _ in range(150):
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
        assert site.wait(20) == 0
        with pytest.raises(ProcessLookupError):
            os.killpg(site.pid, 0)
    finally:
        if site.poll() is None:
            os.killpg(site.pid, signal.SIGKILL)
