"""Who reads what: levels of access, and the viewer that holds some of them."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessLevel(models.TextChoices):
    """Who may read a record or a field of it, from everybody to two named people."""

    PUBLIC = "public", _("public")
    MEMBER = "member", _("members")
    COMMITTEE = "committee", _("committee")
    DESK = "desk", _("desk")
    PARTNER = "partner", _("partners")
    SEALED = "sealed", _("sealed")


# Levels that a grant of a level lets one read. Partners do not see what is members' business, nor the reverse. Nobody reads
# sealed data by a grant alone: one of level sealed lets ask for its release, and another person's release it.
READABLE_LEVELS: dict[AccessLevel, frozenset[AccessLevel]] = {
    AccessLevel.PUBLIC: frozenset({AccessLevel.PUBLIC}),
    AccessLevel.MEMBER: frozenset({AccessLevel.PUBLIC, AccessLevel.MEMBER}),
    AccessLevel.COMMITTEE: frozenset({AccessLevel.PUBLIC, AccessLevel.MEMBER}),
    AccessLevel.DESK: frozenset({AccessLevel.PUBLIC, AccessLevel.MEMBER, AccessLevel.DESK}),
    AccessLevel.PARTNER: frozenset({AccessLevel.PUBLIC, AccessLevel.PARTNER}),
    AccessLevel.SEALED: frozenset(set(AccessLevel) - {AccessLevel.COMMITTEE, AccessLevel.SEALED}),
}
OPEN_LEVELS = frozenset(set(AccessLevel) - {AccessLevel.SEALED})


class Guarded(Protocol):
    """A record, as far as rights go. `DESK_READS`: whether the desk reads what a committee keeps of this kind."""

    DESK_READS: ClassVar[bool]
    key: str
    access: str
    scope_key: str

    def scope_keys(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: levels seen everywhere, scopes whose committee level is seen too, sealed records released for a time."""

    levels: frozenset[AccessLevel] = frozenset({AccessLevel.PUBLIC})
    scopes: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()

    def sees(self, access: str, scope_key: str = "", key: str = "") -> bool:
        """`key` is asked where a sealed record may have been released."""
        return (
            access in self.levels
            or (access == AccessLevel.COMMITTEE and scope_key in self.scopes)
            or (access == AccessLevel.SEALED and bool(key) and key in self.released)
        )

    def sees_record(self, record: Guarded) -> bool:
        is_desks = record.DESK_READS and record.access == AccessLevel.COMMITTEE and AccessLevel.DESK in self.levels
        return is_desks or self.sees(record.access, record.scope_key, record.key)

    @property
    def tokens(self) -> tuple[str, ...]:
        """What the search index filters by, see `get_access_tokens`; sorted, so that equal viewers share a cache."""
        return tuple(sorted({*map(str, self.levels), *(f"committee:{scope}" for scope in self.scopes)}))


PUBLIC_VIEWER = Viewer()


def get_access_tokens(access: str, scope_key: str = "") -> tuple[str, ...]:
    """What the search index stores for a record; a viewer finds it who holds one of them."""
    return (str(access), f"committee:{scope_key}") if access == AccessLevel.COMMITTEE and scope_key else (str(access),)
