"""Who sees and who may do what: role × body × level. One place decides; every room asks it."""

from museion.core.access.deciding import (
    Actor,
    NotAllowedError,
    check_right,
    check_somewhere,
    find_right,
    list_places,
    make_operator,
    may,
    may_somewhere,
)
from museion.core.access.levels import (
    OPEN_LEVELS,
    PUBLIC_VIEWER,
    READABLE_LEVELS,
    AccessLevel,
    Guarded,
    Viewer,
    get_access_tokens,
)
from museion.core.access.rights import Right, make_viewer
from museion.core.access.roles import ALLOWED_ACTIONS, Role

__all__ = [
    "ALLOWED_ACTIONS",
    "OPEN_LEVELS",
    "PUBLIC_VIEWER",
    "READABLE_LEVELS",
    "AccessLevel",
    "Actor",
    "Guarded",
    "NotAllowedError",
    "Right",
    "Role",
    "Viewer",
    "check_right",
    "check_somewhere",
    "find_right",
    "get_access_tokens",
    "list_places",
    "make_operator",
    "make_viewer",
    "may",
    "may_somewhere",
]
