"""The catalogue's records as JSON (one typed shape for the API and for `/id/<key>.json`) and as JSON-LD (schema.org)."""

from datetime import date
from typing import Any

from pydantic import BaseModel

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
from museion.heritage.models import CulturalObject, IntangibleElement, Photograph
from museion.heritage.object_formats import OBJECT_FORMATS


class PhotographJson(BaseModel):
    """`file_name` begins with the SHA-256 of the file."""

    file_name: str
    media_type: str
    width: int
    height: int
    view: str
    captions: Texts


class ObjectJson(RecordJson):
    """Object ID. `date_earliest`, `date_latest`: YYYYMMDD of the astronomical year. `store_location`: for the holder and the desk."""

    title: Texts
    object_type: Texts
    object_type_broad: Texts
    materials_techniques: Texts
    materials: list[Any]
    techniques: list[Any]
    measurements_text: str
    measurements: list[dict[str, Any]]
    inscriptions_markings: list[dict[str, Any]]
    distinguishing_features: Texts
    subject: Texts
    date_text: str
    date_edtf: str
    date_earliest: int | None
    date_latest: int | None
    period: Texts
    makers: list[dict[str, Any]]
    description: Texts
    inventory_number: str
    related_written_material: list[Any]
    place_of_origin: Texts
    place_of_discovery: Texts
    related_objects: list[Any]
    date_documented: date | None
    credit_line: str
    provenance: str
    rights: str
    source_url: str
    external_images: list[Any]
    store_location: str | None
    museum: Reference | None
    concepts: list[Reference]
    photographs: list[PhotographJson]


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
        photographs=[describe_photograph(photograph) for photograph in record.photographs.all()],
    )


def sees_store(record: CulturalObject, viewer: Viewer) -> bool:
    """Where an object is kept is read by the desk, and by who acts for the museum that holds it."""
    holds = record.museum is not None and record.museum.key in viewer.scopes
    return holds or viewer.sees(AccessLevel.DESK)


def describe_photograph(photograph: Photograph) -> PhotographJson:
    return PhotographJson(**{name: getattr(photograph, name) for name in PhotographJson.model_fields})


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
        "@type": "VisualArtwork",
        "name": link_texts(record.title),
        "artform": link_texts(record.object_type),
        "artMedium": link_texts(record.materials_techniques),
        "description": link_texts(record.description),
        "creator": [_link_maker(maker, context) for maker in record.makers if maker.get("name")],
        "dateCreated": record.date_edtf or record.date_text,
        "size": record.measurements_text,
        "locationCreated": link_texts(record.place_of_origin),
        "identifier": record.inventory_number,
        "creditText": record.credit_line,
        "image": record.external_images,
        "sameAs": record.source_url,
        "provider": link_record(museum, museum.names if museum else "", "Museum", context),
    }


def _link_maker(maker: dict[str, Any], context: WriterContext) -> dict[str, Any]:
    address = {"@id": f"{context.base_url}/id/{maker['key']}"} if maker.get("key") else {}
    return {"@type": "Person" if maker.get("kind") == "person" else "Organization", "name": maker["name"], **address}


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
