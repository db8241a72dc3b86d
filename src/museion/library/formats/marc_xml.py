"""MARCXML (Library of Congress, MARC21 slim), streamed both ways. Entities are not resolved and nothing is fetched."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from lxml import etree

from museion.core.wording import Wording
from museion.library.formats.marc_binary import Read
from museion.library.formats.marc_records import Field, MarcRecord
from museion.library.formats.xml_text import clean_text

NAMESPACE = "http://www.loc.gov/MARC21/slim"
_SCHEMA = "http://www.loc.gov/MARC21/slim http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
_NAMESPACES: Any = {None: NAMESPACE}
_RECORD = f"{{{NAMESPACE}}}record"
LONGEST_TEXT = 1_000_000
_HEAD = 4096
_BARE_RECORD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*(?=<record[\s>])")
LEADER_LENGTH = 24


class NotMarcXmlError(ValueError):
    """XML without a MARC record in it."""


def read_xml(stream: BinaryIO) -> Iterator[Read]:
    """Each record; files that leave the namespace out are read too. Broken XML raises lxml's error where it breaks."""
    context = etree.iterparse(
        _wrap(stream), events=("end",), tag=(_RECORD, "record"), resolve_entities=False, no_network=True, load_dtd=False
    )
    count = 0
    for _, element in context:
        count += 1
        yield read_element(element, f"record {count}, line {element.sourceline}")
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    if not count:
        raise NotMarcXmlError(
            Wording("no %(name)s element in the namespace %(namespace)s", name="record", namespace=NAMESPACE)
        )


class _Wrapped(io.RawIOBase):
    """Records that follow one another without an element around them, as some systems write them."""

    def __init__(self, begin: bytes, rest: BinaryIO) -> None:
        self._held, self._rest, self._is_closed = b"<collection>" + begin, rest, False

    def read(self, size: int = -1) -> bytes:
        if self._held:
            held, self._held = self._held, b""
            return held
        block = self._rest.read(size)
        if not block and not self._is_closed:
            self._is_closed = True
            return b"</collection>"
        return block


def _wrap(stream: BinaryIO) -> io.RawIOBase:
    begin = stream.read(_HEAD)
    bare = _BARE_RECORD.match(begin)
    return _Wrapped(begin[bare.end() :], stream) if bare else _Joined(begin, stream)


class _Joined(io.RawIOBase):
    """What was read of a stream, then the rest of it."""

    def __init__(self, begin: bytes, rest: BinaryIO) -> None:
        self._held, self._rest = begin, rest

    def read(self, size: int = -1) -> bytes:
        held, self._held = self._held, b""
        return held or self._rest.read(size)


def read_element(element: Any, place: str = "record") -> Read:
    """One `record` element."""
    record, changes, length = MarcRecord(""), [], 0
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "leader":
            record.leader = child.text or ""
        elif name == "controlfield":
            record.fields.append(Field(child.get("tag", ""), child.text or ""))
        elif name == "datafield":
            record.fields.append(_read_datafield(child))
        length += sum(len(text) for text in child.itertext()) if name else 0
    if length > LONGEST_TEXT:
        told = Wording(
            "the record has %(count)s characters; at most %(most)s are taken", count=length, most=LONGEST_TEXT
        )
        return Read(place, problem=told, raw=f"{length:,} characters".encode())
    if len(record.leader) != LEADER_LENGTH:
        changes.append(f"the leader has {len(record.leader)} characters, not {LEADER_LENGTH}; it was filled up")
        record.leader = record.leader[:LEADER_LENGTH].ljust(LEADER_LENGTH)
    if not record.fields:
        return Read(place, problem=Wording("the record has no field"), raw=etree.tostring(element))
    return Read(place, record, changes=changes)


def _read_datafield(element: Any) -> Field:
    pairs = tuple((part.get("code", ""), part.text or "") for part in element if isinstance(part.tag, str))
    indicators = (element.get("ind1", " ") or " ")[:1] + (element.get("ind2", " ") or " ")[:1]
    return Field(element.get("tag", ""), "", indicators, pairs)


def make_element(record: MarcRecord) -> Any:
    """The `record` element, for whoever wraps it."""
    root = etree.Element(_RECORD, nsmap=_NAMESPACES)
    etree.SubElement(root, f"{{{NAMESPACE}}}leader").text = clean_text(record.leader)
    for held in record.fields:
        if held.is_control:
            etree.SubElement(root, f"{{{NAMESPACE}}}controlfield", tag=held.tag).text = clean_text(held.data)
            continue
        node = etree.SubElement(
            root, f"{{{NAMESPACE}}}datafield", tag=held.tag, ind1=held.indicators[0], ind2=held.indicators[1]
        )
        for code, value in held.subfields:
            etree.SubElement(node, f"{{{NAMESPACE}}}subfield", code=code).text = clean_text(value)
    return root


def write_collection(records: Iterable[MarcRecord]) -> Iterator[bytes]:
    """A `collection`, one record at a time, so that memory does not grow with it."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<collection xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{_SCHEMA}">\n'
    ).encode()
    for record in records:
        yield etree.tostring(make_element(record)) + b"\n"
    yield b"</collection>\n"
