"""What harvesters get of the room: publications ordered by the body that issued them, in MARCXML and MODS; archives; laws."""

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from museion.core.harvesting import MetadataFormat, RecordSet
from museion.core.kinds import WriterContext
from museion.core.models import Record
from museion.library.formats import dublin_core, marc_xml, mods
from museion.library.models import Work
from museion.library.representations import make_written
from museion.library.values import read_work
from museion.network.models import Body


def _get_branch(work: Work) -> str:
    body = work.issued_by
    return body.key if body and body.access == "public" and not body.withdrawn_at else ""


def _name_bodies(keys: Sequence[str]) -> Mapping[str, str]:
    bodies = Body.objects.filter(key__in=keys, access="public").values_list("key", "names")
    return {key: names.pick("en").text for key, names in bodies}


RECORD_SETS = (
    RecordSet(
        "work",
        prepare=lambda rows: rows.select_related("parent", "issued_by").prefetch_related("concepts", "objects_treated"),
        branch=_get_branch,
        name_branches=_name_bodies,
    ),
    RecordSet("archive_unit", prepare=lambda rows: rows.select_related("parent", "creator")),
    RecordSet("law", prepare=lambda rows: rows.prefetch_related("rules", "parties")),
    RecordSet("reading_list", is_open=False),
    RecordSet("reading_request", is_open=False),
    RecordSet("deposit", is_open=False),
    RecordSet("file", is_open=False),
    RecordSet("page", is_open=False),
)


def _write_marcxml(record: Record, context: WriterContext) -> bytes:
    if not isinstance(record, Work):
        raise TypeError(f"{record.key} is no publication")
    return etree.tostring(marc_xml.make_element(make_written(record, context.base_url).make_marc()))


def _write_mods(record: Record, context: WriterContext) -> bytes:
    if not isinstance(record, Work):
        raise TypeError(f"{record.key} is no publication")
    return etree.tostring(mods.write_mods(read_work(record), identifier=record.key))


def _check_marc(content: bytes) -> Sequence[str]:
    """What MARC21 asks of every record: a leader of 24 characters, one title (245), tags and indicators in their form."""
    element: Any = etree.fromstring(content)
    reads = marc_xml.read_element(element)
    if reads.record is None:
        return [reads.problem]
    problems = list(reads.changes)
    if sum(1 for _ in reads.record.find("245")) != 1:
        problems.append("a record has one field 245")
    problems += [f"the tag {field.tag!r} is none" for field in reads.record.fields if len(field.tag) != 3]
    return problems


def _check_mods(content: bytes) -> Sequence[str]:
    return [] if mods.read_mods(etree.fromstring(content)).titles else ["a record has a title"]


def _write_dublin_core(record: Record, context: WriterContext) -> bytes:
    if not isinstance(record, Work):
        raise TypeError(f"{record.key} is no publication")
    return etree.tostring(dublin_core.make_element(read_work(record), address=context.base_url + record.url))


def _check_dublin_core(content: bytes) -> Sequence[str]:
    """Nothing but the fifteen elements, and no markup in them."""
    element: Any = etree.fromstring(content)
    foreign = [str(child.tag) for child in element if not str(child.tag).startswith(f"{{{dublin_core.DC}}}")]
    return [f"{tag} is no element of Dublin Core" for tag in foreign]


METADATA_FORMATS = (
    MetadataFormat(
        "oai_dc",
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        dublin_core.OAI_DC,
        "work",
        _write_dublin_core,
        _check_dublin_core,
    ),
    MetadataFormat(
        "marcxml",
        "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd",
        marc_xml.NAMESPACE,
        "work",
        _write_marcxml,
        _check_marc,
    ),
    MetadataFormat(
        "mods", "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd", mods.NAMESPACE, "work", _write_mods, _check_mods
    ),
)
