"""The value pie: how an asset's value is shared between its groups of items."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from museion.core.wording import Wording
from museion.response.risk.abc import ScoreError


@dataclass(frozen=True, slots=True)
class Group:
    """So many items, each worth `worth` as against the items of the other groups."""

    name: str
    items: int
    worth: float = 1.0

    def __post_init__(self) -> None:
        if self.items < 0 or self.worth < 0:
            raise ScoreError(Wording("%(name)s: fewer than no items, or worth less than nothing", name=self.name))


def share_value(groups: Sequence[Group]) -> Mapping[str, float]:
    """Each group's part of the whole, by its name; parts add up to 1."""
    total = sum(group.items * group.worth for group in groups)
    if total <= 0:
        raise ScoreError(Wording("the groups hold no value to share"))
    shares: dict[str, float] = defaultdict(float)
    for group in groups:
        shares[group.name] += group.items * group.worth / total
    return shares
