"""`museion demo` makes the sample once, goes on after a kill, and starts at once the second time."""

import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from museion.cli.tests.runner import COMMAND, run_museion

SMALL = ("demo", "--size", "small", "--no-serve")


def count(home: Path, table: str) -> int:
    with sqlite3.connect(home / "museion.sqlite3") as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 (our own names)


def test_a_killed_demo_is_finished_by_the_next_and_made_only_once(tmp_path: Path) -> None:
    environment = {**os.environ, "MUSEION_HOME": str(tmp_path)}
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
    begun = time.monotonic()
    assert run_museion(tmp_path, *SMALL).status == 0
    assert time.monotonic() - begun < 10
    assert count(tmp_path, "heritage_photograph") == pictures


def test_an_unknown_size_is_refused(tmp_path: Path) -> None:
    assert run_museion(tmp_path, "demo", "--size", "vast").status == 2
