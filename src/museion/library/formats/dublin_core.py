"""The fifteen elements of Dublin Core (ISO 15836-1), as `oai_dc`. No markup in any of them."""

import html
import re
from typing import Any

from lxml import etree

from museion.library.formats.codes import read_marc_language
from museion.library.formats.numbers import read_number
from museion.library.formats.publication import Publication
from museion.library.formats.xml_text import clean_text

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = re.compile(r"<[^<>]{1,200}>")
_DCMI_TYPES = {"dataset": "Dataset", "poster": "StillImage", "audiovisual": "MovingImage", "archive_unit": "Collection"}
HELD = frozenset(
    [
        "reference_type",
        "titles",
        "other_titles",
        "contributors",
        "languages",
        "publisher",
        "date_text",
        "extent",
        "series",
        "host",
        "notes",
        "abstracts",
        "subjects",
        "countries",
        "numbers",
        "links",
        "relations",
        "rights",
    ]
)


_SCHEMES = re.compile(r"(isbn|issn|doi|handle)[:\s]+(\S.*)", re.IGNORECASE)
_NOT_TYPES = frozenset({"text", "dataset", "stillimage", "movingimage", "collection", "image", "sound"})
_BACK = {own.lower(): kind for kind, own in _DCMI_TYPES.items()}


def list_elements(publication: Publication, *, address: str) -> list[tuple[str, str, str]]:
    """(element, text, language or nothing), in the order of the standard. `address`: the record's own."""
    found: list[tuple[str, str, str]] = [("title", text, tag) for tag, text in publication.titles.items()]
    found += [("title", held["text"], held.get("language", "")) for held in publication.other_titles]
    for held in publication.contributors:
        element = (
            "creator"
            if held.get("role", "author") in {"author", "originator", "composer", "issuing body"}
            else "contributor"
        )
        found.append((element, held["name"], ""))
    found += [("subject", held["text"], "") for held in publication.subjects if held["kind"] not in {"place", "period"}]
    found += [("description", text, tag) for tag, text in publication.abstracts.items()]
    found += [("description", held["text"], "") for held in publication.notes]
    found += [("publisher", publication.publisher, ""), ("date", publication.date_text, "")]
    found += [
        ("type", _DCMI_TYPES.get(publication.reference_type, "Text"), ""),
        ("type", publication.reference_type, ""),
    ]
    found += [("format", publication.extent, ""), ("identifier", address, "")]
    found += [("identifier", _write_number(held), "") for held in publication.numbers if held.get("is_valid", True)]
    found += [("identifier", held["url"], "") for held in publication.links]
    found += [("source", _write_host(publication), "")]
    found += [("language", tag, "") for tag in publication.languages]
    found += [("relation", held.get("title") or held.get("note", ""), "") for held in publication.relations]
    found += [("relation", held["title"], "") for held in publication.series]
    found += [("coverage", held["text"], "") for held in publication.subjects if held["kind"] in {"place", "period"}]
    found += [("coverage", country, "") for country in publication.countries]
    found.append(("rights", publication.rights, ""))
    return [(element, plain, tag) for element, text, tag in found if (plain := strip_markup(text))]


def strip_markup(text: str) -> str:
    """Text without tags and entities: harvesters show it as it is."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _write_number(held: dict[str, Any]) -> str:
    scheme, value = held["scheme"], held["value"]
    return {"doi": f"https://doi.org/{value}", "handle": f"https://hdl.handle.net/{value}"}.get(
        scheme, f"{scheme.upper()} {value}"
    )


def _write_host(publication: Publication) -> str:
    host = publication.host
    parts = [host.get("title", ""), host.get("where", "")]
    if not host.get("where"):
        parts += [host.get("volume", ""), f"({host['issue']})" if host.get("issue") else "", host.get("pages", "")]
    return ", ".join(part for part in parts if part)


def make_element(publication: Publication, *, address: str) -> Any:
    """The `oai_dc:dc` element, for whoever wraps it."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    for name, text, tag in list_elements(publication, address=address):
        node = etree.SubElement(root, f"{{{DC}}}{name}")
        node.text = clean_text(text)
        if tag and tag != "und":
            node.set(_XML_LANG, tag)
    return root


def read_dublin_core(root: Any, *, types: frozenset[str]) -> tuple[Publication, dict[str, Any]]:
    """The elements of one `oai_dc:dc`, and those that no column takes. `types`: the codes of reference types."""
    publication, rest = Publication(), dict[str, Any]()
    for node in root.iterchildren(f"{{{DC}}}*"):
        text, name = " ".join("".join(node.itertext()).split()), etree.QName(node).localname
        if not text or _take(publication, name, text, node.get(_XML_LANG) or "und", types):
            continue
        rest.setdefault(name, []).append(text)
    if len(publication.languages) == 1:
        tag = publication.languages[0]
        publication.titles = {tag if held == "und" else held: text for held, text in publication.titles.items()}
    return publication, rest


def _take(publication: Publication, name: str, text: str, tag: str, types: frozenset[str]) -> bool:
    """Puts one element where it belongs; False where nothing takes it."""
    if name == "title" and tag not in publication.titles:
        publication.titles[tag] = text
    elif name == "title":
        publication.other_titles.append({"text": text, "kind": "variant"})
    elif name in {"creator", "contributor"}:
        kind = "person" if "," in text else "body"
        publication.contributors.append({"name": text, "role": "author" if name == "creator" else name, "kind": kind})
    elif name == "subject":
        publication.subjects.append({"text": text, "kind": "topic"})
    elif name == "description" and tag not in publication.abstracts:
        publication.abstracts[tag] = text
    elif name == "description":
        publication.notes.append({"kind": "general", "text": text})
    elif name == "relation":
        publication.relations.append({"kind": "related", "title": text})
    else:
        return _take_code(publication, name, text, types)
    return True


def _take_code(publication: Publication, name: str, text: str, types: frozenset[str]) -> bool:
    if name == "type":
        kind = text if text in types else _BACK.get(text.lower(), "")
        publication.reference_type = kind or publication.reference_type
        return bool(kind) or text.lower() in _NOT_TYPES
    if name == "identifier":
        _take_identifier(publication, text)
    elif name == "source" and not publication.host:
        publication.host = {"title": text}
    elif name == "language" and (known := read_marc_language(text)):
        publication.languages.append(known)
    elif name == "coverage":
        is_country = len(text) == 2 and text.isascii() and text.isupper()
        if is_country:
            publication.countries.append(text)
        else:
            publication.subjects.append({"text": text, "kind": "place"})
    elif name in _SINGLE and not getattr(publication, _SINGLE[name]):
        setattr(publication, _SINGLE[name], text)
    else:
        return False
    return True


_SINGLE = {"publisher": "publisher", "date": "date_text", "format": "extent", "rights": "rights"}


def _take_identifier(publication: Publication, text: str) -> None:
    """A DOI is a number however it is written; any other address is a link, anything else a number of its library."""
    named = _SCHEMES.fullmatch(text)
    doi = read_number("doi", text)
    if named:
        publication.numbers.append(read_number(named.group(1).lower(), named.group(2)))
    elif doi.get("is_valid", True):
        publication.numbers.append(doi)
    elif text.startswith(("http://", "https://")):
        publication.links.append({"url": text})
    else:
        publication.numbers.append({"scheme": "local", "value": text})
