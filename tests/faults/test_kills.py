"""kill -9 at random moments, of whoever imports, harvests, indexes and answers the web: `MUSEION_FAULTS_KILLS=200` for two hundred of each.

Whoever is killed so often is born so often, so the commands are forked from one process that has loaded them; the kill is a
real one, of a real process in the middle of its work.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from faults.sites import COMMAND, Site, open_site, run
from faults.test_stores import CREATE, get_environment, make_tables
from museion.exchange.tests.hostile import Kept, Plan, serve

pytestmark = pytest.mark.skipif(not os.environ.get("MUSEION_FAULTS"), reason="takes minutes: make test-faults")

SEED = 20261123
KILLS = int(os.environ.get("MUSEION_FAULTS_KILLS", "12"))
LONGEST_SECONDS = 0.7
# Enough that it is still at work when it is killed for the last time.
ROWS, RECORDS, MUSEUMS = 8000, max(400, 40 * KILLS), 1500

NURSERY = """
import django; django.setup()
import json, os, signal, sys, time
from django.db import connections
from museion.cli import commands, harvest, imports, main, worker
connections.close_all()
print("ready", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        sys.argv = ["museion", *asked["words"]]
        try:
            main()
        finally:
            os._exit(0)
    time.sleep(asked["seconds"])
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    print("killed" if os.WIFSIGNALED(status) else "done", flush=True)
"""
TELL = """
from museion.core.journal import verify_journal
from museion.core.kinds import KINDS
from museion.heritage.models import CulturalObject
from museion.network.models import Museum
from museion.search.documents import SOURCES
from museion.search.setup import get_engine
assert not list(verify_journal())
sources = list(Museum.objects.current().filter(source_id__gt="").values_list("source_id", flat=True))
assert len(sources) == len(set(sources))
records = sum(KINDS[kind].model.objects.current().count() for kind in SOURCES if kind in KINDS)
print(Museum.objects.current().count(), CulturalObject.objects.current().count(), get_engine().count() - records)
"""


@contextmanager
def open_nursery(environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-c", NURSERY], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()


def kill_often(environment: dict[str, str], *words: str) -> int:
    """Starts the command again and again and kills it; returns how often it was still at work."""
    chance = random.Random(SEED)  # noqa: S311 repeatable on purpose
    killed = 0
    with open_nursery(environment) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        for _ in range(KILLS):
            nursery.stdin.write(json.dumps({"words": words, "seconds": chance.uniform(0.01, LONGEST_SECONDS)}) + "\n")
            nursery.stdin.flush()
            killed += nursery.stdout.readline() == "killed\n"
    return killed


def finish(environment: dict[str, str], *words: str) -> None:
    done = subprocess.run([COMMAND, *words], env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr


def tell(environment: dict[str, str]) -> tuple[int, ...]:
    """How many museums and objects there are, and by how many the index differs; the journal holds, and nothing is there twice."""
    return tuple(map(int, run(environment, TELL).stdout.split()))


def test_a_killed_import_goes_on_and_brings_every_row_once(tmp_path: Path) -> None:
    environment = get_environment(tmp_path / "home")
    make_tables(environment)
    table, mapping = tmp_path / "museums.csv", tmp_path / "ministry.toml"
    table.write_text("id,nom\n" + "".join(f"{number},Musée № {number}\n" for number in range(ROWS)), encoding="utf-8")
    mapping.write_text(
        'kind = "museums"\nsource = "ministry"\nlanguage = "fr"\nsource_id = "id"\n[fields]\nnames = "nom"\n'
    )
    words = ("import", "museums", str(table), "--mapping", str(mapping), "--no-index")
    assert kill_often(environment, *words) > KILLS / 3
    finish(environment, *words)
    finish(environment, "reindex")
    assert tell(environment) == (ROWS, 0, 0)


def test_a_killed_harvester_goes_on_and_brings_every_record_once(tmp_path: Path) -> None:
    environment = get_environment(tmp_path / "home", MUSEION_ALLOW_PRIVATE_FEEDS="yes")
    make_tables(environment)
    records = [
        Kept(f"oai:partner.example:{n}", f"2026-03-{1 + 28 * n // RECORDS:02}T00:00:00Z", f"壺 {n}")
        for n in range(RECORDS)
    ]
    with serve(Plan(records)) as provider:
        words = ("harvest", provider.url, "--mapping", "oai-dc", "--pause", "0")
        assert kill_often(environment, *words) > KILLS / 3
        finish(environment, *words)
    finish(environment, "worker", "--until-empty")
    assert tell(environment) == (0, RECORDS, 0)


def test_a_killed_worker_goes_on_and_indexes_every_record(tmp_path: Path) -> None:
    environment = get_environment(tmp_path / "home")
    make_tables(environment)
    assert len(run(environment, CREATE.format(count=MUSEUMS, size=200)).stdout.split()) == MUSEUMS
    assert kill_often(environment, "worker") > KILLS / 3
    finish(environment, "worker", "--until-empty")
    assert tell(environment) == (MUSEUMS, 0, 0)


TOKENS = """
from museion.core.models import Account
from museion.core.tokens import create_token
at = datetime.now(UTC)
for number in range(8):
    account = Account.objects.create_user(f"awa{number}@example.org", "a long sentence nobody guesses", display_name="Awa")
    print(create_token(account, "kills", scopes=["read", "write"], acting_as="", days=1, actor=make_operator(), at=at)[1])
"""
SAVED = """
from museion.search.models import SavedSearch
print(*SavedSearch.objects.current().values_list("title", flat=True))
"""
EACH_SAVES = 190  # an account keeps at most two hundred


@dataclass
class Visitors:
    """Save one search after another, and keep what was acknowledged."""

    site: Site
    tokens: list[str]
    acknowledged: set[str] = field(default_factory=set)
    is_over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        for number in range(len(self.tokens) * EACH_SAVES):
            if self.is_over.wait(0.3):
                return
            if self.save(f"n{number}", self.tokens[number // EACH_SAVES]):
                self.acknowledged.add(f"n{number}")

    def save(self, name: str, token: str) -> bool:
        body = json.dumps({"title": name}).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{self.site.port}/api/v1/saved-searches?q={name}"
        try:
            request = urllib.request.Request(address, body, headers)
            with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 our own address
                return 200 <= response.status < 300
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read()) from error
        except OSError:
            return False  # cut off: it may be kept or not


def kill_processes_of(site: Site) -> int:
    """Each time one of those that the server began, some moments after the site answers; returns how often."""
    chance = random.Random(SEED)  # noqa: S311 repeatable on purpose
    for number in range(KILLS):
        assert site.wait_for("/livez", 200), f"after {number} kills it answers no more"
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split()
        os.kill(int(chance.choice(children)), signal.SIGKILL)
    return KILLS


def test_a_site_whose_processes_are_killed_comes_back_and_forgets_nothing_it_acknowledged(tmp_path: Path) -> None:
    environment = get_environment(tmp_path / "home")
    make_tables(environment)
    tokens = run(environment, TOKENS).stdout.split()
    assert len(run(environment, CREATE.format(count=MUSEUMS, size=200)).stdout.split()) == MUSEUMS
    with open_site(environment) as site:
        visitors = Visitors(site, tokens)
        thread = threading.Thread(target=visitors.run)
        thread.start()
        kill_processes_of(site)
        assert site.wait_for("/readyz", 200), "it recovers by itself"
        before = len(visitors.acknowledged)
        ends = time.monotonic() + 120
        while (site.read_health().get("documents", 0), site.read_health().get("outbox")) != (MUSEUMS, "ok"):
            assert time.monotonic() < ends, "the worker goes on by itself"
            time.sleep(0.5)
        visitors.is_over.set()
        thread.join()
    assert len(visitors.acknowledged) > before > 0
    assert visitors.acknowledged <= set(run(environment, SAVED).stdout.split())
    assert tell(environment) == (MUSEUMS, 0, 0)
