"""Thesauri as JSON (one typed shape for the API and for `/id/<key>.json`) and as JSON-LD in the words of SKOS."""

from collections.abc import Iterable
from typing import Any

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.languages import UNDETERMINED
from museion.core.representations import (
    RecordJson,
    Reference,
    Texts,
    describe_record,
    link_texts,
    make_representations,
    refer,
)
from museion.vocabulary.linked import FORMS
from museion.vocabulary.models import Concept, Scheme


class SchemeJson(RecordJson):
    uri: str
    slug: str
    titles: Texts
    descriptions: Texts
    licence: str


class ConceptJson(RecordJson):
    """`alt_labels`, `hidden_labels`: language tag to texts. `matches`: SKOS mapping property to URIs of other thesauri."""

    uri: str
    notation: str
    scheme: Reference | None
    pref_labels: Texts
    alt_labels: dict[str, list[str]]
    hidden_labels: dict[str, list[str]]
    scope_notes: Texts
    matches: dict[str, list[str]]
    broader: list[Reference]
    narrower: list[Reference]
    related: list[Reference]


_CONCEPT_COLUMNS = ("uri", "notation", "pref_labels", "alt_labels", "hidden_labels", "scope_notes", "matches")


def describe_scheme(scheme: Scheme, viewer: Viewer) -> SchemeJson:
    return SchemeJson(
        **describe_record(scheme, "scheme"),
        uri=scheme.uri,
        slug=scheme.slug,
        titles=scheme.titles,
        descriptions=scheme.descriptions,
        licence=scheme.licence,
    )


def describe_concept(concept: Concept, viewer: Viewer) -> ConceptJson:
    return ConceptJson(
        **describe_record(concept, "concept"),
        **{name: getattr(concept, name) for name in _CONCEPT_COLUMNS},
        scheme=refer(concept.scheme, "scheme", concept.scheme.titles, viewer),
        broader=_refer_all(concept.broader.all(), viewer),
        narrower=_refer_all(concept.narrower.all(), viewer),
        related=_refer_all(concept.related.all(), viewer),
    )


def _refer_all(concepts: Iterable[Concept], viewer: Viewer) -> list[Reference]:
    found = (refer(concept, "concept", concept.pref_labels, viewer) for concept in concepts)
    return [reference for reference in found if reference]


_SKOS = {"skos": "http://www.w3.org/2004/02/skos/core#", "dct": "http://purl.org/dc/terms/"}


def _link_scheme(scheme: Scheme, context: WriterContext) -> dict[str, Any]:
    return {
        "@context": _SKOS,
        "@id": scheme.uri,
        "@type": "skos:ConceptScheme",
        "url": None,
        "dateModified": None,
        "dct:title": link_texts(scheme.titles),
        "dct:description": link_texts(scheme.descriptions),
        "dct:license": scheme.licence,
        "dct:modified": scheme.changed_at.isoformat(),
    }


def _link_concept(concept: Concept, context: WriterContext) -> dict[str, Any]:
    def name(concepts: Iterable[Concept]) -> list[dict[str, str]]:
        return [{"@id": other.uri} for other in concepts if context.viewer.sees_record(other)]

    return {
        "@context": _SKOS,
        "@id": concept.uri,
        "@type": "skos:Concept",
        "url": None,
        "dateModified": None,
        "skos:notation": concept.notation,
        "skos:inScheme": {"@id": concept.scheme.uri},
        "skos:prefLabel": link_texts(concept.pref_labels),
        "skos:altLabel": _link_labels(concept.alt_labels),
        "skos:hiddenLabel": _link_labels(concept.hidden_labels),
        "skos:scopeNote": link_texts(concept.scope_notes),
        "skos:broader": name(concept.broader.all()),
        "skos:narrower": name(concept.narrower.all()),
        "skos:related": name(concept.related.all()),
        "dct:modified": concept.changed_at.isoformat(),
        **{f"skos:{match}": [{"@id": uri} for uri in uris] for match, uris in concept.matches.items()},
    }


def _link_labels(labels: dict[str, list[str]]) -> list[dict[str, str]]:
    return [
        {"@value": text, "@language": tag} if tag != UNDETERMINED else {"@value": text}
        for tag, texts in labels.items()
        for text in texts
    ]


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "scheme": (*make_representations(describe_scheme, _link_scheme), *FORMS),
    "concept": (*make_representations(describe_concept, _link_concept), *FORMS),
}
