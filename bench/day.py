"""A day of the network, at several times its size: who searches, reads, harvests and screens, while an alert comes in and a vote closes.

`python -m bench day` takes BENCH_SCALE (times the mission's size, 5), BENCH_SECONDS of each run (300) and BENCH_CLIENTS (counts of
people at once, `4,16,64`; the last is held for BENCH_SOAK seconds, 0). An hour's soak: `BENCH_SOAK=3600 python -m bench day`.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench.table import print_table

SCALE = float(os.environ.get("BENCH_SCALE", "5"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "300"))
SOAK = float(os.environ.get("BENCH_SOAK", "0"))
CLIENTS = tuple(int(count) for count in os.environ.get("BENCH_CLIENTS", "4,16,64").split(","))
PORT = 8773
MUSEUMS, PEOPLE, OBJECTS, VOTERS = 20_000, 32_000, 200_000, 1000
MEMORY_EVERY = 10.0
_FILL = "import django; django.setup()\nfrom bench.day import fill\nfill()"
_HAND = Path(__file__).with_name("day_clients.py")
_ALERT = """from datetime import datetime, UTC; import sys; from museion.response.tests.alerts_in_words import write_alert
sys.stdout.buffer.write(write_alert())"""


def run() -> None:
    home = Path(os.environ["MUSEION_HOME"]) / f"day-{SCALE:g}"
    limits = {"MUSEION_REQUESTS_PER_MINUTE": "0", "MUSEION_SCREENINGS_PER_MINUTE": "0"}
    environment = {**os.environ, **limits, "MUSEION_HOME": str(home), "MUSEION_DEMO": "1"}
    if not (home / "filled").exists():
        subprocess.run([sys.executable, "-c", _FILL], env=environment, check=True)
        (home / "filled").touch()
    questions = home / "questions.json"
    questions.write_text(json.dumps(make_questions(environment)))
    site = subprocess.Popen(
        [sys.executable, "-m", "museion", "serve", "--port", str(PORT)], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        _wait(questions)
        runs = [_measure(site.pid, questions, count, SECONDS, environment) for count in CLIENTS]
        runs += [_measure(site.pid, questions, CLIENTS[-1], SOAK, environment)] if SOAK else []
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(60)
    for each in runs:
        each.print()


def fill() -> None:
    """In a process of the home: the sample network in this size, in the index too. Below the mission's size the other rooms are small."""
    from dataclasses import replace

    from museion.cli import demo
    from museion.cli.home import prepare_home
    from museion.core.models import OutboxEntry
    from museion.search.actions import TOPIC, rebuild_index

    size = demo.Size.FULL if SCALE >= 1 else demo.Size.SMALL
    museums, people, objects = (int(count * SCALE) for count in (MUSEUMS, PEOPLE, OBJECTS))
    demo._NETWORK[size] = replace(demo._NETWORK[size], museums=museums, people=people)
    demo._HERITAGE[size] = replace(demo._HERITAGE[size], objects=objects)
    prepare_home()
    demo.make_network(1, size)
    rebuild_index()
    OutboxEntry.objects.filter(topic=TOPIC).delete()  # The index holds them all: the day begins with nothing waiting.


