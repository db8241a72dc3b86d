"""How good the order is: judged questions made from real records, beside SQLite FTS5, PostgreSQL and plain BM25 in the same run.

Tate and the Nationalmuseum with the UNESCO Thesaurus, SILKNOW and Iconclass. Every engine gets the same text of the same objects; only
Museion has the thesauri, which is what is measured.
"""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.table import print_table

SEED = 20261122


def run() -> None:
    from bench.relevance.home import ensure_home
    from bench.relevance.measures import Measured, measure
    from bench.relevance.peers import Fts5, PlainBm25, PostgreSQL, read_texts
    from bench.relevance.sets import make_sets
    from bench.searching import forget_answers
    from museion.search.setup import get_engine

    home = ensure_home()
    engine = get_engine()
    forget_answers(engine)
    texts = read_texts()
    peers = [peer(home / "relevance", texts) for peer in (PlainBm25, Fts5, PostgreSQL)]
    sets = make_sets(random.Random(SEED))
    asked: dict[str, Callable[[str, str], Sequence[str]]] = {
        "Museion": lambda text, language: ask(text, language),
        "Museion, words as typed": lambda text, language: ask(text, language, bridge=False),
        **{peer.name: (lambda text, _language, peer=peer: peer.find(text)) for peer in peers},
    }
    print(f"{len(texts):,} objects; judged questions: {', '.join(f'{len(s.questions)} {s.name}' for s in sets)}\n")
    rows: list[list[object]] = []
    for judged in sets:
        for name, find in asked.items():
            found: Measured = measure(judged.questions, find)
            figures = (found.mrr, found.recall, found.ndcg, found.nothing)
            rows.append([judged.name, name, *(f"{figure:.3f}" for figure in figures)])
    print_table(["set", "engine", "MRR@10", "recall@10", "nDCG@10", "found nothing"], rows)
    _time_bridge([question.text for judged in sets for question in judged.questions][:400])


def ask(text: str, language: str, *, bridge: bool = True) -> list[str]:
    from museion.search.requests import SearchRequest
    from museion.search.setup import get_engine

    asked = SearchRequest(
        text=text, language=language, filters={"kind": ("object",)}, limit=10, explain=False, bridge=bridge
    )
    return [hit.key for hit in get_engine().search(asked).hits]


def _time_bridge(texts: list[str]) -> None:
    """What looking up the meanings costs, each question for the first time."""
    from museion.vocabulary.bridge import find_meanings, forget_meanings

    forget_meanings()
    find_meanings(["warm"], "en")
    taken = []
    for text in texts:
        begun = time.thread_time()
        find_meanings(text.split()[:16], "en")
        taken.append((time.thread_time() - begun) * 1000)
    taken.sort()
    print(
        f"Meanings of a new question, CPU: median {statistics.median(taken):.2f} ms, p95 {taken[int(len(taken) * 0.95)]:.2f} ms."
    )


def get_folder(home: Path) -> Path:
    folder = home / "relevance"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
