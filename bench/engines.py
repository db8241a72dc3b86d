"""The two search engines on the judged questions: the same order, and what a cluster of three nodes costs beside the embedded index.

All three nodes and the one who asks share this machine, so the times say what journeys cost, not how a cluster grows.
"""

import random
import statistics
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bench.table import print_table

SEED = 20261122
_MOST_QUESTIONS = 120


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
    from bench.relevance.measures import measure
    from bench.relevance.sets import make_sets
    from museion.core.testing.opensearch import start_cluster

    ensure_home()
    from django.test.utils import override_settings

    from museion.search.setup import get_engine

    embedded = get_engine()
    _rebuild("embedded")
    cluster = start_cluster()
    try:
        with override_settings(SEARCH_URL=cluster.urls):
            _rebuild("three nodes")
            distributed = get_engine()
            sets = make_sets(random.Random(SEED))
            rows, order = [], []
            for judged in sets:
                questions = judged.questions[:_MOST_QUESTIONS]
                compared = Compared(judged.name)
                for question in questions:
                    compared.add(*(_ask(engine, question, compared) for engine in (embedded, distributed)))
                rows.append(compared.make_row())
                for name, engine in (("embedded", embedded), ("cluster", distributed)):
                    found = measure(questions, partial(_list, engine))
                    order.append([judged.name, name, f"{found.mrr:.3f}", f"{found.recall:.3f}", f"{found.ndcg:.3f}"])
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
    print_table(["set", "engine", "MRR@10", "recall@10", "nDCG@10"], order)


def _rebuild(name: str) -> None:
    from museion.search.actions import rebuild_index

    started, used = time.perf_counter(), time.process_time()
    count = rebuild_index()
    seconds, cpu = time.perf_counter() - started, time.process_time() - used
    print(
        f"{name}: {count:,} records indexed in {seconds:.0f} s ({count / seconds:,.0f}/s; {cpu:.0f} s of this process)"
    )


def _make_request(text: str, language: str) -> Any:
    from museion.search.requests import SearchRequest

    return SearchRequest(text=text, language=language, filters={"kind": ("object",)}, limit=10)


def _ask(engine: Any, question: Any, compared: Compared) -> Any:
    result = engine.search(_make_request(question.text, question.language))
    name = "embedded" if type(engine).__name__ == "TantivyEngine" else "cluster"
    compared.times[name].append(result.took_ms)
    return result


def _list(engine: Any, text: str, language: str) -> list[str]:
    return [hit.key for hit in engine.search(_make_request(text, language)).hits]
