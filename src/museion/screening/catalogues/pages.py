"""Catalogues as web pages: the elements that name a lot, or else the running text cut where a lot begins.

Pictures that lie on another server are never fetched: they are told as missing.
"""

import base64
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from lxml import html
from lxml.etree import ParserError, strip_elements
from lxml.html import HtmlElement

from museion.screening.catalogues.lots import ReadLot, UnreadableCatalogueError, clean_number
from museion.screening.catalogues.running import find_starts, read_running_text

_LOT = re.compile(r"(?i)(?:^|[\s_-])(?:lot|lote|los)(?:[\s_-]|\d|$)")
_HEAD = re.compile(r"(?i)\b(?:lot|lote|los|lotto)\s*(?:n[o°º]|nr|№|#)?\.?\s*:?\s*(\d+[a-z]?)\b")
_SPACES = re.compile(r"[ \t\r\f\v]+")
_LINES = re.compile(r"\s*\n\s*")
# A character of no script, so that no catalogue writes it.
_MARK = "\ue000"
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK}")


def read_page(content: bytes) -> list[ReadLot]:
    try:
        page = html.document_fromstring(content)
    except (ParserError, ValueError) as error:
        raise UnreadableCatalogueError(_("The page cannot be read (%(why)s).") % {"why": error}) from error
    strip_elements(page, "script", "style", "noscript", "template", with_tail=False)
    lots = [_make_lot(element) for element in _find_elements(page)] or list(_read_rows(page))
    return lots or _read_running(page)


def _find_elements(page: HtmlElement) -> list[HtmlElement]:
    """The innermost elements whose class, id or data name a lot and that hold its text."""
    marked = [
        element
        for element in page.iter("article", "li", "div", "section", "tr")
        if element.get("data-lot") or any(_LOT.search(element.get(name, "")) for name in ("class", "id"))
    ]
    held = [element for element in marked if _find_number(element)]
    outer = {above for element in held for above in element.iterancestors()}
    return [element for element in held if element not in outer]


def _read_rows(page: HtmlElement) -> Iterator[ReadLot]:
    """A table whose first heading is a lot's number."""
    for table in page.iter("table"):
        rows = [row for row in table.iter("tr") if len(row)]
        if not rows or not _LOT.search(_get_text(rows[0][0])):
            continue
        for row in rows[1:]:
            lot = _make_lot(row)
            lot.number = clean_number(_get_text(row[0]))
            yield lot


def _read_running(page: HtmlElement) -> list[ReadLot]:
    """Pictures stand after the lot's heading; where the first stands before the first and none after the last, before it."""
    addresses: list[str] = []
    for picture in page.iter("img"):
        picture.tail = f"{_MARK}{len(addresses)}{_MARK}{picture.tail or ''}"
        addresses.append(_get_address(picture))
    text = _get_text(page)
    lots = read_running_text(text)
    shown = [_take_marks(lot) for lot in lots]
    above = [int(number) for number in _MARKED.findall(text[: find_starts(text)[0][0]])]
    if above and not shown[-1]:
        shown = [above, *shown[:-1]]
    for lot, numbers in zip(lots, shown, strict=True):
        for number in numbers:
            _add_picture(lot, addresses[number])
    return lots


def _take_marks(lot: ReadLot) -> list[int]:
    numbers = [int(number) for number in _MARKED.findall(lot.text)]
    lot.text = _LINES.sub("\n", _MARKED.sub("", lot.text)).strip()
    return numbers


def _get_address(picture: HtmlElement) -> str:
    return str(picture.get("data-src") or picture.get("src") or "")


def _make_lot(element: HtmlElement) -> ReadLot:
    lot = ReadLot(_find_number(element), text=_get_text(element))
    for picture in element.iter("img"):
        _add_picture(lot, _get_address(picture))
    return lot


def _find_number(element: HtmlElement) -> str:
    stated = element.get("data-lot") or element.get("data-lot-number")
    found = _HEAD.search(_get_text(element)[:400]) or re.search(r"(\d+[a-z]?)$", element.get("id", ""))
    return clean_number(stated) if stated else found[1] if found else ""


def _add_picture(lot: ReadLot, address: str) -> None:
    if address.startswith("data:image/") and ";base64," in address:
        try:
            lot.pictures.append(base64.b64decode(address.split(",", 1)[1]))
        except ValueError:
            lot.problems.append(_("A picture within the page is damaged."))
    elif address:
        lot.picture_names.append(unquote(urlsplit(address).path))


def _get_text(element: HtmlElement) -> str:
    """Text as a reader sees it: blocks on lines of their own."""
    parts: list[str] = []
    for part in element.iter():
        if isinstance(part.tag, str) and part.tag in _BLOCKS:
            parts.append("\n")
        parts.append((part.text or "") if isinstance(part.tag, str) else "")
        if part is not element:
            parts.append(part.tail or "")
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(parts))).strip()


_BLOCKS = frozenset(
    ["p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "dt", "dd", "figcaption"]
)
