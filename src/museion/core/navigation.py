"""The pages that every page links to: rooms add theirs when Django starts, the website orders the menus."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from museion.core.access import AccessLevel


@dataclass(frozen=True, slots=True)
class Link:
    """`level`: who reads the page; nobody else is shown the way there."""

    url: str
    label: Any
    level: AccessLevel = AccessLevel.PUBLIC


MENUS: defaultdict[str, list[Link]] = defaultdict(list)


def register_links(menu: str, *links: Link) -> None:
    """`menu` is the name of one of the website's menus; adding the same address again changes nothing."""
    held = {link.url for link in MENUS[menu]}
    MENUS[menu].extend(link for link in links if link.url not in held)
