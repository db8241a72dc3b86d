"""How common words, names and sizes are in the register: agreeing on what is rare says more."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from museion.screening.matching.texts.checksums import SetChecksum
from museion.screening.matching.texts.records import Prepared

_STEP = math.log(1.02)


@dataclass(slots=True)
class Statistics:
    """Document frequencies of words, codes and shapes (the two largest sides); the largest side of everything, sorted.

    `checksum` covers all records.
    """

    count: int = 0
    words: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)
    sides: list[float] = field(default_factory=list)
    checksum: SetChecksum = field(default_factory=SetChecksum)

    def add(self, record: Prepared) -> None:
        self.count += 1
        for counter, terms in self._list_terms(record):
            counter.update(terms)
        if record.measurements:
            self.sides.append(record.measurements[0])
        self.checksum.add(orjson.dumps(record.store()))

    def finish(self) -> None:
        """Call it after the last `add`, before anything else."""
        self.sides.sort()

    def remove(self, record: Prepared) -> None:
        """Undo `add` of the same record."""
        self.count -= 1
        for counter, terms in self._list_terms(record):
            for term in terms:
                counter[term] -= 1
                if not counter[term]:
                    del counter[term]
        if record.measurements:
            del self.sides[bisect_left(self.sides, record.measurements[0])]
        self.checksum.remove(orjson.dumps(record.store()))

    def _list_terms(self, record: Prepared) -> tuple[tuple[Counter[str], Iterable[str]], ...]:
        shapes = [_name_shape(*_get_bins(record.measurements))] if len(record.measurements) > 1 else []
        return (
            (self.words, record.word_set),
            (self.codes, record.types),
            (self.codes, record.materials),
            (self.shapes, shapes),
        )

    def weigh(self, word: str) -> float:
        """Inverse document frequency in nats; an unseen word weighs as one seen once."""
        return math.log((self.count + 2) / (self.words.get(word, 0) + 1))

    def weigh_all(self, words: Iterable[str]) -> float:
        return sum(map(self.weigh, words))

    def weigh_code(self, code: str) -> float:
        return math.log((self.count + 2) / (self.codes.get(code, 0) + 1))

    def weigh_size(self, side: float, tolerance: float) -> float:
        """How rare the register's objects are whose largest side is within the tolerance (0.03 is 3 %)."""
        near = bisect_right(self.sides, side * (1 + tolerance)) - bisect_left(self.sides, side * (1 - tolerance))
        return math.log((len(self.sides) + 2) / (near + 1))

    def weigh_shape(self, measurements: list[float]) -> float:
        """How rare objects are whose two largest sides are about these, within some three per cent."""
        first, second = _get_bins(measurements)
        near = sum(
            self.shapes.get(_name_shape(one, other), 0)
            for one in range(first - 1, first + 2)
            for other in range(second - 1, second + 2)
        )
        return math.log((len(self.sides) + 2) / (near + 1))

    def store(self) -> dict[str, Any]:
        return {
            "count": self.count,
            "words": self.words,
            "codes": self.codes,
            "shapes": self.shapes,
            "sides": self.sides,
            "checksum": self.checksum.store(),
        }


def restore_statistics(stored: dict[str, Any]) -> Statistics:
    checksum = SetChecksum.restore(stored["checksum"])
    words, codes, shapes = (Counter(stored[name]) for name in ("words", "codes", "shapes"))
    return Statistics(stored["count"], words, codes, shapes, stored["sides"], checksum)


def _get_bins(measurements: list[float]) -> tuple[int, int]:
    """Both of the two largest sides on a logarithmic scale in steps of two per cent."""
    return round(math.log(measurements[0]) / _STEP), round(math.log(measurements[1]) / _STEP)


def _name_shape(first: int, second: int) -> str:
    return f"{first}/{second}"
