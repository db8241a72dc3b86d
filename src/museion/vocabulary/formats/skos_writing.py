"""SKOS out: concepts and schemes as statements, in Turtle, RDF/XML or JSON-LD."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from museion.core.languages import UNDETERMINED
from museion.vocabulary.formats.entries import is_address
from museion.vocabulary.formats.skos_graph import DCT, SKOS, TYPE

FORMATS: dict[str, RdfFormat] = {"ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
_PREFIXES = {"skos": SKOS, "dct": DCT}


@dataclass(slots=True)
class Resource:
    """A concept or scheme. `texts`: predicate → (tag, text); `links`: predicate → addresses. Predicates are whole addresses."""

    uri: str
    type: str
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)

    def add_map(self, predicate: str, texts: Mapping[str, str]) -> None:
        self.texts.setdefault(predicate, []).extend(texts.items())

    def add_lists(self, predicate: str, texts: Mapping[str, Iterable[str]]) -> None:
        self.texts.setdefault(predicate, []).extend((tag, text) for tag, held in texts.items() for text in held)


def write_skos(resources: Iterable[Resource], suffix: str, target: IO[bytes]) -> None:
    """Written while `resources` is read, so a thesaurus need not be in memory."""
    serialize(_make_triples(resources), target, format=FORMATS[suffix], prefixes=_PREFIXES)


def write_one(resources: Iterable[Resource], suffix: str) -> bytes:
    target = BytesIO()
    write_skos(resources, suffix, target)
    return target.getvalue()


def _make_triples(resources: Iterable[Resource]) -> Iterator[Triple]:
    for resource in resources:
        if not is_address(resource.uri):
            continue
        subject = NamedNode(resource.uri)
        yield Triple(subject, NamedNode(TYPE), NamedNode(resource.type))
        for predicate, texts in resource.texts.items():
            for tag, text in texts:
                yield Triple(subject, NamedNode(predicate), _make_literal(tag, text))
        for predicate, uris in resource.links.items():
            for uri in uris:
                if is_address(uri):
                    yield Triple(subject, NamedNode(predicate), NamedNode(uri))


def _make_literal(tag: str, text: str) -> Literal:
    return Literal(text, language=tag) if tag and tag != UNDETERMINED else Literal(text)
