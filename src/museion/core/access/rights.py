"""A grant in force, without the database, and what its holder reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from museion.core.access.levels import READABLE_LEVELS, AccessLevel, Viewer
from museion.core.access.roles import Role

# Levels of a grant that show what its body's committee keeps to itself.
_SHOWING_COMMITTEE = frozenset({AccessLevel.COMMITTEE, AccessLevel.SEALED})


@dataclass(frozen=True, slots=True)
class Right:
    """One role in one scope (or everywhere), up to one level."""

    role: Role
    scope_key: str = ""
    level: AccessLevel = AccessLevel.MEMBER

    @property
    def shows_committee(self) -> bool:
        return self.level in _SHOWING_COMMITTEE


def make_viewer(rights: Iterable[Right], *, below: Iterable[str] = (), released: Iterable[str] = ()) -> Viewer:
    """What the holder of these rights may read. `below`: scopes that come with them by inheritance."""
    levels: set[AccessLevel] = {AccessLevel.PUBLIC}
    scopes = set(below)
    for right in rights:
        levels |= READABLE_LEVELS[right.level]
        if right.shows_committee:
            # Without a scope the grant is for the whole network, so for every committee.
            if right.scope_key:
                scopes.add(right.scope_key)
            else:
                levels.add(AccessLevel.COMMITTEE)
    return Viewer(levels=frozenset(levels), scopes=frozenset(scopes), released=frozenset(released))
