"""The process that feeds the index beside another one stops when somebody waits, and otherwise finishes; what is left waits for the next worker."""

import subprocess
import sys
import time
from pathlib import Path

from museion.core.testing.home import ask_home, make_home_environment

WAITING = 40_000
FILL = f"""
import django; django.setup()
from museion.cli.home import prepare_home
from museion.core.outbox import announce
from museion.search.actions import TOPIC
prepare_home()
announce("museum", (f"m-{{number}}" for number in range({WAITING})), topics=[TOPIC])
"""


def test_it_stops_when_its_parent_goes_and_finishes_when_it_is_told_to(tmp_path: Path) -> None:
    environment = make_home_environment(tmp_path)
    subprocess.run([sys.executable, "-c", FILL], env=environment, check=True)
    assert 0 < feed(tmp_path, environment, last_word=b"") < WAITING
    assert feed(tmp_path, environment, last_word=b"finish") == 0


def feed(home: Path, environment: dict[str, str], *, last_word: bytes) -> int:
    """From the first batch on; how much is left."""
    before = count_waiting(home)
    with subprocess.Popen(
        [sys.executable, "-m", "museion.cli.feeding"], env=environment, stdin=subprocess.PIPE
    ) as feeder:
        ends = time.monotonic() + 60
        while count_waiting(home) == before:
            assert time.monotonic() < ends
            time.sleep(0.05)
        feeder.communicate(last_word, timeout=60)
    return count_waiting(home)


def count_waiting(home: Path) -> int:
    return int(ask_home(home, "SELECT count(*) FROM core_outboxentry")[0][0])
