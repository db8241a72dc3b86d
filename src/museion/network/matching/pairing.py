"""All pairs of a lot that are likely one: only entries that share a key are compared, and a key that too many share says nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, TypeVar

from museion.network.matching.judging import POSSIBLE, Judged
from museion.network.matching.names import Name, measure_rarity

MOST_SHARED = 40


class Entry(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def names(self) -> tuple[Name, ...]: ...


E = TypeVar("E", bound=Entry)
Judge = Callable[[E, E, Mapping[str, float]], Judged]


@dataclass(frozen=True, slots=True)
class Double:
    one: str
    other: str
    judged: Judged


def find_doubles(
    entries: Sequence[E],
    judge: Judge[E],
    list_blocks: Callable[[E], Iterable[str]],
    *,
    least: float = POSSIBLE,
    about: str = "",
    may_pair: Callable[[E, E], bool] = lambda _one, _other: True,
) -> list[Double]:
    """Best first. `about`: only pairs with this key. `may_pair`: which two may be compared at all."""
    rarity = measure_rarity(name for entry in entries for name in entry.names)
    found = []
    for one, other in iterate_pairs(entries, list_blocks, about=about):
        if may_pair(entries[one], entries[other]):
            judged = judge(entries[one], entries[other], rarity)
            if judged.score >= least:
                found.append(Double(entries[one].key, entries[other].key, judged))
    return sorted(found, key=lambda double: (-double.judged.score, double.one, double.other))


def iterate_pairs(
    entries: Sequence[E], list_blocks: Callable[[E], Iterable[str]], *, about: str = ""
) -> Iterator[tuple[int, int]]:
    """Places in `entries` of those that share a key, each pair once."""
    met: set[tuple[int, int]] = set()
    for members in _fill_blocks(entries, list_blocks, about):
        for pair in combinations(members, 2):
            if pair not in met and (not about or about in {entries[place].key for place in pair}):
                met.add(pair)
                yield pair


def _fill_blocks(entries: Sequence[E], list_blocks: Callable[[E], Iterable[str]], about: str) -> list[list[int]]:
    wanted = {block for entry in entries if entry.key == about for block in list_blocks(entry)}
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for block in set(list_blocks(entry)):
            if not about or block in wanted:
                blocks[block].append(place)
    return [members for members in blocks.values() if 1 < len(members) <= MOST_SHARED]
