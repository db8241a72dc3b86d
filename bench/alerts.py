"""10,000 saved searches against arriving records: held against a small index of the arrivals, beside asking each search again."""

import os
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.table import print_table

SEARCHES = 10_000
ARRIVALS = 4000
ASKED_AGAIN = 300


def run() -> None:
    import django

    django.setup()
    from bench.replicas import make_documents, read_parts
    from bench.sizes import open_engine

    parts = read_parts()
    requests = _make_requests(parts)
    engine = open_engine(Path(os.environ["MUSEION_HOME"]) / "alerts")
    arrivals = list(make_documents(parts, ARRIVALS, first=1_000_000))
    engine.match_arrivals(arrivals[:1], requests)  # the requests are read and filed once
    rows: list[list[object]] = []
    for batch, count in ((1, 100), (100, ARRIVALS // 4), (2000, ARRIVALS)):
        busy = time.process_time()
        seconds, matches = _time(engine, arrivals[:count], requests, batch)
        busy = time.process_time() - busy
        rows.append([batch, count / seconds, count / busy, matches])
    print_table(["records at a time", "records/s", "records per CPU second", "matches"], rows)
    _ask_again(engine, arrivals[:1000], requests)


def _make_requests(parts: Sequence[Any]) -> list[Any]:
    from museion.search.requests import SearchRequest, Span

    chance = random.Random(8)
    words = [
        word for part in chance.sample(list(parts), 20_000) for word in f"{part[0]} {part[1]}".split() if len(word) > 5
    ]
    made = []
    for number in range(SEARCHES):
        text = " ".join(chance.sample(words, chance.choice((2, 2, 2, 3))))
        plain = "".join(letter for letter in text if letter.isalnum() or letter == " ")
        filters = {"country": (chance.choice(("FR", "US", "JP", "BR")),)} if number % 5 == 0 else {}
        spans = {"date": Span(1850, 1950)} if number % 7 == 0 else {}
        made.append(SearchRequest(text=plain, filters=filters, spans=spans, explain=False))
    return made


def _time(engine: Any, arrivals: Sequence[Any], requests: Sequence[Any], batch: int) -> tuple[float, int]:
    started, matches = time.perf_counter(), 0
    for start in range(0, len(arrivals), batch):
        found = engine.match_arrivals(arrivals[start : start + batch], requests)
        matches += sum(map(len, found.values()))
    return time.perf_counter() - started, matches


def _ask_again(engine: Any, arrivals: Sequence[Any], requests: Sequence[Any]) -> None:
    """The other way: write the batch, then ask every search again for what is new. A part of the searches tells enough."""
    from dataclasses import replace

    writer = engine.open_writer()
    writer.replace(arrivals)
    writer.commit()
    writer.close()
    time.sleep(0.3)
    keys = tuple(document.key for document in arrivals)
    started = time.perf_counter()
    for request in requests[:ASKED_AGAIN]:
        engine.search(replace(request, keys=keys, limit=1000))
    seconds = (time.perf_counter() - started) * SEARCHES / ASKED_AGAIN
    print(f"asking all again for 1,000 new records: {seconds:,.1f} s, {1000 / seconds:,.0f} records/s")
