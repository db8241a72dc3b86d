"""Files of libraries as rows by column: MARC21 and MARCXML, RIS, BibTeX, CSL JSON, MODS, Dublin Core, DataCite, the room's own CSV."""

import dataclasses
import hashlib
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson
from lxml import etree

from museion.core.imports.registry import BadRecord, RecordReader
from museion.core.wording import Wording
from museion.library.formats import bibtex, csl, datacite, dublin_core, flat, mods, ris
from museion.library.formats.marc_binary import Read, read_binary
from museion.library.formats.marc_reading import read_publication
from museion.library.formats.marc_records import MarcRecord
from museion.library.formats.marc_xml import read_xml
from museion.library.formats.numbers import explain_number
from museion.library.formats.publication import Publication
from museion.library.terms import ReferenceType

_TYPES = frozenset(ReferenceType.values)
LARGEST_TEXT = 256 * 1024 * 1024
Values = dict[str, Any]


def read_marc(stream: BinaryIO) -> Iterator[tuple[str, Values | BadRecord]]:
    """ISO 2709 or MARCXML, as the first byte says."""
    for read in read_marc_records(stream):
        yield read.place, _make_marc_row(read)


def read_marc_records(stream: BinaryIO) -> Iterator[Read]:
    """Bibliographic or authority records, as they stand."""
    begin = stream.peek(512) if isinstance(stream, io.BufferedReader) else b""
    is_xml = begin.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    return read_xml(stream) if is_xml else read_binary(stream)


def _make_marc_row(read: Read) -> Values | BadRecord:
    if read.record is None:
        return BadRecord(read.problem, read.raw[:4096].decode("utf-8", "backslashreplace"))
    publication = read_publication(read.record)
    notes = [*read.changes, *filter(None, map(explain_number, publication.numbers))]
    return _make_row(publication, identify(read.record), notes) | {"marc": read.record.to_json()}


def identify(record: MarcRecord) -> str:
    """001 with the library that gave it (003); else the first system number (035); else a hash of the fields."""
    number, organisation = record.get_data("001").strip(), record.get_data("003").strip()
    if number:
        return f"{organisation}:{number}" if organisation else number
    system = next((held.get("a").strip() for held in record.find("035") if held.get("a")), "")
    return system or hashlib.blake2b(orjson.dumps(record.to_json()), digest_size=12).hexdigest()


def _make_row(publication: Publication, identifier: str, notes: list[str]) -> Values:
    stated = {name: getattr(publication, name) for name in publication.list_stated()}
    return stated | {"identifier": identifier, "import_notes": notes}


def _read_text(stream: BinaryIO) -> str:
    content = stream.read(LARGEST_TEXT + 1)
    if len(content) > LARGEST_TEXT:
        raise ValueError(
            Wording("the file has more than %(size)s MiB: cut it into several", size=LARGEST_TEXT // 1024**2)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_ris(stream: BinaryIO) -> Iterator[tuple[str, Values | BadRecord]]:
    for number, (publication, rest) in enumerate(ris.read_ris(_read_text(stream)), start=1):
        yield f"entry {number}", _make_loose_row(publication, rest, str(rest.get("id") or ""))


def read_bibtex(stream: BinaryIO) -> Iterator[tuple[str, Values | BadRecord]]:
    for key, publication, rest in bibtex.read_bibtex(_read_text(stream)):
        if isinstance(publication, str):
            yield key, BadRecord(publication, str(rest.get("raw", "")))
        else:
            yield f"entry {key}", _make_loose_row(publication, rest, key)


def read_csl(stream: BinaryIO) -> Iterator[tuple[str, Values | BadRecord]]:
    items = orjson.loads(stream.read(LARGEST_TEXT))
    for number, item in enumerate(items if isinstance(items, list) else [items], start=1):
        if isinstance(item, dict):
            yield f"item {number}", _make_loose_row(csl.read_csl(item), {}, str(item.get("id") or ""))
        else:
            yield f"item {number}", BadRecord(Wording("an item of CSL JSON is an object"), str(item)[:1000])


def read_mods(stream: BinaryIO) -> Iterator[tuple[str, Values | BadRecord]]:
    tag = f"{{{mods.NAMESPACE}}}mods"
    count = 0
    for _, element in etree.iterparse(
        stream, events=("end",), tag=tag, resolve_entities=False, no_network=True, load_dtd=False
    ):
        count += 1
        publication = mods.read_mods(element)
        yield f"mods {count}, line {element.sourceline}", _make_loose_row(publication, {}, "")
        element.clear()
    if not count:
        raise ValueError(
            Wording("no %(name)s element in the namespace %(namespace)s", name="mods", namespace=mods.NAMESPACE)
        )


def read_dublin_core(stream: BinaryIO) -> Iterator[tuple[str, Values | BadRecord]]:
    """`oai_dc` by itself, in a collection of any name, or in answers of OAI-PMH."""
    tag, count = f"{{{dublin_core.OAI_DC}}}dc", 0
    for _, element in etree.iterparse(
        stream, events=("end",), tag=tag, resolve_entities=False, no_network=True, load_dtd=False
    ):
        count += 1
        publication, rest = dublin_core.read_dublin_core(element, types=_TYPES)
        yield f"dc {count}, line {element.sourceline}", _make_loose_row(publication, rest, "")
        element.clear()
    if not count:
        raise ValueError(
            Wording("no %(name)s element in the namespace %(namespace)s", name="dc", namespace=dublin_core.OAI_DC)
        )


def read_datacite(stream: BinaryIO) -> Iterator[tuple[str, Values | BadRecord]]:
    """One record, a list, or an answer of DataCite's own API (`data`, `attributes`)."""
    held = orjson.loads(stream.read(LARGEST_TEXT))
    held = held.get("data", held) if isinstance(held, dict) else held
    for number, item in enumerate(held if isinstance(held, list) else [held], start=1):
        if isinstance(item, dict):
            record = item["attributes"] if isinstance(item.get("attributes"), dict) else item
            publication, rest = datacite.read_datacite(record, types=_TYPES)
            doi = next(iter(publication.get_numbers("doi")), "")
            yield f"record {number}", _make_loose_row(publication, rest, doi or str(item.get("id") or ""))
        else:
            yield f"record {number}", BadRecord(Wording("a record of DataCite JSON is an object"), str(item)[:1000])


def read_flat(stream: BinaryIO) -> Iterator[tuple[str, Values | BadRecord]]:
    for line, key, publication, rest in flat.read_csv(_read_text(stream)):
        yield f"line {line}", _make_loose_row(publication, rest, key)


def _make_loose_row(publication: Publication, rest: Values, identifier: str) -> Values:
    """Formats without identifiers of their own: a number, else what the entry says, hashed."""
    digest = hashlib.blake2b(
        orjson.dumps(dataclasses.asdict(publication), option=orjson.OPT_SORT_KEYS), digest_size=12
    ).hexdigest()
    notes = list(filter(None, map(explain_number, publication.numbers)))
    row = _make_row(publication, identifier or digest, notes)
    return row | ({"other_fields": rest} if rest else {})


READERS: dict[str, RecordReader] = {
    "marc": read_marc,
    "ris": read_ris,
    "bibtex": read_bibtex,
    "csl": read_csl,
    "mods": read_mods,
    "dublin-core": read_dublin_core,
    "datacite": read_datacite,
    "publications-csv": read_flat,
}
