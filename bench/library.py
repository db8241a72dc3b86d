"""The library: import of MARC beside pymarc's bare reading, full text over 100,000 pages beside SQLite FTS5, export of 44,000 records."""

import gzip
import io
import json
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pymarc

from bench.setting import DATA
from bench.table import print_table
from museion.library.formats.marc_writing import write_marc
from museion.library.formats.marc_xml import write_collection
from museion.library.formats.publication import Publication

MARC = DATA / "library" / "jazz_1k.mrc.gz"
COPIES = 5
PAGES = 100_000
RECORDS = 44_000
QUESTIONS = 30


def run() -> None:
    measure_import()
    measure_full_text()
    measure_export()


def measure_import() -> None:
    """Five thousand records: the thousand real ones, with other control numbers each time."""
    home = Path(os.environ["MUSEION_HOME"]).parent / "bench-library"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    path = home / "jazz.mrc"
    path.write_bytes(b"".join(copy_records()))
    begun, used = time.perf_counter(), time.process_time()
    count = sum(1 for _ in pymarc.MARCReader(path.open("rb")))
    bare, bare_cpu = time.perf_counter() - begun, time.process_time() - used
    before = _get_children_cpu()
    command = [sys.executable, "-m", "museion", "import", "publications", str(path), "--mapping", "marc", "--json"]
    done = subprocess.run(
        command,
        env=os.environ | {"MUSEION_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    report, cpu = json.loads(done.stdout), _get_children_cpu() - before
    rows = [
        ["pymarc, reading alone", count, bare, count / bare, 1.0, bare_cpu, 1.0],
        [
            "museion, with database, journal, doubles, index",
            report["read"],
            report["seconds"],
            report["read"] / report["seconds"],
            report["seconds"] / bare,
            cpu,
            cpu / bare_cpu,
        ],
    ]
    head = ["MARC21", "records", "seconds", "records/s", "times the bare reading", "CPU s of all processes", "times"]
    print_table(head, rows)


def _get_children_cpu() -> float:
    """Of ended child processes, starting them included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copy_records() -> Iterator[bytes]:
    content = gzip.decompress(MARC.read_bytes())
    for copy in range(COPIES):
        for number, record in enumerate(pymarc.MARCReader(io.BytesIO(content))):
            if record is not None:
                record.remove_fields("001")
                record.add_ordered_field(pymarc.Field("001", data=f"{copy}-{number}"))
                yield record.as_marc()


def measure_full_text() -> None:
    """The same invented pages in both; each question is two words and asks for the best ten."""
    from museion.search.documents import Document, Field, FieldKind, Text
    from museion.search.engines.tantivy.engine import TantivyEngine
    from museion.search.requests import SearchRequest

    chance = random.Random(8)
    words = [
        f"{a}{b}{c}"
        for a in "bcdfglmnprst"
        for b in ("ar", "el", "in", "os", "um")
        for c in ("a", "do", "nte", "ra", "sis", "to")
    ]
    texts = [" ".join(chance.choices(words, k=180)) for _ in range(PAGES)]
    questions = [" ".join(chance.sample(words, 2)) for _ in range(QUESTIONS)]
    root = Path(os.environ["MUSEION_HOME"]).parent / "bench-pages"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    engine = TantivyEngine(root / "index", {"text": Field("text", FieldKind.TEXT, "text")}, lambda: True)
    rebuild = engine.start_rebuild()
    for start in range(0, PAGES, 2000):
        rebuild.add(
            Document(f"p{number:08d}", "page", ("public",), texts={"text": [Text(texts[number], "en")]})
            for number in range(start, start + 2000)
        )
    rebuild.publish()
    rebuild.close()
    peer = sqlite3.connect(root / "fts.db")
    peer.execute("CREATE VIRTUAL TABLE pages USING fts5(text)")
    peer.executemany("INSERT INTO pages (text) VALUES (?)", ((text,) for text in texts))
    peer.commit()
    statement = "SELECT rowid FROM pages WHERE pages MATCH ? ORDER BY rank LIMIT 10"
    ours = time_all(questions, lambda text: engine.search(SearchRequest(text=text, limit=10)))
    theirs = time_all(questions, lambda text: peer.execute(statement, (text,)).fetchall())
    rows = [
        ["SQLite FTS5", *theirs, 1.0],
        ["museion", *ours, theirs[0] / ours[0]],
    ]
    print_table([f"two words in {PAGES:,} pages", "median ms", "p95 ms", "times faster by the median"], rows)


def time_all(questions: list[str], ask: Callable[[str], object]) -> tuple[float, float]:
    ask(questions[0])
    times = []
    for text in questions:
        begun = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def measure_export() -> None:
    """Streamed MARCXML: memory after the first thousand records and after the last."""
    publication = Publication(
        reference_type="book",
        titles={"ru": "Музеи и наводнения", "ru-Latn": "Muzei i navodneniia"},
        contributors=[{"name": "Núñez, María", "role": "author", "kind": "person"}],
        languages=["ru"],
        date_text="2019",
        subjects=[{"text": "Floods", "kind": "topic"}] * 3,
    )
    records = (write_marc(publication, control=f"w{number}", changed=date(2026, 1, 1)) for number in range(RECORDS))
    begun, size, early = time.perf_counter(), 0, 0
    for place, part in enumerate(write_collection(records)):
        size += len(part)
        if place == 1000:
            early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - early) / 1024
    seconds = time.perf_counter() - begun
    print_table(
        ["MARCXML, streamed", "records", "MB", "seconds", "records/s", "memory grown, MiB"],
        [["museion", RECORDS, size / 1e6, seconds, RECORDS / seconds, grown]],
    )
