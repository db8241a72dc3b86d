"""The index from 100,000 to 1,000,000 documents: bytes, speed of filling, and what questions cost at each size.

The concept bridge is on; it knows the thesauri of the home that is measured (`bench relevance` makes one that has three). CPU time
is told beside the wall clock: on a machine that does other work too, only that can be compared.
"""

import os
import random
import re
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.table import print_table

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "100000,300000,1000000").split(","))
QUESTIONS = 200
WARM = 5


def run() -> None:
    import django

    django.setup()
    from bench.replicas import make_documents, read_parts

    parts = read_parts()
    root = Path(os.environ["MUSEION_HOME"]) / "sizes"
    rows: list[list[object]] = []
    for size in SIZES:
        folder = root / str(size)
        if not (folder / "index" / "current").is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
            _fill(folder, make_documents(parts, size))
        rows += _measure(folder, size, parts)
    print_table(["documents", "what", "median ms", "p95 ms", "median CPU ms", "p95 CPU ms"], rows)


def open_engine(folder: Path) -> Any:
    from bench.replicas import FIELDS
    from bench.searching import forget_answers
    from museion.search.engines.tantivy.engine import TantivyEngine
    from museion.search.expansion import EXPANDERS

    engine = TantivyEngine(folder / "index", FIELDS, lambda: False, EXPANDERS)
    forget_answers(engine)
    return engine


def _fill(folder: Path, documents: Any) -> None:
    started = time.perf_counter()
    rebuild = open_engine(folder).start_rebuild()
    count = rebuild.add(documents)
    rebuild.publish()
    rebuild.close()
    seconds = time.perf_counter() - started
    print(f"filled {count:,} in {seconds:.0f} s: {count / seconds:,.0f} a second (documents made in the same loop)")


def _measure(folder: Path, size: int, parts: Sequence[Any]) -> list[list[object]]:
    engine = open_engine(folder)
    megabytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    words = _choose_words(parts)
    rows: list[list[object]] = [
        [size, f"index: {megabytes:,.0f} MB, {megabytes * 1e6 / size:,.0f} bytes a document", "", "", "", ""]
    ]
    for name, ask in _make_calls(engine).items():
        for word in words[:WARM]:
            ask(word)
        taken = [_time(ask, word) for word in words]
        rows.append([size, name, *(figure for times in zip(*taken, strict=True) for figure in _sum_up(times))])
    return rows


def _sum_up(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


def _make_calls(engine: Any) -> dict[str, Callable[[str], object]]:
    from bench.replicas import FACETS
    from museion.search.requests import Box, Disc, SearchRequest

    def ask(word: str, **more: Any) -> object:
        return engine.search(SearchRequest(text=word, explain=False, **more))

    return {
        "one word": lambda word: ask(word),
        "filter + 5 facets": lambda word: ask(word, filters={"kind": ("object",)}, facets=FACETS),
        "the same, words as typed": lambda word: ask(word, filters={"kind": ("object",)}, facets=FACETS, bridge=False),
        "map of all hits": lambda word: ask(word, grids=("location",)),
        "map of all documents in Europe": lambda _word: ask(
            "", grids=("location",), boxes={"location": Box(35, -10, 70, 40)}
        ),
        "within 200 km of Lima": lambda word: ask(word, discs={"location": Disc(-12.05, -77.04, 200)}),
        "suggestions, 2 letters": lambda word: engine.complete(word[:2], tokens=("public",), language="en"),
        "suggestions, 4 letters": lambda word: engine.complete(word[:4], tokens=("public",), language="en"),
        "suggestions, a word and 3 letters": lambda word: engine.complete(
            f"{word} {word[:3]}", tokens=("public",), language="en"
        ),
    }


def _choose_words(parts: Sequence[Any]) -> list[str]:
    chance = random.Random(5)
    words: list[str] = []
    while len(words) < QUESTIONS:
        found = re.findall(r"[^\W\d_]{4,}", " ".join(chance.choice(parts)[:2]))
        words += [chance.choice(found)] if found else []
    return words


def _time(ask: Callable[[str], object], word: str) -> tuple[float, float]:
    """Milliseconds by the clock, and of this thread's CPU."""
    started, worked = time.perf_counter(), time.thread_time()
    ask(word)
    return (time.perf_counter() - started) * 1000, (time.thread_time() - worked) * 1000
