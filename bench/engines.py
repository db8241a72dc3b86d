"""The two search engines on the judged questions: the same order, and what a cluster of three nodes costs beside the embedded index.

All three nodes and the one who asks share this machine, so the times say what journeys cost, not how a cluster grows.
"""

import random
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.table import print_table

SEED = 20261122
_MOST_QUESTIONS = 60
_MOST_RECORDS = 15_000


@dataclass
class Compared:
    """Of the questions of one set: how often both engines agree."""

    name: str
    count: int = 0
    totals: int = 0
    firsts: int = 0
    tens: int = 0
    largest: float = 0.0
    times: dict[str, list[float]] = field(default_factory=lambda: {"embedded": [], "cluster": []})

    def add(self, one: Any, other: Any) -> None:
        self.count += 1
        self.totals += one.total == other.total
        keys, other_keys = ([hit.key for hit in result.hits] for result in (one, other))
        self.firsts += keys[:1] == other_keys[:1]
        self.tens += keys == other_keys
        scores = {hit.key: hit.score for hit in other.hits}
        shared = [(hit.score, scores[hit.key]) for hit in one.hits if hit.key in scores]
        self.largest = max([self.largest, *(abs(a - b) / max(a, b, 1e-9) for a, b in shared)])

    def make_row(self) -> list[object]:
        agreed = [f"{held / max(self.count, 1):.3f}" for held in (self.totals, self.firsts, self.tens)]
        middles = [f"{statistics.median(held):.1f}" for held in self.times.values()]
        return [self.name, self.count, *agreed, f"{self.largest:.5f}", *middles]


def run() -> None:
    from bench.relevance.home import ensure_home
    from bench.relevance.sets import make_sets
    from museion.core.testing.opensearch import start_cluster

    ensure_home()
    from museion.search.documents import get_fields
    from museion.search.engines.opensearch.cluster import Address
    from museion.search.engines.opensearch.engine import OpenSearchEngine
    from museion.search.engines.tantivy.engine import TantivyEngine
    from museion.search.expansion import EXPANDERS

    keys = _choose_keys()
    cluster = start_cluster()
    try:
        address = Address(tuple(cluster.urls.split(",")), "bench")
        distributed = OpenSearchEngine(address, get_fields(), lambda: False, EXPANDERS)
        with TemporaryDirectory() as folder:
            embedded = TantivyEngine(Path(folder) / "index", get_fields(), lambda: False, EXPANDERS)
            _fill(embedded, keys, "embedded")
            _fill(distributed, keys, "three nodes")
            rows = []
            for judged in make_sets(random.Random(SEED)):
                compared = Compared(judged.name)
                for question in judged.questions[:_MOST_QUESTIONS]:
                    compared.add(*(_ask(engine, question, compared) for engine in (embedded, distributed)))
                rows.append(compared.make_row())
    finally:
        cluster.stop()
    print_table(
        [
            "set",
            "questions",
            "same total",
            "same first",
            "same ten in order",
            "largest difference of score",
            "ms",
            "ms cluster",
        ],
        rows,
    )


def _choose_keys() -> list[str]:
    """Every n-th object: the same of each run."""
    from museion.search.documents import SOURCES

    keys = [key for part in SOURCES["object"].iterate_keys() for key in part]
    return keys[:: max(1, len(keys) // _MOST_RECORDS)]


def _fill(engine: Any, keys: list[str], name: str) -> None:
    from museion.search.documents import SOURCES

    started, used = time.perf_counter(), time.process_time()
    rebuild = engine.start_rebuild()
    for start in range(0, len(keys), 2000):
        rebuild.add(SOURCES["object"].load(keys[start : start + 2000]))
    rebuild.publish()
    rebuild.close()
    seconds, cpu = time.perf_counter() - started, time.process_time() - used
    print(
        f"{name}: {len(keys):,} records in {seconds:.0f} s ({len(keys) / seconds:,.0f}/s; {cpu:.0f} s of this process)"
    )


def _make_request(text: str, language: str) -> Any:
    from museion.search.requests import SearchRequest

    return SearchRequest(text=text, language=language, filters={"kind": ("object",)}, limit=10)


def _ask(engine: Any, question: Any, compared: Compared) -> Any:
    result = engine.search(_make_request(question.text, question.language))
    name = "embedded" if type(engine).__name__ == "TantivyEngine" else "cluster"
    compared.times[name].append(result.took_ms)
    return result
