"""Answers of OAI-PMH providers as they are, not as they should be."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from museion.core.numerals import read_whole
from museion.core.wording import Wording
from museion.exchange.formats.oai_mending import (
    REPLACEMENT,
    find_identifier,
    insert_record,
    is_whole,
    mend_text,
    split_records,
)
from museion.exchange.formats.texts import drop_forbidden
from museion.exchange.formats.validation import make_parser

_OAI = "{http://www.openarchives.org/OAI/2.0/}"


class UnreadableAnswerError(Exception):
    """What came is no answer of the protocol: a page of HTML, half of an answer, something else."""


@dataclass(frozen=True, slots=True)
class HarvestedItem:
    """One record as it came. `metadata`: the XML of the element inside, empty where there is none. `flaw`: why it cannot be trusted."""

    identifier: str
    datestamp: str = ""
    sets: tuple[str, ...] = ()
    is_deleted: bool = False
    metadata: bytes = b""
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `token`: empty at the end. `error`: the protocol's code, with its words in `message`."""

    items: tuple[HarvestedItem, ...] = ()
    token: str = ""
    answered_at: str = ""
    total: int = 0
    error: str = ""
    message: str = ""
    facts: dict[str, str] = field(default_factory=dict)


def read_answer(content: bytes) -> ListPage:
    """Raises `UnreadableAnswerError`."""
    try:
        root = etree.fromstring(content, make_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableAnswerError(_tell(content, str(error))) from error
    if _strip(root) != "OAI-PMH":
        raise UnreadableAnswerError(_tell(content, Wording("the document begins with %(name)s", name=_strip(root))))
    refusal = _find(root, "error")
    if refusal is not None:
        told = (refusal.text or "").strip()
        return ListPage(answered_at=_text(root, "responseDate"), error=refusal.get("code", ""), message=told)
    token = _find(root, "resumptionToken")
    return ListPage(
        items=tuple(_iterate_items(root)),
        token=(token.text or "").strip() if token is not None else "",
        answered_at=_text(root, "responseDate"),
        total=_read_number(token.get("completeListSize", "")) if token is not None else 0,
        facts=_read_facts(root),
    )


def mend_answer(content: bytes) -> ListPage:
    """What of a broken answer can be trusted; records that cannot are marked. Raises `UnreadableAnswerError` for half of an answer."""
    text = drop_forbidden(mend_text(content), REPLACEMENT)
    try:
        return read_answer(text.encode())
    except UnreadableAnswerError:
        records, rest = split_records(text)
        if not is_whole(text) or not records:
            raise
    page = read_answer(rest.encode())
    return replace(page, items=tuple(item for record in records for item in _read_alone(rest, record)))


def _read_alone(rest: str, record: str) -> tuple[HarvestedItem, ...]:
    try:
        return read_answer(insert_record(rest, record).encode()).items
    except UnreadableAnswerError as error:
        content = record.encode()
        return (
            HarvestedItem(
                find_identifier(record), metadata=content, flaw=Wording("it is no XML: %(why)s", why=str(error))
            ),
        )


def _iterate_items(root: Any) -> Iterator[HarvestedItem]:
    for element in root.iter(f"{_OAI}record", f"{_OAI}header", "record", "header"):
        parent = element.getparent()
        is_header_of_record = _strip(element) == "header" and parent is not None and _strip(parent) == "record"
        if is_header_of_record or any(_strip(above) == "metadata" for above in element.iterancestors()):
            continue
        header = element if _strip(element) == "header" else _find(element, "header")
        if header is not None:
            yield _read_item(element, header)


def _read_item(element: Any, header: Any) -> HarvestedItem:
    metadata = _find(element, "metadata")
    inner = next((child for child in metadata if isinstance(child.tag, str)), None) if metadata is not None else None
    content = etree.tostring(inner, encoding="utf-8", with_tail=False) if inner is not None else b""
    identifier = _text(header, "identifier")
    return HarvestedItem(
        identifier=identifier,
        datestamp=_text(header, "datestamp"),
        sets=tuple((child.text or "").strip() for child in header if _strip(child) == "setSpec"),
        is_deleted=header.get("status") == "deleted",
        metadata=content,
        flaw=_find_flaw(identifier, content),
    )


def _find_flaw(identifier: str, content: bytes) -> str:
    if not identifier:
        return Wording("the record has no identifier")
    return Wording("it holds bytes that are no text in UTF-8") if REPLACEMENT.encode() in content else ""


def _read_facts(root: Any) -> dict[str, str]:
    identify = _find(root, "Identify")
    return {} if identify is None else {_strip(child): (child.text or "").strip() for child in identify}


def _find(element: Any, name: str) -> Any:
    """A child of this name; some providers forget the namespace."""
    found = element.find(f".//{_OAI}{name}")
    return element.find(f".//{name}") if found is None else found


def _text(element: Any, name: str) -> str:
    found = _find(element, name)
    return (found.text or "").strip() if found is not None else ""


def _strip(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _read_number(text: str) -> int:
    return read_whole(text) or 0


def _tell(content: bytes, error: str) -> str:
    start = content.lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return Wording("a page of HTML came instead of an answer of OAI-PMH")
    if not content:
        return Wording("an empty answer came")
    return Wording("what came is no answer of OAI-PMH: %(why)s", why=error)
