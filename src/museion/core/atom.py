"""Feeds in Atom (RFC 4287), for every room that has news to tell.

Texts are plain, and each may be in a language of its own: Django's generator declares texts to be HTML, so that a reader
would take the `<` of a title for markup, and knows one language and one link an entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from museion.core.languages import UNDETERMINED, Localized

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Link:
    """`relation`: of RFC 4287, 4.2.7.2, such as `alternate` or `related`."""

    address: str
    media_type: str = "text/html"
    relation: str = "alternate"


@dataclass(frozen=True, slots=True)
class Entry:
    """`address` stands for the entry for ever, and is its page where no `links` say otherwise."""

    address: str
    title: Localized
    updated_at: datetime
    published_at: datetime
    summary: str = ""
    links: tuple[Link, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """`address`: where it is fetched; `page`: the same for people; `identity`: what stays when the address changes."""

    address: str
    page: str
    title: str
    language: str
    entries: Sequence[Entry]
    identity: str = ""
    author: str = "Museion"


def write_feed(feed: Feed) -> bytes:
    """In the order of the entries. Without any it was last updated when nothing could have been: never."""
    root = etree.fromstring(f'<feed xmlns="{ATOM}"/>')
    root.set(_LANG, feed.language)
    updated_at = max((entry.updated_at for entry in feed.entries), default=_NEVER)
    _add_texts(root, {"id": feed.identity or feed.address, "title": feed.title, "updated": updated_at.isoformat()})
    _add_texts(etree.SubElement(root, f"{{{ATOM}}}author"), {"name": feed.author})
    _add_link(root, Link(feed.address, "application/atom+xml", "self"))
    _add_link(root, Link(feed.page))
    for entry in feed.entries:
        _add_entry(root, entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _add_entry(root: etree._Element, entry: Entry) -> None:
    node = etree.SubElement(root, f"{{{ATOM}}}entry")
    title = etree.SubElement(node, f"{{{ATOM}}}title")
    title.text = _clean(entry.title.text)
    if entry.title.language != UNDETERMINED:
        title.set(_LANG, entry.title.language)
    published, updated = entry.published_at.isoformat(), entry.updated_at.isoformat()
    _add_texts(node, {"id": entry.address, "published": published, "updated": updated, "summary": entry.summary})
    for link in entry.links or (Link(entry.address),):
        _add_link(node, link)
    for category in entry.categories:
        etree.SubElement(node, f"{{{ATOM}}}category", term=category)


def _add_texts(node: etree._Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        if text:
            etree.SubElement(node, f"{{{ATOM}}}{name}").text = _clean(text)


def _add_link(node: etree._Element, link: Link) -> None:
    etree.SubElement(node, f"{{{ATOM}}}link", rel=link.relation, type=link.media_type, href=link.address)


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return "".join(character for character in text if character >= " " or character in "\t\n")
