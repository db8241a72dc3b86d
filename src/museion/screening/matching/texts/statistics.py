"""How common words and codes are in the register: agreeing on what is rare says more."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from museion.screening.matching.texts.checksums import SetChecksum
from museion.screening.matching.texts.records import Prepared


@dataclass(slots=True)
class Statistics:
    """In how many records words and codes are. `checksum` covers all records."""

    count: int = 0
    words: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    checksum: SetChecksum = field(default_factory=SetChecksum)

    def add(self, record: Prepared) -> None:
        self.count += 1
        for counter, terms in self._list_terms(record):
            counter.update(terms)
        self.checksum.add(orjson.dumps(record.store()))

    def remove(self, record: Prepared) -> None:
        """Undo `add` of the same record."""
        self.count -= 1
        for counter, terms in self._list_terms(record):
            for term in terms:
                counter[term] -= 1
                if not counter[term]:
                    del counter[term]
        self.checksum.remove(orjson.dumps(record.store()))

    def _list_terms(self, record: Prepared) -> tuple[tuple[Counter[str], Iterable[str]], ...]:
        return (self.words, record.word_set), (self.codes, record.types), (self.codes, record.materials)

    def weigh(self, word: str) -> float:
        """Inverse document frequency in nats; an unseen word weighs as one seen once."""
        return math.log((self.count + 2) / (self.words.get(word, 0) + 1))

    def weigh_all(self, words: Iterable[str]) -> float:
        return sum(map(self.weigh, words))

    def weigh_code(self, code: str) -> float:
        return math.log((self.count + 2) / (self.codes.get(code, 0) + 1))

    def store(self) -> dict[str, Any]:
        return {"count": self.count, "words": self.words, "codes": self.codes, "checksum": self.checksum.store()}


def restore_statistics(stored: dict[str, Any]) -> Statistics:
    checksum = SetChecksum.restore(stored["checksum"])
    return Statistics(stored["count"], Counter(stored["words"]), Counter(stored["codes"]), checksum)
