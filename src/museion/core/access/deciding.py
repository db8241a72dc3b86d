"""May they? Role × body × level, decided here alone; every room asks.

A *viewer* reads, an *actor* writes; both are arguments, never fetched from inside a room. Rights come from grants: a role,
in the scope of a body or institution (or everywhere), up to a level. A record names its scopes, nearest first, so that a
grant on a regional alliance reaches its national committees' museums. What one may not see one may not change either.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from museion.core.access.catalogue import get_action
from museion.core.access.levels import PUBLIC_VIEWER, AccessLevel, Guarded, Viewer
from museion.core.access.rights import Right, make_viewer
from museion.core.access.roles import Role, allows

Target = Iterable[str] | Guarded


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes, by what right, through which door (`via`: web, api, cli, import). A viewer not stated follows from rights.

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

    def __post_init__(self) -> None:
        if self.rights and self.viewer is PUBLIC_VIEWER:
            object.__setattr__(self, "viewer", make_viewer(self.rights))


class NotAllowedError(Exception):
    """The actor may not do this here; `core.access.explaining` says why in the reader's words."""

    def __init__(self, actor: Actor, action: str, target: Target = ()) -> None:
        self.actor, self.action, self.scopes = actor, action, list_scopes(target)
        # To whoever may not see the record, the answer is the one for a record that is not there.
        self.unseen_key = "" if _sees(actor, target) else getattr(target, "key", "")
        where = ", ".join(self.scopes) or "the whole network"
        super().__init__(f"{actor.name} may not {action} for {where}: no role in force allows it")


def make_operator(name: str = "operator", via: str = "cli") -> Actor:
    """Whoever runs commands on the machine owns the data; the journal still says that it was them."""
    everything = Viewer(levels=frozenset(AccessLevel))
    return Actor(name=name, rights=(Right(Role.ADMINISTRATOR),), via=via, viewer=everything)


def list_scopes(target: Target) -> tuple[str, ...]:
    """The keys in whose name the target is changed, nearest first."""
    return tuple(target) if isinstance(target, Iterable) else target.scope_keys()


def may(actor: Actor, action: str, target: Target = ()) -> bool:
    """Whether a right in force allows the dotted action (`object.update`) on the record, or in one of the scopes."""
    known = get_action(action)
    if known.is_reading and known.needs_level:
        return actor.viewer.sees(known.needs_level)
    return find_right(actor, action, target) is not None


def find_right(actor: Actor, action: str, target: Target = ()) -> Right | None:
    """The first right in force by which the actor may."""
    if get_action(action).is_personal or not _sees(actor, target):
        return None
    fitting = [right for right in actor.rights if fits(right, action)]
    # Visitors have none, and whose the target is costs queries.
    reached = {"", *list_scopes(target)} if fitting else set()
    return next((right for right in fitting if right.scope_key in reached), None)


def fits(right: Right, action: str) -> bool:
    """Whether role and level of the right allow the action, wherever the right holds."""
    level = get_action(action).needs_level
    return allows(right.role, action) and (level is None or right.level == level or right.role == Role.ADMINISTRATOR)


def check_right(actor: Actor, action: str, target: Target = ()) -> None:
    """Raises `NotAllowedError` where `may` says no."""
    if not may(actor, action, target):
        raise NotAllowedError(actor, action, target)


def list_places(actor: Actor, action: str) -> list[str]:
    """Keys of the bodies and institutions for which the actor holds the right; an empty key is the whole network."""
    return list(dict.fromkeys(right.scope_key for right in actor.rights if fits(right, action)))


def may_somewhere(actor: Actor, action: str) -> bool:
    return bool(list_places(actor, action))


def check_somewhere(actor: Actor, action: str) -> None:
    """Raises `NotAllowedError` for whoever may do it nowhere."""
    if not may_somewhere(actor, action):
        raise NotAllowedError(actor, action)


def _sees(actor: Actor, target: Target) -> bool:
    return isinstance(target, Iterable) or actor.viewer.sees_record(target)
