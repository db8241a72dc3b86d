"""The catalogue's records as JSON (one typed shape for the API and for `/id/<key>.json`) and as JSON-LD (schema.org)."""

from typing import Any

from museion.core.access import AccessLevel, Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import (
    RecordJson,
    Reference,
    Texts,
    describe_record,
    link_record,
    link_texts,
    make_representations,
    refer,
)
from museion.heritage.care_json import CARE_REPRESENTATIONS
from museion.heritage.description_json import DescriptionJson, describe_picture, link_description
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.heritage.object_formats import OBJECT_FORMATS


class ObjectJson(DescriptionJson):
    """`store_location`: for the holder and the desk."""

    credit_line: str
    provenance: str
    rights: str
    source_url: str
    external_images: list[Any]
    store_location: str | None
    museum: Reference | None
    concepts: list[Reference]


class ElementJson(RecordJson):
    """An element of intangible heritage. `countries`: ISO 3166-1 codes. `language_tags`: BCP 47."""

    names: Texts
    descriptions: Texts
    domains: list[str]
    communities: Texts
    transmission: Texts
    viability: str
    threats: Texts
    safeguarding: Texts
    countries: list[str]
    place: str
    latitude: float | None
    longitude: float | None
    language_tags: list[str]
    related_objects: list[Reference]


_OBJECT_SPECIAL = {*RecordJson.model_fields, "store_location", "museum", "concepts", "photographs"}
_OBJECT_COLUMNS = [name for name in ObjectJson.model_fields if name not in _OBJECT_SPECIAL]
_ELEMENT_COLUMNS = [
    name for name in ElementJson.model_fields if name not in {*RecordJson.model_fields, "related_objects"}
]


def describe_object(record: CulturalObject, viewer: Viewer) -> ObjectJson:
    museum = record.museum
    concepts = (refer(concept, "concept", concept.pref_labels, viewer) for concept in record.concepts.all())
    return ObjectJson(
        **describe_record(record, "object"),
        **{name: getattr(record, name) for name in _OBJECT_COLUMNS},
        store_location=record.store_location if sees_store(record, viewer) else None,
        museum=refer(museum, "museum", museum.names if museum else {}, viewer),
        concepts=[concept for concept in concepts if concept],
        photographs=[describe_picture(photograph) for photograph in record.photographs.all()],
    )


def sees_store(record: CulturalObject, viewer: Viewer) -> bool:
    """Where an object is kept is read by the desk, and by who acts for the museum that holds it."""
    holds = record.museum is not None and record.museum.key in viewer.scopes
    return holds or viewer.sees(AccessLevel.DESK)


def describe_element(element: IntangibleElement, viewer: Viewer) -> ElementJson:
    related = (refer(record, "object", record.title, viewer) for record in element.related_objects.all())
    return ElementJson(
        **describe_record(element, "element"),
        **{name: getattr(element, name) for name in _ELEMENT_COLUMNS},
        related_objects=[record for record in related if record],
    )


def _link_object(record: CulturalObject, context: WriterContext) -> dict[str, Any]:
    museum = record.museum
    return {
        **link_description(record, context.base_url),
        "creditText": record.credit_line,
        "image": record.external_images,
        "sameAs": record.source_url,
        "provider": link_record(museum, museum.names if museum else "", "Museum", context),
    }


def _link_element(element: IntangibleElement, context: WriterContext) -> dict[str, Any]:
    related = (link_record(record, record.title, "VisualArtwork", context) for record in element.related_objects.all())
    return {
        "@type": "CreativeWork",
        "additionalType": "https://ich.unesco.org/en/convention",
        "name": link_texts(element.names),
        "description": link_texts(element.descriptions),
        "genre": element.domains,
        "spatialCoverage": element.countries,
        "inLanguage": element.language_tags,
        "about": [record for record in related if record],
    }


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "object": (*make_representations(describe_object, _link_object), *OBJECT_FORMATS),
    "element": make_representations(describe_element, _link_element),
    **CARE_REPRESENTATIONS,
}
