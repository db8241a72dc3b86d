"""Who sees and who may do what: role × body × level. One place decides; every room asks it.

A *viewer* reads, an *actor* writes; both are arguments, never fetched from inside a room. Rights come from grants: a role,
in the scope of a body or institution (or everywhere), up to a level. A record names its scopes, nearest first, so that a
grant on a regional alliance reaches its national committees' museums.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

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


class Role(models.TextChoices):
    """What a grant lets one do; the patterns are in `ALLOWED_ACTIONS`."""

    READER = "reader", _("reader")
    EDITOR = "editor", _("editor")
    REGISTRAR = "registrar", _("registrar")
    SECRETARIAT = "secretariat", _("secretariat")
    DESK_OFFICER = "desk_officer", _("desk officer")
    PARTNER = "partner", _("partner")
    ADMINISTRATOR = "administrator", _("administrator")


ALLOWED_ACTIONS: dict[Role, tuple[str, ...]] = {
    Role.READER: (),
    Role.EDITOR: ("*.update", "*.describe", "loss.propose"),
    Role.REGISTRAR: ("*.create", "*.update", "*.withdraw", "*.describe", "*.import", "account.invite", "loss.propose"),
    Role.SECRETARIAT: (
        "*.create",
        "*.update",
        "*.withdraw",
        "*.merge",
        "*.import",
        "mandate.*",
        "account.invite",
        "loss.propose",
    ),
    Role.DESK_OFFICER: ("case.*", "incident.*", "alert.*", "loss.*", "risk.*", "package.*"),
    Role.PARTNER: ("case.comment", "package.receive", "loss.propose"),
    Role.ADMINISTRATOR: ("*",),
}

# Levels that a grant of a level lets one read. Partners do not see what is members' business, nor the reverse.
READABLE_LEVELS: dict[AccessLevel, frozenset[AccessLevel]] = {
    AccessLevel.PUBLIC: frozenset({AccessLevel.PUBLIC}),
    AccessLevel.MEMBER: frozenset({AccessLevel.PUBLIC, AccessLevel.MEMBER}),
    AccessLevel.COMMITTEE: frozenset({AccessLevel.PUBLIC, AccessLevel.MEMBER}),
    AccessLevel.DESK: frozenset({AccessLevel.PUBLIC, AccessLevel.MEMBER, AccessLevel.DESK}),
    AccessLevel.PARTNER: frozenset({AccessLevel.PUBLIC, AccessLevel.PARTNER}),
    AccessLevel.SEALED: frozenset(set(AccessLevel) - {AccessLevel.COMMITTEE}),
}


class NotAllowedError(Exception):
    """The actor may not do this here; the message says what right is missing."""

    def __init__(self, actor: "Actor", action: str, scopes: Iterable[str]) -> None:
        where = ", ".join(scopes) or "the whole network"
        super().__init__(f"{actor.name} may not {action} for {where}: no role in force allows it")
        self.action = action


@dataclass(frozen=True, slots=True)
class Right:
    """A grant in force, without the database."""

    role: Role
    scope_key: str = ""
    level: AccessLevel = AccessLevel.MEMBER


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: the levels seen everywhere, and the scopes whose committee level is seen too."""

    levels: frozenset[AccessLevel] = frozenset({AccessLevel.PUBLIC})
    scopes: frozenset[str] = frozenset()

    def sees(self, access: str, scope_key: str = "") -> bool:
        return access in self.levels or (access == AccessLevel.COMMITTEE and scope_key in self.scopes)

    @property
    def tokens(self) -> tuple[str, ...]:
        """What the search index filters by, see `get_access_tokens`; sorted, so that equal viewers share a cache."""
        return tuple(sorted({*map(str, self.levels), *(f"committee:{scope}" for scope in self.scopes)}))


PUBLIC_VIEWER = Viewer()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes, by what right, through which door (`via`: web, api, cli, import).

    `rights`: of the one role that is acted in; `held`: of all roles of the account, see `museion.core.acting`.
    """

    name: str
    account_id: int | None = None
    rights: tuple[Right, ...] = ()
    via: str = "web"
    viewer: Viewer = field(default=PUBLIC_VIEWER)
    held: tuple[Right, ...] = ()

    @property
    def acting(self) -> Right | None:
        """The role that an account acts in; None in one's own name, and for who runs commands on the machine."""
        return self.rights[0] if self.account_id and self.rights else None


def make_operator(name: str = "operator", via: str = "cli") -> Actor:
    """Whoever runs commands on the machine owns the data; the journal still says that it was them."""
    everything = Viewer(levels=frozenset(AccessLevel))
    return Actor(name=name, rights=(Right(Role.ADMINISTRATOR),), via=via, viewer=everything)


def get_access_tokens(access: str, scope_key: str = "") -> tuple[str, ...]:
    """What the search index stores for a record; a viewer finds it who holds one of them."""
    return (str(access), f"committee:{scope_key}") if access == AccessLevel.COMMITTEE and scope_key else (str(access),)


def may(actor: Actor, action: str, scopes: Iterable[str] = ()) -> bool:
    """Whether a right in force allows the dotted action (`object.update`) in one of the scopes."""
    reached = {"", *scopes}
    return any(
        right.scope_key in reached and any(fnmatchcase(action, pattern) for pattern in ALLOWED_ACTIONS[right.role])
        for right in actor.rights
    )


def check_right(actor: Actor, action: str, scopes: Iterable[str] = ()) -> None:
    """Raises `NotAllowedError` where `may` says no."""
    held = tuple(scopes)
    if not may(actor, action, held):
        raise NotAllowedError(actor, action, held)


def make_viewer(rights: Iterable[Right]) -> Viewer:
    """What the holder of these rights may read."""
    levels: set[AccessLevel] = {AccessLevel.PUBLIC}
    scopes: set[str] = set()
    for right in rights:
        levels |= READABLE_LEVELS[right.level]
        if right.level in {AccessLevel.COMMITTEE, AccessLevel.SEALED}:
            # Without a scope the grant is for the whole network, so for every committee.
            if right.scope_key:
                scopes.add(right.scope_key)
            else:
                levels.add(AccessLevel.COMMITTEE)
    return Viewer(levels=frozenset(levels), scopes=frozenset(scopes))
