"""Which metadata formats each kind of record is offered in: those that its room registered, then what every kind can do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import orjson
from lxml import etree

from museion.core.harvesting import METADATA_FORMATS, MetadataFormat, get_record_set
from museion.core.kinds import KINDS, Kind, Representation, WriterContext
from museion.exchange.formats import dublin_core, json_ld
from museion.exchange.formats.rules import find_cap_flaws, find_skos_flaws
from museion.exchange.formats.validation import Check, check_by_grammar, check_by_schema, check_root, make_parser
from museion.heritage.formats.edm import EdmShapeError, check_edm
from museion.heritage.formats.lido_shape import find_problems

_LIDO = "http://www.lido-schema.org"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EAD = "http://ead3.archivists.org/schema/"
_CAP = "urn:oasis:names:tc:emergency:cap:1.2"


def _check_lido(content: bytes) -> Sequence[str]:
    flaws = check_root(_LIDO, "lido", "lidoWrap")(content)
    return flaws or list(find_problems(etree.fromstring(content, make_parser())))


def _find_edm_flaws(root: Any) -> Iterator[str]:
    try:
        check_edm(root)
    except EdmShapeError as error:
        yield str(error)


# A kind whose representations have one of these suffixes goes out so too: schema, namespace, check.
KNOWN_XML: dict[str, tuple[str, str, Check]] = {
    "lido": (f"{_LIDO}/schema/v1.1/lido-v1.1.xsd", _LIDO, _check_lido),
    "edm": (
        "http://www.europeana.eu/schemas/edm/EDM.xsd",
        "http://www.europeana.eu/schemas/edm/",
        check_by_grammar("edm", _find_edm_flaws),
    ),
    "rdf": (_RDF, _RDF, check_by_grammar("skos", find_skos_flaws)),
    "cap": (
        "http://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.xsd",
        _CAP,
        check_by_grammar("cap", find_cap_flaws),
    ),
    "ead": ("http://ead3.archivists.org/schema/ead3.xsd", _EAD, check_by_grammar("ead")),
}
# What a room offers by itself is checked by the grammar of its format first.
GRAMMARS = {"marcxml": check_by_grammar("marcxml"), "mods": check_by_grammar("mods")}
KNOWN_JSON = {"jsonld": "json-ld", "linked-art": "linked-art", "linkedart": "linked-art"}
Write = Callable[[Any, WriterContext], bytes]


def list_formats(kind: Kind) -> dict[str, MetadataFormat]:
    """By prefix. A kind that its room keeps back, and one without a description in JSON-LD, is not harvested."""
    return _list_formats(kind.name, len(METADATA_FORMATS)) if get_record_set(kind.name).is_open else {}


@lru_cache(maxsize=256)
def _list_formats(name: str, _registered: int) -> dict[str, MetadataFormat]:
    offered = {prefix: _check_twice(form) for (kind, prefix), form in METADATA_FORMATS.items() if kind == name}
    by_suffix = {form.suffix: form for form in KINDS[name].representations}
    if linked := by_suffix.get("jsonld"):
        offered.setdefault(dublin_core.PREFIX, _make_dublin_core(name, linked))
    for suffix, prefix in KNOWN_JSON.items():
        if form := by_suffix.get(suffix):
            offered.setdefault(prefix, _wrap(name, prefix, form))
    for suffix in KNOWN_XML:
        if form := by_suffix.get(suffix):
            offered.setdefault(suffix, _offer(name, suffix, form))
    return offered


def _check_twice(form: MetadataFormat) -> MetadataFormat:
    grammar = GRAMMARS.get(form.prefix)
    if grammar is None:
        return form
    return replace(form, check=lambda content: grammar(content) or form.check(content))


def _make_dublin_core(kind: str, linked: Representation) -> MetadataFormat:
    def write(record: Any, context: WriterContext) -> bytes:
        return dublin_core.write_dublin_core(orjson.loads(linked.write(record, context)))

    return MetadataFormat(
        dublin_core.PREFIX, dublin_core.SCHEMA, dublin_core.NAMESPACE, kind, write, check_by_schema("oai_dc")
    )


def _wrap(kind: str, prefix: str, form: Representation) -> MetadataFormat:
    def write(record: Any, context: WriterContext) -> bytes:
        return json_ld.wrap_json(form.write(record, context), form.media_type)

    return MetadataFormat(prefix, json_ld.SCHEMA, json_ld.NAMESPACE, kind, write, check_by_schema("json-ld"))


def _offer(kind: str, suffix: str, form: Representation) -> MetadataFormat:
    schema, namespace, check = KNOWN_XML[suffix]

    def write(record: Any, context: WriterContext) -> bytes:
        content = form.write(record, context).strip()
        return content.partition(b"?>")[2].strip() if content.startswith(b"<?xml") else content

    return MetadataFormat(suffix, schema, namespace, kind, write, check)
