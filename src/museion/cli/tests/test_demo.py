"""`museion demo` makes the sample once, goes on after a kill, starts at once the second time, and says that it is invented."""

import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from museion.cli.tests.runner import COMMAND, run_museion
from museion.cli.tests.test_serving import find_port, wait_for
from museion.core.testing.home import ask_home, make_home_environment

SMALL = ("demo", "--size", "small", "--no-serve")


def count(home: Path, table: str) -> int:
    return int(ask_home(home, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 (our own names)


def test_a_killed_demo_is_finished_by_the_next_and_made_only_once(tmp_path: Path) -> None:
    environment = make_home_environment(tmp_path)
    first = subprocess.Popen([COMMAND, *SMALL], env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(4)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    second = run_museion(tmp_path, *SMALL)
    assert second.status == 0, second.errors
    assert count(tmp_path, "network_museum") == 400
    assert count(tmp_path, "network_person") == 600
    assert count(tmp_path, "heritage_culturalobject") == 300
    assert count(tmp_path, "core_outboxentry") <= 300  # The last pictures' announcements are the worker's.
    pictures = count(tmp_path, "heritage_photograph")
    assert pictures >= 300
    third = run_museion(tmp_path, *SMALL)
    assert third.status == 0
    assert third.cpu_seconds < second.cpu_seconds / 3
    assert count(tmp_path, "heritage_photograph") == pictures
    assert "is invented" in read_home_page(environment)


def read_home_page(environment: dict[str, str]) -> str:
    port = find_port()
    command = [COMMAND, "demo", "--size", "small", "--port", str(port)]
    site = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as response:
            return str(response.read().decode())
    finally:
        os.killpg(site.pid, signal.SIGTERM)
        site.wait(60)


def test_an_unknown_size_is_refused(tmp_path: Path) -> None:
    assert run_museion(tmp_path, "demo", "--size", "vast").status == 2
