"""What only PostgreSQL does: several workers on one backlog, COPY, a journal that cannot be emptied, a replica for visitors."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from museion.core.access import Actor
from museion.core.bulk import insert_rows, update_rows
from museion.core.journal import verify_journal
from museion.core.models import KeyCounter
from museion.core.testing.home import get_server, make_home_environment
from museion.core.testing.postgresql import Server
from museion.network.actions import create_museum
from museion.network.models import Museum

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(get_server() is None, reason="asks for MUSEION_TEST_DATABASE=postgresql"),
]

ENTRIES = 60
PROMISE = """
import django; django.setup()
from museion.core import outbox
outbox.HANDLERS["slow"] = print
outbox.announce("museum", [f"m{{n}}" for n in range({entries})], topics=["slow"])
"""
WORK = """
import sys, threading, time
import django; django.setup()
from museion.cli.worker import work_until
from museion.core import outbox
def tell(announcements):
    for announced in announcements:
        print(announced.key, flush=True)
        time.sleep(0.02)
outbox.HANDLERS.clear()
outbox.register_handler("slow", tell, outbox.Terms(batch=5, is_shared=True))
print("ready", flush=True)
sys.stdin.readline()
work_until(threading.Event(), until_empty=True, topics=["slow"])
"""


def start(code: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_workers_share_a_backlog_and_one_that_is_killed_leaves_its_part_to_the_others(tmp_path: Path) -> None:
    environment = make_home_environment(tmp_path)
    workers = [start(WORK, environment) for _ in range(3)]
    assert start(PROMISE.format(entries=ENTRIES), environment).wait(60) == 0
    for worker in workers:
        assert worker.stdout
        assert worker.stdin
        assert worker.stdout.readline() == "ready\n"
        worker.stdin.write("go\n")
        worker.stdin.flush()
    doomed, *others = workers
    assert doomed.stdout
    before = [doomed.stdout.readline().strip() for _ in range(3)]
    doomed.send_signal(signal.SIGKILL)
    rest = [worker.communicate(timeout=60)[0].split() for worker in others]
    assert all(rest), "each worker had a part"
    assert not set(rest[0]) & set(rest[1]), "no entry was handed to two"
    assert set(before) | set(rest[0]) | set(rest[1]) == {f"m{number}" for number in range(ENTRIES)}
    doomed.communicate()


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["TRUNCATE core_journalline", "DELETE FROM core_journalline"])
def test_the_journal_cannot_be_emptied(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_many_rows_are_copied_in_and_over() -> None:
    letters = [f"{first}{second}" for first in "abcdefgh" for second in "abcdefgh"]
    insert_rows(KeyCounter, ("letter", "next_number"), [(letter, 1) for letter in letters])
    update_rows(KeyCounter, ("next_number", "letter"), [(place, letter) for place, letter in enumerate(letters)])
    held = dict(KeyCounter.objects.values_list("letter", "next_number"))
    assert [held[letter] for letter in letters] == list(range(len(letters)))


@pytest.mark.django_db
def test_a_wrong_row_among_many_is_a_database_error() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        insert_rows(KeyCounter, ("letter", "next_number"), [("a", 1), ("far too long", 2)])
    assert not KeyCounter.objects.filter(letter="a").exists()


VISIT = """
import sys
import django; django.setup()
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from museion.core import replicas
replicas.SECONDS_BETWEEN_LOOKS = 0
def visit(client):
    with CaptureQueriesContext(connections["replica"]) as there, CaptureQueriesContext(connections["default"]) as here:
        status = client.get("/museums/" if len(sys.argv) > 1 else "/api/v1/museums", HTTP_HOST="localhost").status_code
    print(status, len(there.captured_queries) > 1, len(here.captured_queries) > 0, flush=True)
for _ in range(2):
    visit(Client())
    signed_in = Client()
    signed_in.cookies[settings.SESSION_COOKIE_NAME] = "whatever"
    visit(signed_in)
    sys.stdin.readline()
"""


OUTLIVE = """
import sys
import django; django.setup()
from django.test import Client
from museion.core import replicas
replicas.SECONDS_BETWEEN_LOOKS = 60
read, asked = replicas.ReplicaRouter.db_for_read, []
def note(self, model, **hints):
    asked.append(read(self, model, **hints))
    return asked[-1]
replicas.ReplicaRouter.db_for_read = note
for turn in range(3):
    asked.clear()
    status = Client().get("/api/v1/museums", HTTP_HOST="localhost").status_code
    print(status, int(replicas.REPLICA in asked), flush=True)
    if turn == 0:
        sys.stdin.readline()
"""


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[tuple[dict[str, str], Server]]:
    """The settings of a home with a streaming replica, and that replica."""
    first = get_server()
    assert first
    environment = make_home_environment(tmp_path)
    second = first.make_replica(first.folder.parent / f"{first.folder.name}-{tmp_path.name[-6:]}")
    url = environment["MUSEION_DATABASE_URL"].replace(str(first.folder), str(second.folder))
    try:
        yield environment | {"MUSEION_REPLICA_URL": url}, second
    finally:
        second.remove()


def test_visitors_read_the_replica_and_nobody_notices_when_it_hears_nothing_more(
    replica: tuple[dict[str, str], Server],
) -> None:
    environment, _ = replica
    visits = start(VISIT, environment)
    assert visits.stdout
    assert visits.stdin
    assert visits.stdout.readline() == "200 True False\n", "a visitor"
    assert visits.stdout.readline() == "200 False True\n", "whoever may have signed in"
    with psycopg.connect(environment["MUSEION_REPLICA_URL"], autocommit=True) as session:
        session.execute("ALTER SYSTEM SET primary_conninfo = ''")
        session.execute("SELECT pg_reload_conf()")
        ends = time.monotonic() + 20
        while session.execute("SELECT 1 FROM pg_stat_wal_receiver").fetchone() and time.monotonic() < ends:
            time.sleep(0.1)
    visits.stdin.write("again\n")
    visits.stdin.flush()
    assert visits.stdout.readline() == "200 False True\n"
    assert visits.communicate("done\n", timeout=30)[0] == "200 False True\n"


def test_no_visitor_notices_a_replica_that_dies_between_two_looks(replica: tuple[dict[str, str], Server]) -> None:
    environment, second = replica
    visits = start(OUTLIVE, environment)
    assert visits.stdout
    assert visits.stdout.readline() == "200 1\n"
    second.stop()
    told = visits.communicate("again\n", timeout=60)[0].splitlines()
    assert told == ["200 1", "200 0"], "the second asks nothing of it any more"
    doctor = [str(Path(sys.executable).parent / "museion"), "doctor"]
    examined = subprocess.run(doctor, env=environment, capture_output=True, text=True, check=False)
    assert "LOOK replica: it does not answer" in examined.stdout


@pytest.mark.django_db
def test_a_stray_nul_breaks_nothing(operator: Actor, now: datetime) -> None:
    museum = create_museum(
        {"names": {"en": "Sea\x00"}, "city": "Gor\x00ée"}, actor=operator, at=now, reason="\x00typed"
    )
    held = Museum.objects.get(city="Gorée\x00")
    assert (held.key, held.names["en"]) == (museum.key, "Sea")
    assert list(verify_journal()) == []
