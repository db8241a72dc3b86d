"""Many processes write at once: none meets a lock error, and the chain holds."""

import subprocess
import sys
from pathlib import Path

from museion.core.testing.home import make_home_environment

WRITERS = 8
WRITES = 15
WRITE = """
import sys
import django
django.setup()
from datetime import UTC, datetime
from museion.core.access import make_operator
from museion.network.actions import create_museum
print("ready", flush=True)
sys.stdin.readline()
for number in range({writes}):
    create_museum({{"names": {{"en": f"Museum {{number}}"}}}}, actor=make_operator(), at=datetime.now(UTC))
"""
CHECK = """
import django
django.setup()
from museion.core.journal import verify_journal
from museion.network.models import Museum
assert not list(verify_journal())
print(Museum.objects.count())
"""


def start(code: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_writers_line_up_without_a_lock_error(tmp_path: Path) -> None:
    environment = make_home_environment(tmp_path)
    migrate = start(
        "import django; django.setup(); from museion.cli.home import prepare_home; prepare_home()",
        environment,
    )
    assert migrate.wait(120) == 0, migrate.communicate()[1]
    writers = [start(WRITE.format(writes=WRITES), environment) for _ in range(WRITERS)]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    errors = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, errors
    assert start(CHECK, environment).communicate(timeout=60)[0].strip() == str(WRITERS * WRITES)
