"""Simple Dublin Core as OAI-PMH asks for it (oai_dc), from a record's schema.org description.

Every kind of record describes itself in schema.org already, so one crosswalk serves all; a room that knows better writes its own.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from museion.exchange.formats.texts import clean_text, escape

PREFIX = "oai_dc"
NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"

# The properties of schema.org and SKOS, by the element that tells the same.
CROSSWALK: dict[str, tuple[str, ...]] = {
    "title": ("name", "alternateName", "skos:prefLabel", "skos:altLabel", "dct:title"),
    "creator": ("creator", "author"),
    "subject": ("about", "keywords", "knowsAbout", "skos:inScheme"),
    "description": ("description", "abstract", "skos:definition", "skos:scopeNote", "dct:description"),
    "publisher": ("publisher", "provider"),
    "contributor": ("contributor", "editor"),
    "date": ("dateCreated", "datePublished", "startDate", "foundingDate"),
    "type": ("@type", "artform", "additionalType", "genre"),
    "format": ("artMedium", "size", "encodingFormat"),
    "identifier": ("@id", "identifier", "sameAs", "isbn", "issn", "skos:notation"),
    "language": ("inLanguage",),
    "relation": ("isPartOf", "hasPart", "memberOf", "parentOrganization", "skos:broader"),
    "coverage": ("locationCreated", "spatialCoverage", "location", "address"),
    "rights": ("license", "creditText", "copyrightNotice", "dct:license"),
}
# What an untitled record is called by.
_INSTEAD_OF_TITLE = ("artform", "identifier", "@id")

_HEAD = (
    f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)
_UNDETERMINED = "und"
Statement = tuple[str, str, str]


def write_dublin_core(linked: Mapping[str, Any]) -> bytes:
    """One `oai_dc:dc` element; what is said twice stands once."""
    statements = dict.fromkeys(iterate_statements(linked))
    return f"{_HEAD}{''.join(map(_write, statements))}</oai_dc:dc>".encode()


def iterate_statements(linked: Mapping[str, Any]) -> Iterator[Statement]:
    """Element, text, language (empty where nobody said)."""
    has_title = any(linked.get(name) for name in CROSSWALK["title"])
    for element, properties in CROSSWALK.items():
        names = properties if has_title or element != "title" else _first(linked, _INSTEAD_OF_TITLE)
        for name in names:
            for text, language in _read(linked.get(name)):
                if plain := clean_text(text):
                    yield element, plain, language


def _first(linked: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if linked.get(name))[:1]


def _read(value: Any) -> Iterator[tuple[str, str]]:
    """The texts of a JSON-LD value, each with its language; of a node its name, else its address."""
    match value:
        case None | bool():
            return
        case list():
            for part in value:
                yield from _read(part)
        case {"@value": text}:
            language = value.get("@language", "")
            yield str(text), "" if language == _UNDETERMINED else language
        case {"@type": "PostalAddress"}:
            parts = (value.get(name) for name in ("addressLocality", "addressRegion", "addressCountry"))
            yield ", ".join(str(part) for part in parts if part), ""
        case dict():
            yield from _read(value.get("name") or value.get("@id"))
        case _:
            yield str(value), ""


def _write(statement: Statement) -> str:
    element, text, language = statement
    tongue = f' xml:lang="{escape(language)}"' if language else ""
    return f"<dc:{element}{tongue}>{escape(text)}</dc:{element}>"