def make_questions(environment: dict[str, str]) -> dict[str, list[str]]:
    """Addresses by what is done; the sample's own words and keys, chosen by the same chance each time."""
    code = "import django; django.setup()\nfrom bench.day import print_questions\nprint_questions()"
    made = subprocess.run([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(made.stdout))


def print_questions() -> None:
    from museion.heritage.models import CulturalObject
    from museion.network.models import Museum, Person
    from museion.screening.models import LossRecord

    chance = random.Random(3)
    public = CulturalObject.objects.current().filter(access="public")
    titles = [next(iter(held.values()), "") for held in public.values_list("title", flat=True)[:6000]]
    words = [" ".join(title.split()[:2]) for title in chance.sample(titles, min(300, len(titles))) if title]
    records = [
        key
        for rows in (public, Museum.objects.current(), Person.objects.current().filter(access="public"))
        for key in rows.values_list("key", flat=True)[:300]
    ]
    losses = list(LossRecord.objects.current().filter(access="public").values_list("key", flat=True)[:100])
    asked = {
        "search": [f"/search?{urlencode({'q': text})}" for text in words],
        "search, API": [f"/api/v1/search?{urlencode({'q': text, 'facets': 'kind,country'})}" for text in words],
        "suggestions": [f"/search/suggestions?{urlencode({'q': text[:4]})}" for text in words],
        "record page": [f"/id/{key}" for key in records],
        "loss page": [f"/id/{key}" for key in losses],
        "list, API": [f"/api/v1/museums?limit=50&updated_since=20{year}-01-01T00:00:00Z" for year in range(10, 26)],
        "harvest": [f"/oai?verb={verb}&metadataPrefix=oai_dc" for verb in ("ListRecords", "ListIdentifiers")],
        "feed": ["/alerts/cap.atom"],
        "front page": ["/"],
        "screening": [f"POST /api/v1/screen {text}" for text in words],
    }
    sys.stdout.write(json.dumps(asked))


@dataclass
class Run:
    """What the clients told, and the memory of the site's processes as the run went on: MiB of their own, and of files that they read in place."""

    clients: int
    seconds: float
    told: dict[str, dict[str, float]]
    memory: list[tuple[float, int, int]]
    beside: dict[str, float]
    cpu: float

    def print(self) -> None:
        total = sum(each["count"] for each in self.told.values())
        print(
            f"\n### {self.clients} at once, {self.seconds:.0f} s: {total / self.seconds:.1f} answers a second, {self.cpu:.2f} cores of the site\n"
        )
        columns = ("count", "median", "p95", "p99", "worst", "errors")
        rows = [[name, *(each[column] for column in columns)] for name, each in self.told.items()]
        print_table(["what", "answers", "median ms", "p95 ms", "p99 ms", "worst ms", "no answer or 5xx"], rows)
        print("Beside them: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.beside.items()) + ".")
        first, last = self.memory[len(self.memory) // 5][1], self.memory[-1][1]
        print(
            f"Memory of all processes: {self.memory[0][1]} MiB, after a fifth {first}, at the end {last} ({last - first:+} MiB);"
            f" files read in place {self.memory[-1][2]} MiB."
        )


def _measure(site: int, questions: Path, clients: int, seconds: float, environment: dict[str, str]) -> Run:
    command = [sys.executable, str(_HAND), str(questions), str(PORT), str(clients), str(seconds)]
    begun, cpu = time.monotonic(), _read_cpu(site)
    hand = subprocess.Popen(command, stdout=subprocess.PIPE)
    memory: list[tuple[float, int, int]] = []
    coming: list[tuple[float, str, Callable[[], subprocess.Popen[bytes]]]] = [
        (0.4, "an alert read and matched", lambda: _read_alert(environment)),
        (0.7, f"{VOTERS} votes cast as a ballot closes", lambda: _vote(environment, clients)),
    ]
    running: list[tuple[str, float, subprocess.Popen[bytes]]] = []
    beside: dict[str, float] = {}
    while hand.poll() is None:
        past = time.monotonic() - begun
        if not memory or past - memory[-1][0] >= MEMORY_EVERY:
            memory.append((past, *_read_memory(site)))
        while coming and past >= coming[0][0] * seconds:
            _, name, start = coming.pop(0)
            running.append((name, past, start()))
        for name, since, process in list(running):
            if process.poll() is not None:
                beside[name if process.returncode == 0 else f"{name} (failed)"] = past - since
                running.remove((name, since, process))
        time.sleep(0.2)
    for _, _, process in running:
        process.wait()
    used = _read_cpu(site) - cpu
    assert hand.stdout is not None
    return Run(clients, seconds, json.loads(hand.stdout.read()), memory, beside, used / (time.monotonic() - begun))


def _read_alert(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    path = Path(environment["MUSEION_HOME"]) / "alert.xml"
    path.write_bytes(
        subprocess.run([sys.executable, "-c", _ALERT], env=environment, stdout=subprocess.PIPE, check=True).stdout
    )
    return _start([sys.executable, "-m", "museion", "alerts", "read", str(path)], environment)


def _vote(environment: dict[str, str], clients: int) -> "subprocess.Popen[bytes]":
    """In a home of its own kind the ballot is made once; every run casts the votes of other people."""
    module = "museion.governance.tests.voters_at_once"
    kept = Path(environment["MUSEION_HOME"]) / "ballot"
    if not kept.exists():
        made = subprocess.run(
            [sys.executable, "-m", module, "make", str(VOTERS * 4)], env=environment, stdout=subprocess.PIPE, check=True
        )
        kept.write_bytes(made.stdout.strip())
    turn = CLIENTS.index(clients) if clients in CLIENTS else 0
    first = min(turn, 3) * VOTERS
    return _start(
        [sys.executable, "-m", module, "vote", kept.read_text(), str(first), str(first + VOTERS)], environment
    )


def _start(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _list_processes(site: int) -> list[int]:
    found, waiting = [], [site]
    while waiting:
        number = waiting.pop()
        found.append(number)
        for path in Path(f"/proc/{number}/task").glob("*/children"):
            waiting += [int(child) for child in path.read_text().split()]
    return found


def _read_memory(site: int) -> tuple[int, int]:
    """What the site's processes hold for themselves, and the pages of files that they read in place, which the system takes back when
    it wants them; MiB, what they share counted once."""
    held: Counter[str] = Counter()
    for number in _list_processes(site):
        for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name.startswith("Pss_"):
                held[name] += int(value.split()[0])
    return (held["Pss_Anon"] + held["Pss_Shmem"]) // 1024, held["Pss_File"] // 1024


def _read_cpu(site: int) -> float:
    """Seconds of all processes that live."""
    ticks = 0
    for number in _list_processes(site):
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait(questions: Path) -> None:
    for _ in range(300):
        warm = subprocess.run([sys.executable, str(_HAND), str(questions), str(PORT), "1", "2"], stdout=subprocess.PIPE)
        told = json.loads(warm.stdout or b"{}")
        if told and all(each["errors"] == 0 for each in told.values()):
            return
        time.sleep(1)
    raise TimeoutError("the site did not answer")
