"""Thesauri as linked data: what of a concept or scheme goes out in SKOS, and the written forms of `/id/<key>`."""

from collections.abc import Iterable, Iterator
from typing import Any

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.vocabulary.formats.skos_graph import DCT, SKOS
from museion.vocabulary.formats.skos_writing import Resource, write_one
from museion.vocabulary.models import Concept, Scheme

_AT_ONCE = 500
_FORMS = (("ttl", "text/turtle", "Turtle"), ("rdf", "application/rdf+xml", "RDF/XML"))


def link_scheme(scheme: Scheme) -> Resource:
    resource = Resource(scheme.uri, f"{SKOS}ConceptScheme")
    resource.add_map(f"{DCT}title", scheme.titles)
    resource.add_map(f"{DCT}description", scheme.descriptions)
    resource.texts[f"{DCT}license"] = [("", scheme.licence)] if scheme.licence else []
    return resource


def link_concept(concept: Concept, viewer: Viewer) -> Resource:
    resource = Resource(concept.uri, f"{SKOS}Concept")
    resource.add_map(f"{SKOS}prefLabel", concept.pref_labels)
    resource.add_lists(f"{SKOS}altLabel", concept.alt_labels)
    resource.add_lists(f"{SKOS}hiddenLabel", concept.hidden_labels)
    resource.add_map(f"{SKOS}scopeNote", concept.scope_notes)
    resource.texts[f"{SKOS}notation"] = [("", concept.notation)] if concept.notation else []
    resource.links[f"{SKOS}inScheme"] = [concept.scheme.uri]
    for relation in ("broader", "narrower", "related"):
        resource.links[SKOS + relation] = _list_addresses(getattr(concept, relation).all(), viewer)
    for relation, uris in concept.matches.items():
        resource.links[SKOS + relation] = uris
    return resource


def iterate_scheme(scheme: Scheme, viewer: Viewer) -> Iterator[Resource]:
    """The scheme, then its concepts, some hundred at a time."""
    yield link_scheme(scheme)
    concepts = scheme.concepts.current().visible_to(viewer).select_related("scheme").order_by("id")
    for concept in concepts.prefetch_related("broader", "narrower", "related").iterator(chunk_size=_AT_ONCE):
        yield link_concept(concept, viewer)


def _list_addresses(concepts: Iterable[Concept], viewer: Viewer) -> list[str]:
    return [other.uri for other in concepts if not other.withdrawn_at and viewer.sees_record(other)]


def _write(suffix: str) -> Any:
    def write(record: Concept | Scheme, context: WriterContext) -> bytes:
        if isinstance(record, Scheme):
            return write_one(iterate_scheme(record, context.viewer), suffix)
        return write_one([link_concept(record, context.viewer)], suffix)

    return write


FORMS = tuple(Representation(suffix, media_type, label, _write(suffix)) for suffix, media_type, label in _FORMS)
