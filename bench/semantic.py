"""What vectors add to the concept bridge: judged questions over some real objects, with each, both and neither.

The home is that of `bench relevance`. Objects that no question is about are there as well, in the same number.
"""

import random
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.table import print_table

OBJECTS = 1500
SEED = 20261122
_SETS = (
    "known item, clean",
    "known item, at most 4 words of its title",
    "label EN",
    "label FR",
    "label ES",
    "label DE",
    "label AR",
)


def run() -> None:
    from bench.relevance.home import ensure_home
    from bench.relevance.sets import make_sets

    home = ensure_home()
    sets = [judged for judged in make_sets(random.Random(SEED)) if judged.name.startswith(_SETS)]
    keys = _choose_objects(sets)
    engine = _make_engine(home / "semantic", keys)
    rows = _measure(engine, sets, frozenset(keys))
    print_table(["set", "questions", "engine", "MRR@10", "recall@10", "nDCG@10"], rows)


def _choose_objects(sets: Sequence[Any]) -> list[str]:
    """The same number of what questions are about, and of others."""
    from museion.heritage.models import CulturalObject

    chance = random.Random(SEED)
    wanted: dict[str, None] = {}
    questions = [question for judged in sets for question in judged.questions]
    chance.shuffle(questions)
    for question in questions:
        if len(wanted) >= OBJECTS // 2:
            break
        wanted |= dict.fromkeys(sorted(question.relevant)[:3])
    others = list(CulturalObject.objects.filter(source="tate").values_list("key", flat=True).order_by("id"))
    return list(dict.fromkeys([*wanted, *chance.sample(others, OBJECTS // 2)]))


def _make_engine(folder: Path, keys: Sequence[str]) -> Any:
    from museion.search.documents import SOURCES, get_fields
    from museion.search.expansion import EXPANDERS
    from museion.search.vectors.filling import add_documents
    from museion.search.vectors.hybrid import HybridEngine
    from museion.search.vectors.store import VectorStore

    shutil.rmtree(folder, ignore_errors=True)
    documents = list(SOURCES["object"].load(keys))
    store = VectorStore(folder / "vectors")
    started = time.process_time()
    for place in range(0, len(documents), 64):
        add_documents(store, documents[place : place + 64])
    store.save()
    cost = (time.process_time() - started) * 1000 / len(documents)
    size = sum(path.stat().st_size for path in (folder / "vectors").iterdir())
    print(f"{len(documents):,} objects; {cost:.0f} ms of CPU and {size / len(documents):,.0f} bytes a vector")
    engine = HybridEngine(folder / "index", get_fields(), lambda: False, EXPANDERS)
    writer = engine.open_writer()
    writer.replace(documents)
    writer.commit()
    writer.close()
    return engine


def _measure(engine: Any, sets: Sequence[Any], keys: frozenset[str]) -> list[list[object]]:
    from bench.relevance.measures import Question, measure
    from museion.search.engines.tantivy.engine import TantivyEngine
    from museion.search.requests import SearchRequest

    def ask(search: Callable[[Any, SearchRequest], Any], *, bridge: bool) -> Callable[[str, str], Sequence[str]]:
        return lambda text, language: [
            hit.key
            for hit in search(
                engine, SearchRequest(text=text, language=language, limit=10, explain=False, bridge=bridge)
            ).hits
        ]

    asked = {
        "words": ask(TantivyEngine.search, bridge=False),
        "words, vectors": ask(type(engine).search, bridge=False),
        "words, bridge": ask(TantivyEngine.search, bridge=True),
        "words, bridge, vectors": ask(type(engine).search, bridge=True),
    }
    rows: list[list[object]] = []
    for judged in sets:
        questions = [
            Question(question.text, question.language, question.relevant & keys)
            for question in judged.questions
            if question.relevant & keys
        ]
        for name, find in asked.items():
            found = measure(questions, find)
            figures = (found.mrr, found.recall, found.ndcg)
            rows.append([judged.name, len(questions), name, *(f"{figure:.3f}" for figure in figures)])
    return rows
