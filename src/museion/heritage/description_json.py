"""Object ID as JSON and JSON-LD, for whatever is described by it: what a museum holds and what was lost."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from museion.core.representations import RecordJson, Texts, link_texts
from museion.heritage.models import ObjectDescription, PictureOfObject


class PictureJson(BaseModel):
    """`file_name` begins with the SHA-256 of the file."""

    file_name: str
    media_type: str
    width: int
    height: int
    view: str
    captions: Texts


class DescriptionJson(RecordJson):
    """Object ID. `date_earliest`, `date_latest`: YYYYMMDD of the astronomical year."""

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
    photographs: list[PictureJson]


def describe_picture(picture: PictureOfObject) -> PictureJson:
    return PictureJson(**{name: getattr(picture, name) for name in PictureJson.model_fields})


def link_description(record: ObjectDescription, base_url: str) -> dict[str, Any]:
    """A `VisualArtwork` of schema.org."""
    return {
        "@type": "VisualArtwork",
        "name": link_texts(record.title),
        "artform": link_texts(record.object_type),
        "artMedium": link_texts(record.materials_techniques),
        "description": link_texts(record.description),
        "creator": [_link_maker(maker, base_url) for maker in record.makers if maker.get("name")],
        "dateCreated": record.date_edtf or record.date_text,
        "size": record.measurements_text,
        "locationCreated": link_texts(record.place_of_origin),
        "identifier": record.inventory_number,
    }


def _link_maker(maker: dict[str, Any], base_url: str) -> dict[str, Any]:
    address = {"@id": f"{base_url}/id/{maker['key']}"} if maker.get("key") else {}
    return {"@type": "Person" if maker.get("kind") == "person" else "Organization", "name": maker["name"], **address}
