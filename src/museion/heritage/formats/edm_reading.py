"""Reading the Europeana Data Model: each provided object with what its aggregation says of it.

EDM has few properties for many columns, so several come back poorer than they were; `UNWRITTEN` names them.
"""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from lxml import etree

from museion.core.wording import Wording
from museion.heritage.formats.edm import LANGUAGE, PLAIN, TEXTS, make_name

UNWRITTEN = (
    "object_type_broad",
    "materials",
    "techniques",
    "measurements",
    "inscriptions_markings",
    "distinguishing_features",
    "date_edtf",
    "date_earliest",
    "date_latest",
    "makers beyond their names",
    "related_written_material",
    "place_of_discovery",
    "related_objects",
    "date_documented",
    "credit_line",
)


class EdmError(ValueError):
    """The file is XML without a provided object; says what it begins with."""


def read_edm(stream: BinaryIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where an object stands ("object 2, line 40") and its values. Nothing is fetched, no entity resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.parse(stream, parser).getroot()
    held = [root] if root.tag == make_name("edm:ProvidedCHO") else root.findall(f".//{make_name('edm:ProvidedCHO')}")
    if not held:
        raise EdmError(
            Wording(
                "line %(line)s: no edm:ProvidedCHO; the file begins with %(tag)s",
                line=str(root.sourceline),
                tag=str(root.tag),
            )
        )
    aggregations = {_get_link(each, "edm:aggregatedCHO"): each for each in root.iter(make_name("ore:Aggregation"))}
    for number, element in enumerate(held, 1):
        address = element.get(make_name("rdf:about"), "")
        values = _read_object(element, address) | _read_aggregation(aggregations.get(address))
        yield f"object {number}, line {element.sourceline}", {name: value for name, value in values.items() if value}


def _read_object(element: Any, address: str) -> dict[str, Any]:
    key = address.rstrip("/").rsplit("/", 1)[-1]
    texts = {column: _read_texts(element, name) for name, column in TEXTS}
    # What has no name goes out under its key, which is no title.
    texts["title"] = {tag: text for tag, text in texts["title"].items() if text != key}
    plain = {column: "; ".join(_read_all(element, name)) for name, column in PLAIN if name != "dc:identifier"}
    numbers = [number for number in _read_all(element, "dc:identifier") if number != key]
    makers = [{"name": name} for name in _read_all(element, "dc:creator")]
    return {"record_id": address, **texts, **plain, "inventory_number": next(iter(numbers), ""), "makers": makers}


def _read_aggregation(element: Any) -> dict[str, Any]:
    if element is None:
        return {}
    pictures = [_get_link(element, "edm:isShownBy"), _get_link(element, "edm:object")]
    pictures += [each.get(make_name("rdf:resource"), "") for each in element.findall(make_name("edm:hasView"))]
    return {
        "museum_name": next(iter(_read_all(element, "edm:dataProvider")), ""),
        "rights_address": _get_link(element, "edm:rights"),
        "source_url": _get_link(element, "edm:isShownAt"),
        "external_images": list(dict.fromkeys(filter(None, pictures))),
    }


def _read_texts(element: Any, name: str) -> dict[str, str]:
    """All texts of each language, put together."""
    texts: dict[str, list[str]] = {}
    for child in element.findall(make_name(name)):
        if text := (child.text or "").strip():
            texts.setdefault(child.get(LANGUAGE) or "und", []).append(text)
    return {tag: "; ".join(dict.fromkeys(held)) for tag, held in texts.items()}


def _read_all(element: Any, name: str) -> Iterable[str]:
    return [text for child in element.findall(make_name(name)) if (text := (child.text or "").strip())]


def _get_link(element: Any, name: str) -> str:
    child = element.find(make_name(name))
    return "" if child is None else str(child.get(make_name("rdf:resource"), ""))
