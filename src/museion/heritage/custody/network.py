"""A temporal constraint network over days: moments with bounds, and arcs that say which moment cannot be after which.

Bounds travel along the arcs until nothing changes. Where a moment's first possible day would pass its last, the arc that
did it is left out and reported with the two statements that cannot both be true. The weights of all arcs are zero, so comparing
day numbers is enough; the general networks (difference constraints, path consistency) would compute the same at more cost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from museion.heritage.custody.events import Bounds

FIRST, LAST = -(10**12), 10**12


@dataclass(frozen=True, slots=True)
class Arc:
    """Moment `before` is not after moment `after`. `kind` says why; a soft arc that cannot hold is left out in silence."""

    before: int
    after: int
    kind: str
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """An arc that cannot hold: the moments whose stated bounds meet there, and those bounds."""

    arc: Arc
    late_moment: int
    late_day: int
    early_moment: int
    early_day: int


class Network:
    """`firsts`, `lasts`: the bounds of each moment, tightened by `settle`; `*_from`: the moment that stated each."""

    def __init__(self, bounds: Sequence[Bounds]) -> None:
        self.firsts = [FIRST if each.earliest is None else each.earliest for each in bounds]
        self.lasts = [LAST if each.latest is None else each.latest for each in bounds]
        self.firsts_from = list(range(len(bounds)))
        self.lasts_from = list(range(len(bounds)))

    def settle(self, arcs: Sequence[Arc]) -> list[Clash]:
        """Tighten all bounds; hard arcs come before soft ones. Returns what cannot be."""
        kept: list[Arc] = []
        clashes: list[Clash] = []
        for is_soft in (False, True):
            group = [arc for arc in arcs if arc.is_soft == is_soft]
            if self._hold_all([*kept, *group]):
                kept += group
            else:
                clashes += [clash for clash in self._hold_each(kept, group) if not is_soft]
        return clashes

    def get_bounds(self, moment: int) -> Bounds:
        first, last = self.firsts[moment], self.lasts[moment]
        return Bounds(None if first == FIRST else first, None if last == LAST else last)

    def _hold_all(self, arcs: Sequence[Arc]) -> bool:
        """False, and everything as it was, where a moment would end before it begins."""
        held = self.firsts[:], self.lasts[:], self.firsts_from[:], self.lasts_from[:]
        self._propagate(arcs)
        if all(first <= last for first, last in zip(self.firsts, self.lasts, strict=True)):
            return True
        self.firsts, self.lasts, self.firsts_from, self.lasts_from = held
        return False

    def _hold_each(self, kept: list[Arc], group: Sequence[Arc]) -> Iterator[Clash]:
        """One after the other; in a settled network an arc cannot hold only where its own two moments say so."""
        self._propagate(kept)
        for arc in group:
            late, early = arc.before, arc.after
            if self.firsts[late] > self.lasts[early]:
                yield Clash(arc, self.firsts_from[late], self.firsts[late], self.lasts_from[early], self.lasts[early])
            else:
                kept.append(arc)
                self._propagate(kept)

    def _propagate(self, arcs: Sequence[Arc]) -> None:
        """Until nothing changes. Bounds only tighten, to values that are there: so it ends, cycles or not."""
        firsts, lasts, firsts_from, lasts_from = self.firsts, self.lasts, self.firsts_from, self.lasts_from
        changed = True
        while changed:
            changed = False
            for arc in arcs:
                if firsts[arc.before] > firsts[arc.after]:
                    firsts[arc.after], firsts_from[arc.after] = firsts[arc.before], firsts_from[arc.before]
                    changed = True
            for arc in reversed(arcs):
                if lasts[arc.after] < lasts[arc.before]:
                    lasts[arc.before], lasts_from[arc.before] = lasts[arc.after], lasts_from[arc.after]
                    changed = True
