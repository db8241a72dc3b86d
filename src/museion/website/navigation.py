"""The pages that every page links to. Kinds of record appear here by being registered with `in_navigation`."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import KINDS, Kind

# The register comes first, then what it keeps, then the words to describe it by.
_ORDER = ("museum", "person", "body", "object", "element", "concept")


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: Any


def get_browsed_kinds() -> list[Kind]:
    """Kinds with a page that lists them, in the order of the navigation."""
    shown = [kind for kind in KINDS.values() if kind.in_navigation]
    return sorted(shown, key=lambda kind: _ORDER.index(kind.name) if kind.name in _ORDER else len(_ORDER))


def get_browse_url(kind: Kind) -> str:
    """`/museums`, `/people`, from the English plural, whatever the reader's language."""
    return f"/{get_slug(kind)}"


def get_slug(kind: Kind) -> str:
    return {"person": "people", "body": "bodies", "loss": "losses"}.get(kind.name, f"{kind.name}s")


def get_navigation() -> list[Link]:
    kinds = [Link(get_browse_url(kind), kind.label_plural) for kind in get_browsed_kinds()]
    return [
        Link("/screen", _("check an object")),
        Link("/alerts", _("alerts")),
        Link("/incidents/report", _("report an emergency")),
        *kinds,
        Link("/countries", _("countries")),
    ]
