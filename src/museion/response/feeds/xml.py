"""Reading XML of strangers: no entities, no network, bounded size, and no guess without saying so."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from museion.core.wording import Wording
from museion.response.feeds.alerts import FeedError, Flaw

MAX_BYTES = 16 * 1024 * 1024
"""The largest national feeds stay under 10 MB; a single alert is a few kB."""
FRAGMENT_LENGTH = 20_000
LEGACY_ENCODING = "windows-1252"
_BLANKS = b" \t\r\n\xef\xbb\xbf"


def parse_xml(content: bytes) -> tuple[etree._Element, tuple[str, ...]]:
    """The root element, and what had to be forgiven to get it. Raises `FeedError`."""
    check_size(content)
    try:
        return _parse(content), ()
    except etree.XMLSyntaxError as error:
        text = _decode_legacy(content)
        if text is None:
            raise FeedError(Flaw.MALFORMED, where=_locate(error), found=str(error.msg)) from error
    return _parse_repaired(text), (f"the text is not in the encoding that it declares; read as {LEGACY_ENCODING}",)


def check_size(content: bytes) -> None:
    if not content.strip(_BLANKS + b"\0"):
        raise FeedError(Flaw.EMPTY)
    if len(content) > MAX_BYTES:
        raise FeedError(
            Flaw.TOO_LARGE, found=f"{len(content)} bytes", expected=Wording("at most %(most)s", most=str(MAX_BYTES))
        )


def get_name(element: etree._Element) -> str:
    return etree.QName(element).localname


def get_namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def iterate_children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children by local name: publishers use every prefix and version, the reader of the format checks which."""
    return (child for child in element if get_name(child) == name)


def get_child_text(element: etree._Element, name: str) -> str:
    """The text of the first child so named, trimmed; empty where there is none."""
    child = next(iterate_children(element, name), None)
    return get_text(child) if child is not None else ""


def get_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def write_fragment(element: etree._Element) -> str:
    """The element as it came, for the quarantine."""
    return etree.tostring(element, encoding="unicode", with_tail=False)[:FRAGMENT_LENGTH]


def _parse(content: bytes | str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content.lstrip(_BLANKS) if isinstance(content, bytes) else content, parser)
    document: Any = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise FeedError(Flaw.FORBIDDEN_XML, found=document.doctype)
    return root


def _parse_repaired(text: str) -> etree._Element:
    try:
        return _parse(text)
    except etree.XMLSyntaxError as error:
        raise FeedError(Flaw.MALFORMED, where=_locate(error), found=str(error.msg)) from error


def _decode_legacy(content: bytes) -> str | None:
    """What is declared or taken to be UTF-8 and is not was nearly always written on an old Windows machine."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.lstrip(_BLANKS).decode(LEGACY_ENCODING, errors="replace")
        declaration_end = text.find("?>") + 2 if text.startswith("<?xml") else 0
        return text[declaration_end:]
    return None


def _locate(error: etree.XMLSyntaxError) -> str:
    line, column = error.position
    return f"line {line}, column {column}"
