"""Writing the Europeana Data Model as RDF/XML: the object, its pictures, and the aggregation that ties them."""

import re
from operator import itemgetter
from typing import Any

from lxml import etree

from museion.heritage.formats.describing import DescribedObject, clean_for_xml

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "edm": "http://www.europeana.eu/schemas/edm/",
    "ore": "http://www.openarchives.org/ore/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NO_RIGHTS_STATED = "http://rightsstatements.org/vocab/CNE/1.0/"  # “copyright not evaluated”
# The addresses of Creative Commons and of RightsStatements.org that Europeana takes.
_KNOWN_RIGHTS = re.compile(
    r"http://creativecommons\.org/(licenses/by(-nc)?(-nd|-sa)?/(1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)/([a-z]+/)?|publicdomain/(zero|mark)/1\.0/)"
    r"|http://rightsstatements\.org/vocab/(NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0/"
)
_TEXTS = (
    ("dc:title", "title"),
    ("dc:description", "description"),
    ("dc:type", "object_type"),
    ("dcterms:medium", "materials_techniques"),
    ("dc:subject", "subject"),
    ("dcterms:spatial", "place_of_origin"),
    ("dcterms:temporal", "period"),
)
_PLAIN = (
    ("dc:identifier", "inventory_number"),
    ("dcterms:created", "date_text"),
    ("dcterms:extent", "measurements_text"),
    ("dcterms:provenance", "provenance"),
    ("dc:rights", "rights"),
)


class EdmShapeError(ValueError):
    """Something that Europeana requires is missing."""


def write_edm(described: DescribedObject) -> bytes:
    """Raises `EdmShapeError` where the object says neither what it is called nor what it is."""
    root = etree.Element(_name("rdf:RDF"), nsmap=_NAMES)
    object_address, pictures = described.address, [picture.address for picture in described.pictures]
    _add_object(root, object_address, described)
    for address in pictures:
        _about(root, "edm:WebResource", address)
    aggregation = _about(root, "ore:Aggregation", f"{object_address}#aggregation")
    _link(aggregation, "edm:aggregatedCHO", object_address)
    provider = next(iter(described.museum_names.values()), "Museion")
    _say(aggregation, "edm:dataProvider", provider)
    for address in pictures[1:]:
        _link(aggregation, "edm:hasView", address)
    _link(aggregation, "edm:isShownAt", object_address)
    if pictures:
        _link(aggregation, "edm:isShownBy", pictures[0])
        _link(aggregation, "edm:object", pictures[0])
    _say(aggregation, "edm:provider", "Museion")
    _link(aggregation, "edm:rights", _find_rights(described))
    check_edm(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def check_edm(root: Any) -> None:
    """The mandatory properties of Europeana's mapping guidelines. Raises `EdmShapeError`."""
    held = root.find(_name("edm:ProvidedCHO"))
    aggregation = root.find(_name("ore:Aggregation"))
    if held is None or aggregation is None:
        raise EdmShapeError("no edm:ProvidedCHO or ore:Aggregation")
    needed: list[tuple[Any, tuple[str, ...]]] = [
        (held, ("dc:title", "dc:description")),
        (held, ("dc:type", "dc:subject", "dcterms:spatial", "dcterms:temporal")),
        (held, ("edm:type",)),
        *((aggregation, (name,)) for name in ("edm:aggregatedCHO", "edm:dataProvider", "edm:provider", "edm:rights")),
        (aggregation, ("edm:isShownAt", "edm:isShownBy")),
    ]
    for element, names in needed:
        if not any(_is_stated(element.find(_name(name))) for name in names):
            raise EdmShapeError(f"none of {', '.join(names)}")
    if held.findtext(_name("edm:type")) == "TEXT" and held.find(_name("dc:language")) is None:
        raise EdmShapeError("a text without dc:language")
    resource = _name("rdf:resource")
    if aggregation.find(_name("edm:aggregatedCHO")).get(resource) != held.get(_name("rdf:about")):
        raise EdmShapeError("edm:aggregatedCHO names another object")
    if not _KNOWN_RIGHTS.fullmatch(aggregation.find(_name("edm:rights")).get(resource, "")):
        raise EdmShapeError("edm:rights is none of the statements that Europeana knows")


def _is_stated(element: Any) -> bool:
    return element is not None and bool((element.text or "").strip() or element.get(_name("rdf:resource")))


def _add_object(root: Any, address: str, described: DescribedObject) -> None:
    held = _about(root, "edm:ProvidedCHO", address)
    for name, column in _TEXTS:
        for tag, text in described.get_texts(column).items():
            _say(held, name, text, tag)
    if not described.get_texts("title") and not described.get_texts("description"):
        _say(held, "dc:title", described.key)
    if not any(described.get_texts(column) for column in ("object_type", "subject", "place_of_origin", "period")):
        _say(held, "dc:type", "object", "en")
    plain = [("dc:creator", str(maker.get("name") or "")) for maker in described.values.get("makers") or ()]
    plain += [(name, described.get_text(column)) for name, column in _PLAIN]
    for name, text in filter(itemgetter(1), plain):
        _say(held, name, text)
    _say(held, "dc:identifier", described.key)
    _say(held, "edm:type", "IMAGE")


def _find_rights(described: DescribedObject) -> str:
    """An address, as Europeana asks for; words of a source's rights stay with the object."""
    rights = described.get_text("rights").strip().replace("https://", "http://", 1)
    address = rights if rights.endswith("/") else f"{rights}/"
    return address if _KNOWN_RIGHTS.fullmatch(address) else NO_RIGHTS_STATED


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _about(root: Any, name: str, address: str) -> Any:
    return etree.SubElement(root, _name(name), {_name("rdf:about"): address})


def _link(parent: Any, name: str, address: str) -> None:
    etree.SubElement(parent, _name(name), {_name("rdf:resource"): address})


def _say(parent: Any, name: str, text: str, tag: str = "und") -> None:
    child = etree.SubElement(parent, _name(name))
    child.text = clean_for_xml(text)
    if tag != "und":
        child.set(_LANGUAGE, tag)
