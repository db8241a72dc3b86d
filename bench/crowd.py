"""A million records listed whole from one process, and ten thousand harvesters who come at once.

The records are real objects whose publications are repeated under new keys. Each harvester of the crowd asks for a second of its own, so
that an answer that was meant for somebody else is seen.
"""

import asyncio
import os
import random
import re
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.exchange import fill_home, start_provider, stop_provider
from bench.table import print_table

WHOLE, CROWD, A_SECOND = 1_000_000, 10_000, 50
PORT = 8769
PATIENCE_SECONDS = 420.0
_FILL = "import django; django.setup()\nfrom bench.crowd import fill\nfill()"
_IDENTIFIER = re.compile(rb"<identifier>([^<]+)</identifier>")
_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")


def run() -> None:
    home = Path(os.environ["MUSEION_HOME"]) / "crowd"
    environment = {**os.environ, "MUSEION_HOME": str(home)}
    if not (home / "filled").exists():
        fill_home(environment, _FILL)
    for measure in (_list_whole, _meet_crowd):
        server = start_provider(environment, PORT)
        try:
            measure(server.pid)
        finally:
            stop_provider(server)


def fill() -> None:
    """In a process of the home: the real ones published, then their rows repeated, `A_SECOND` of them in each second."""
    from datetime import timedelta

    from django.utils import timezone

    from museion.core.bulk import insert_rows
    from museion.core.keys import make_key
    from museion.exchange.actions.publishing import follow_journal
    from museion.exchange.models import Publication

    follow_journal(timezone.now, seconds=10_000)
    names = ("prefix", "kind", "set_spec", "is_deleted", "content")
    rows = list(Publication.objects.filter(prefix="oai_dc").order_by("id").values_list(*names))
    Publication.objects.all().delete()
    begin = timezone.now().replace(microsecond=0) - timedelta(seconds=WHOLE // A_SECOND + 60)
    for start in range(0, WHOLE, len(rows)):
        numbered = enumerate(rows, start)
        part = [
            (make_key("o", 10_000_000 + number), begin + timedelta(seconds=number // A_SECOND), *row)
            for number, row in numbered
        ]
        insert_rows(Publication, ("key", "datestamp", *names), part)


def _list_whole(server: int) -> None:
    """Page after page over HTTP, as a harvester does."""
    started, seen, rows = time.perf_counter(), set[bytes](), list[list[object]]()
    for page in _iterate_pages():
        before = len(seen) // 100_000
        seen.update(_IDENTIFIER.findall(page))
        if len(seen) // 100_000 > before:
            rows.append([len(seen), len(seen) / (time.perf_counter() - started), _read_memory(server)])
    print_table(["records listed", "records/s so far", "server's memory MiB"], rows)
    print(f"{len(seen):,} of {WHOLE:,} identifiers came, each once.\n")


def _iterate_pages() -> Iterator[bytes]:
    asked = "verb=ListRecords&metadataPrefix=oai_dc"
    while asked:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/oai?{asked}") as answer:
            content: bytes = answer.read()
        yield content
        found = _TOKEN.search(content[-600:])
        asked = f"verb=ListRecords&resumptionToken={found[1].decode()}" if found else ""


def _read_memory(server: int) -> int:
    """Of the process and its children, in MiB."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{number}/statm").read_text().split()[1]) for number in (server, *children))
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2


@dataclass(slots=True)
class Crowd:
    """What became of the askers. `answers`: by HTTP status, "lost" where the connection broke."""

    expected: list[tuple[str, int]]
    answers: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    wrong: int = 0
    unhelpful: int = 0
    waits: list[float] = field(default_factory=list)


def _meet_crowd(server: int) -> None:
    seconds = _read_seconds()
    crowd = Crowd([seconds[number % len(seconds)] for number in range(CROWD)])
    before, started = _read_memory(server), time.perf_counter()
    asyncio.run(_send_crowd(crowd, started + PATIENCE_SECONDS))
    taken = time.perf_counter() - started
    print_table(
        ["harvesters at once", "answered whole", "wrong", "503 without a time", "answers", "seconds", "longest wait s"],
        [
            [
                CROWD,
                crowd.whole,
                crowd.wrong,
                crowd.unhelpful,
                ", ".join(f"{count:,} × {name}" for name, count in crowd.answers.most_common()),
                taken,
                max(crowd.waits, default=0.0),
            ]
        ],
    )
    print(f"The server's memory: {before} MiB before, {_read_memory(server)} MiB after.\n")


def _read_seconds() -> list[tuple[str, int]]:
    """Each datestamp with the number of its records."""
    found: Counter[str] = Counter()
    for number, page in enumerate(_iterate_pages()):
        found.update(stamp.decode() for stamp in re.findall(rb"<datestamp>([^<]+)<", page))
        if number == 49:
            break
    return [(stamp, count) for stamp, count in found.items() if count == A_SECOND]


async def _send_crowd(crowd: Crowd, until: float) -> None:
    await asyncio.gather(*(_harvest(crowd, stamp, count, until) for stamp, count in crowd.expected))


async def _harvest(crowd: Crowd, stamp: str, count: int, until: float) -> None:
    """One asker: comes back when it is told to, until it is answered or the time is over."""
    started = time.perf_counter()
    while time.perf_counter() < until:
        status, patience, body = await _ask(f"/oai?verb=ListRecords&metadataPrefix=oai_dc&from={stamp}&until={stamp}")
        crowd.answers[status] += 1
        if status == "200":
            _judge(crowd, stamp, count, body)
            crowd.waits.append(time.perf_counter() - started)
            return
        crowd.unhelpful += status == "503" and not patience
        await asyncio.sleep((patience or random.uniform(1.0, 10.0)) + random.random())


def _judge(crowd: Crowd, stamp: str, count: int, body: bytes) -> None:
    stamps = re.findall(rb"<datestamp>([^<]+)<", body)
    is_whole = body.endswith(b"</OAI-PMH>\n") and len(set(_IDENTIFIER.findall(body))) == count
    if is_whole and set(stamps) == {stamp.encode()}:
        crowd.whole += 1
    else:
        crowd.wrong += 1


async def _ask(path: str) -> tuple[str, float, bytes]:
    """Status, seconds of `Retry-After`, body."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        content = await reader.read(-1)
        writer.close()
    except OSError:
        return "lost", 0.0, b""
    head, _, body = content.partition(b"\r\n\r\n")
    status = head[9:12].decode() or "lost"
    patience = re.search(rb"(?i)retry-after: (\d+)", head)
    return status, float(patience[1]) if patience else 0.0, body
