"""The value pie: how an asset's value is shared between its groups of items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from museion.response.risk.abc import ScoreError


@dataclass(frozen=True, slots=True)
class Group:
    """So many items, each worth `worth` as against the items of the other groups."""

    name: str
    items: int
    worth: float = 1.0

    def __post_init__(self) -> None:
        if self.items < 0 or self.worth < 0:
            raise ScoreError(f"{self.name}: fewer than no items, or worth less than nothing")


def share_value(groups: Sequence[Group]) -> Mapping[str, float]:
    """Each group's part of the whole; parts add up to 1."""
    total = sum(group.items * group.worth for group in groups)
    if total <= 0:
        raise ScoreError("the groups hold no value to share")
    return {group.name: group.items * group.worth / total for group in groups}


def compute_affected(groups: Sequence[Group], affected_items: Mapping[str, int]) -> float:
    """The part of the asset's value in the affected items: what C is scored from."""
    shares = share_value(groups)
    sizes = {group.name: group.items for group in groups}
    for name, items in affected_items.items():
        if name not in sizes or not 0 <= items <= sizes[name]:
            raise ScoreError(f"{name}: {items} affected items of {sizes.get(name, 0)}")
    return sum(shares[name] * items / sizes[name] for name, items in affected_items.items() if items)
