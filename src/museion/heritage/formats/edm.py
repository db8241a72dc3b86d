"""Writing the Europeana Data Model as RDF/XML: the object, its pictures, and the aggregation that ties them."""

from operator import itemgetter
from typing import Any

from lxml import etree

from museion.heritage.formats.describing import DescribedObject, clean_for_xml
from museion.heritage.formats.rights import KNOWN_RIGHTS, find_rights_address

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "edm": "http://www.europeana.eu/schemas/edm/",
    "ore": "http://www.openarchives.org/ore/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NO_RIGHTS_STATED = "http://rightsstatements.org/vocab/CNE/1.0/"  # “copyright not evaluated”
TEXTS = (
    ("dc:title", "title"),
    ("dc:description", "description"),
    ("dc:type", "object_type"),
    ("dcterms:medium", "materials_techniques"),
    ("dc:subject", "subject"),
    ("dcterms:spatial", "place_of_origin"),
    ("dcterms:temporal", "period"),
)
PLAIN = (
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
    root = etree.Element(make_name("rdf:RDF"), nsmap=_NAMES)
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
    _link(aggregation, "edm:rights", find_rights_address(described) or NO_RIGHTS_STATED)
    check_edm(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def check_edm(root: Any) -> None:
    """The mandatory properties of Europeana's mapping guidelines. Raises `EdmShapeError`."""
    held = root.find(make_name("edm:ProvidedCHO"))
    aggregation = root.find(make_name("ore:Aggregation"))
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
        if not any(_is_stated(element.find(make_name(name))) for name in names):
            raise EdmShapeError(f"none of {', '.join(names)}")
    if held.findtext(make_name("edm:type")) == "TEXT" and held.find(make_name("dc:language")) is None:
        raise EdmShapeError("a text without dc:language")
    resource = make_name("rdf:resource")
    if aggregation.find(make_name("edm:aggregatedCHO")).get(resource) != held.get(make_name("rdf:about")):
        raise EdmShapeError("edm:aggregatedCHO names another object")
    if not KNOWN_RIGHTS.fullmatch(aggregation.find(make_name("edm:rights")).get(resource, "")):
        raise EdmShapeError("edm:rights is none of the statements that Europeana knows")


def _is_stated(element: Any) -> bool:
    return element is not None and bool((element.text or "").strip() or element.get(make_name("rdf:resource")))


def _add_object(root: Any, address: str, described: DescribedObject) -> None:
    held = _about(root, "edm:ProvidedCHO", address)
    for name, column in TEXTS:
        for tag, text in described.get_texts(column).items():
            _say(held, name, text, tag)
    if not described.get_texts("title") and not described.get_texts("description"):
        _say(held, "dc:title", described.key)
    if not any(described.get_texts(column) for column in ("object_type", "subject", "place_of_origin", "period")):
        _say(held, "dc:type", "object", "en")
    plain = [("dc:creator", str(maker.get("name") or "")) for maker in described.values.get("makers") or ()]
    plain += [(name, described.get_text(column)) for name, column in PLAIN]
    for name, text in filter(itemgetter(1), plain):
        _say(held, name, text)
    _say(held, "dc:identifier", described.key)
    _say(held, "edm:type", "IMAGE")


def make_name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _about(root: Any, name: str, address: str) -> Any:
    return etree.SubElement(root, make_name(name), {make_name("rdf:about"): address})


def _link(parent: Any, name: str, address: str) -> None:
    etree.SubElement(parent, make_name(name), {make_name("rdf:resource"): address})


def _say(parent: Any, name: str, text: str, tag: str = "und") -> None:
    child = etree.SubElement(parent, make_name(name))
    child.text = clean_for_xml(text)
    if tag != "und":
        child.set(LANGUAGE, tag)
