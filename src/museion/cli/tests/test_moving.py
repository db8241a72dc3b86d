"""A home that is written all the time moves to PostgreSQL: what was acknowledged is there, what was not is refused."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from museion.cli.tests.runner import COMMAND
from museion.core.testing.home import get_server
from museion.core.testing.postgresql import Server

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(get_server() is None, reason="asks for MUSEION_TEST_DATABASE=postgresql"),
]

WRITE = """
import django; django.setup()
from datetime import UTC, datetime
from museion.cli.home import prepare_home
from museion.core.access import make_operator
from museion.network.actions import create_museum
prepare_home()
while True:
    museum = create_museum({"names": {"ar": "متحف", "en": "Sea\\u2019s Museum"}, "latitude": -0.0, "longitude": 1e-7},
        actor=make_operator(), at=datetime.now(UTC))
    print(museum.key, flush=True)
"""
SPOIL = """
import django; django.setup()
from museion.cli.home import prepare_home
from museion.network.models import Museum
prepare_home()
from django.utils import timezone
Museum(names={}, source="s" * 70, created_at=timezone.now(), changed_at=timezone.now()).save()
"""


@pytest.fixture
def embedded(tmp_path: Path) -> dict[str, str]:
    """A home of its own on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name != "MUSEION_DATABASE_URL"}
    return kept | {"MUSEION_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "museion.project.settings"}


@pytest.fixture
def server() -> Server:
    held = get_server()
    assert held
    return held


def move(environment: dict[str, str], url: str) -> subprocess.CompletedProcess[str]:
    command = [COMMAND, "migrate-store", url, "--json"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def test_nothing_that_was_acknowledged_is_left_behind(embedded: dict[str, str], server: Server, tmp_path: Path) -> None:
    url = server.make("moved")
    with (
        (tmp_path / "problem").open("w+") as problem,
        subprocess.Popen(
            [sys.executable, "-c", WRITE], env=embedded, stdout=subprocess.PIPE, stderr=problem, text=True
        ) as writer,
    ):
        assert writer.stdout
        first = writer.stdout.readline().strip()
        done = move(embedded, url)
        assert done.returncode == 0, done.stderr
        acknowledged = {first, *writer.stdout.read().split()}
        writer.wait(60)
        problem.seek(0)
        assert "this home has moved to PostgreSQL" in problem.read()
    with psycopg.connect(url) as session:
        held = {key for (key,) in session.execute("SELECT key FROM network_museum")}
        head = session.execute("SELECT number FROM core_journalhead").fetchone()
        session.execute(
            "INSERT INTO core_outboxentry (topic, kind, key, attempts, error) VALUES ('t', 'k', 'x', 0, '')"
        )
    assert held == acknowledged
    assert head == (len(acknowledged),)
    again = move(embedded, url)
    assert (again.returncode, "is not empty" in again.stderr) == (1, True)
    left = subprocess.run([COMMAND, "doctor"], env=embedded, capture_output=True, text=True, timeout=120)
    assert "database: this home has moved to PostgreSQL: set MUSEION_DATABASE_URL" in left.stdout


def test_what_postgresql_would_refuse_is_named_before_anything_moves(embedded: dict[str, str], server: Server) -> None:
    subprocess.run([sys.executable, "-c", SPOIL], env=embedded, check=True)
    url = server.make("refused")
    done = move(embedded, url)
    assert done.returncode == 1
    assert "network_museum.source: 1 rows" in done.stderr
    assert "longer than 64 characters" in done.stderr
    with psycopg.connect(url) as session:
        assert session.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
