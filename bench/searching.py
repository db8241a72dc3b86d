"""Search over the real collections and the sample network, beside SQLite FTS5, Whoosh and PostgreSQL."""

import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.importing import ensure_collections
from bench.table import print_table
from bench.timing import time_in_turn

QUESTIONS = 60
PLAIN, BRIDGED = "Museion, words as typed", "Museion, with what they mean"
MIXES = ("one word", "three words", "phrase", "typo", "filter + 5 facets", "page 100")


def run() -> None:
    home = ensure_collections(with_sample=True)
    from bench.peers.fts5 import Fts5
    from bench.peers.postgresql import PostgreSQL
    from bench.peers.rows import iterate_rows
    from bench.peers.whoosh_index import Whoosh
    from museion.search.setup import get_engine

    engine = get_engine()
    count = engine.count()
    peers: list[Any] = [peer(_make_folder(home)) for peer in (Fts5, PostgreSQL, Whoosh)]
    built = [_build(peer, home, count, iterate_rows) for peer in peers]
    print(f"{count:,} records; peers built in {', '.join(built)}\n")
    questions = make_questions(random.Random(20261122), (row.text for row in iterate_rows()))
    ours = {PLAIN: Museion(engine, bridge=False), BRIDGED: Museion(engine, bridge=True)}
    rows: list[list[object]] = []
    for mix in MIXES:
        engines = {name: museion.get(mix) for name, museion in ours.items()}
        timings = time_in_turn(engines | {peer.name: _get_call(peer, mix) for peer in peers}, questions[mix])
        best = min(timing.median for name, timing in timings.items() if name not in ours)
        for name, timing in timings.items():
            rows.append([mix, name, timing.median, timing.p95, timing.mean, f"{best / timing.median:.1f}×"])
    print_table(["mix", "engine", "median ms", "p95 ms", "mean ms", "best peer / this"], rows)


class Museion:
    """The same questions through the search API; its store of latest answers is taken away.

    Without `bridge` it answers what the peers answer: records with these words, their stems and spellings in other scripts. With
    it, also those that say the same in other words and languages, which no peer does.
    """

    def __init__(self, engine: Any, *, bridge: bool) -> None:
        self._engine, self._bridge = engine, bridge
        forget_answers(engine)

    def get(self, mix: str) -> Callable[[list[str]], object]:
        return {
            "one word": self.words,
            "three words": self.words,
            "phrase": self.phrase,
            "typo": self.words,
            "filter + 5 facets": self.facets,
            "page 100": self.deep,
        }[mix]

    def words(self, words: list[str]) -> object:
        return self._ask(text=" ".join(words))

    def phrase(self, words: list[str]) -> object:
        return self._ask(text='"' + " ".join(words) + '"')

    def deep(self, words: list[str]) -> object:
        return self._ask(text=" ".join(words), offset=1980)

    def facets(self, words: list[str]) -> object:
        from bench.peers.rows import FACETS

        return self._ask(text=" ".join(words), filters={"kind": ("object",)}, facets=FACETS)

    def _ask(self, **request: Any) -> object:
        from museion.search.requests import SearchRequest

        return self._engine.search(SearchRequest(explain=False, bridge=self._bridge, **request))


def forget_answers(engine: Any) -> None:
    """A question asked twice is to cost the same twice, as it does the peers."""
    from museion.search.engines.columns.recent import Recent

    engine._recent = Recent(0)


def _get_call(peer: Any, mix: str) -> Callable[[list[str]], object] | None:
    if mix == "page 100":
        return lambda words: peer.words(words, offset=1980)
    calls = {"one word": peer.words, "three words": peer.words, "phrase": peer.phrase, "typo": peer.typo}
    return calls.get(mix, peer.facets)


def make_questions(chance: random.Random, texts: Any) -> dict[str, list[list[str]]]:
    """Questions that real records answer, common words among them (a tenth of the corpus and more)."""
    counts: Counter[str] = Counter()
    sample: list[list[str]] = []
    for number, text in enumerate(texts):
        words = [fold(word) for word in re.findall(r"[^\W\d_]{3,}", text)[:40]]
        counts.update(set(words))
        if number % 97 == 0 and len(words) > 6:
            sample.append(words)
    common = [word for word, _ in counts.most_common(400)]
    chance.shuffle(sample)
    starts = [chance.randrange(len(words) - 3) for words in sample]
    rare = [words[start] for words, start in zip(sample, starts, strict=True)]
    return {
        "one word": [[chance.choice(common if turn % 3 == 0 else rare)] for turn in range(QUESTIONS)],
        "three words": [list(dict.fromkeys(chance.sample(words, 3))) for words in sample[:QUESTIONS]],
        "phrase": [words[s : s + 3] for words, s in list(zip(sample, starts, strict=True))[:QUESTIONS]],
        "typo": [[misspell(chance, word)] for word in rare if len(word) > 5][:QUESTIONS],
        "filter + 5 facets": [[chance.choice(common if turn % 2 else rare)] for turn in range(QUESTIONS)],
        "page 100": [[word] for word in common[:QUESTIONS]],
    }


def fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def misspell(chance: random.Random, word: str) -> str:
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :]


def _make_folder(home: Path) -> Path:
    folder = home / "peers"
    folder.mkdir(exist_ok=True)
    return folder


def _build(peer: Any, home: Path, count: int, iterate_rows: Callable[[], Any]) -> str:
    """Build the peer's index unless an earlier run made it from as many records."""
    mark = home / "peers" / f"{peer.name}-{count}.built"
    if not mark.exists():
        begun = time.perf_counter()
        peer.build(iterate_rows())
        mark.write_text(f"{time.perf_counter() - begun:.0f}")
    peer.open()
    return f"{peer.name} {mark.read_text()} s"
