"""Which body stands over which: the room that keeps the bodies says so, and rights are inherited downward by it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from museion.core.access.levels import Viewer
from museion.core.access.rights import Right


class Hierarchy(Protocol):
    """What the keeper of the bodies tells. Keys of bodies and of institutions."""

    def find_whole(self, keys: Collection[str]) -> set[str]:
        """Those of the keys whose scope is the whole network."""

    def list_below(self, keys: Collection[str]) -> set[str]:
        """The keys themselves and every body and institution under them."""

    def list_above(self, key: str) -> tuple[str, ...]:
        """The key itself and every body over it, nearest first; empty where there is none of the key."""

    def name_places(self, keys: Iterable[str], viewer: Viewer) -> Mapping[str, str]:
        """Names in the reader's language, of those that the viewer may know of."""


HIERARCHIES: list[Hierarchy] = []


def register_hierarchy(hierarchy: Hierarchy) -> None:
    HIERARCHIES[:] = [hierarchy]


def get_hierarchy() -> Hierarchy:
    return HIERARCHIES[0]


def widen(rights: Iterable[Right]) -> tuple[Right, ...]:
    """A right at the top of the hierarchy is one for the whole network."""
    held = tuple(rights)
    keys = {right.scope_key for right in held} - {""}
    whole = get_hierarchy().find_whole(keys) if keys and HIERARCHIES else set()
    return tuple(Right(right.role, "", right.level) if right.scope_key in whole else right for right in held)


def list_committee_scopes(rights: Iterable[Right]) -> set[str]:
    """The bodies and institutions whose own business the holder reads, by inheritance too."""
    keys = {right.scope_key for right in rights if right.shows_committee} - {""}
    return get_hierarchy().list_below(keys) if keys and HIERARCHIES else keys


def list_below(keys: Iterable[str]) -> set[str]:
    """The bodies and institutions of these keys, and every one under them."""
    held = set(keys) - {""}
    return get_hierarchy().list_below(held) if held and HIERARCHIES else held


def name_places(keys: Iterable[str], viewer: Viewer) -> dict[str, str]:
    """Names of the bodies and institutions among the keys, as far as the viewer may know of them."""
    held = set(keys) - {""}
    return dict(get_hierarchy().name_places(held, viewer)) if held and HIERARCHIES else {}
