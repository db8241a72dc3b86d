"""The menus at the head of every page. Rooms put their pages into them; kinds of record appear by being registered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel, Actor, Viewer, may_somewhere
from museion.core.access.catalogue import get_action
from museion.core.kinds import KINDS, Kind
from museion.core.navigation import MENUS, Link

INVITE = "account.invite"
# The register comes first, then what it keeps, then the words to describe it by.
_ORDER = ("museum", "person", "body", "object", "element", "concept")
LABELS: dict[str, Any] = {
    "find": _("Find"),
    "protect": _("Protect"),
    "respond": _("Respond"),
    "care": _("Care"),
    "know": _("Know"),
    "meet": _("Meet"),
    "belong": _("Belong"),
    "exchange": _("Exchange"),
}


@dataclass(frozen=True, slots=True)
class Menu:
    label: Any
    links: tuple[Link, ...]


def get_browsed_kinds() -> list[Kind]:
    """Kinds with a page that lists them, in the order of the navigation."""
    shown = [kind for kind in KINDS.values() if kind.in_navigation]
    return sorted(shown, key=lambda kind: _ORDER.index(kind.name) if kind.name in _ORDER else len(_ORDER))


def get_browse_url(kind: Kind) -> str:
    """`/museums`, `/people`, from the English plural, whatever the reader's language."""
    return f"/{get_slug(kind)}"


def get_slug(kind: Kind) -> str:
    return {"person": "people", "body": "bodies", "loss": "losses"}.get(kind.name, f"{kind.name}s")


def get_menus(viewer: Viewer) -> list[Menu]:
    """What the viewer may read; a menu without a link is left out."""
    kinds = [Link(get_browse_url(kind), kind.label_plural) for kind in get_browsed_kinds()]
    held = {name: list(_filter(MENUS.get(name, ()), viewer)) for name in LABELS}
    offered = {link.url for links in held.values() for link in links}
    listed = [link for link in kinds if link.url not in offered]
    held["find"] = [Link("/search", _("everything")), *listed, Link("/countries", _("countries")), *held["find"]]
    return [Menu(LABELS[name], tuple(links)) for name, links in held.items() if links]


def list_desks(actor: Actor) -> list[Link]:
    """Pages that not everybody reads, and that the actor does: where their roles let them work."""
    desks = [link for links in MENUS.values() for link in links if link.level != AccessLevel.PUBLIC]
    held = [link for link in desks if actor.viewer.sees(link.level)]
    return [*held, Link("/invitations", get_action(INVITE).label)] if may_somewhere(actor, INVITE) else held


def _filter(links: Iterable[Link], viewer: Viewer) -> Iterable[Link]:
    return (link for link in links if link.level == AccessLevel.PUBLIC or viewer.sees(link.level))
