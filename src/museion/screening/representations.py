"""The loss register as JSON (one typed shape for the API and for `/id/<key>.json`) and as JSON-LD (schema.org)."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from museion.core.access import AccessLevel, Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import (
    RecordJson,
    Reference,
    Texts,
    describe_record,
    link_texts,
    make_representations,
    refer,
)
from museion.screening.models import LootedSite, LossPhotograph, LossRecord
from museion.screening.queries.losses import sees_restricted


class LossPhotographJson(BaseModel):
    """`file_name` begins with the SHA-256 of the file."""

    file_name: str
    media_type: str
    width: int
    height: int
    view: str
    captions: Texts


class LossJson(RecordJson):
    """Object ID and what became of the object. Dates: YYYYMMDD of the astronomical year. `owner`: for the desk."""

    status: str
    authority: str
    reference_number: str
    is_certified: bool
    loss_date_text: str
    loss_earliest: int | None
    loss_latest: int | None
    loss_place: str
    loss_country: str
    circumstances: Texts
    published_at: datetime | None
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
    owner: str | None
    held_object: Reference | None
    photographs: list[LossPhotographJson]


class SiteJson(RecordJson):
    """A place robbed without record. `expected_types`: what may turn up from it. Coordinates: for the desk."""

    names: Texts
    descriptions: Texts
    country: str
    place: str
    latitude: float | None
    longitude: float | None
    looted_from_year: int | None
    looted_to_year: int | None
    expected_types: list[dict[str, Any]]


_LOSS_SPECIAL = {*RecordJson.model_fields, "owner", "held_object", "photographs"}
_LOSS_COLUMNS = [name for name in LossJson.model_fields if name not in _LOSS_SPECIAL]
_SITE_SPECIAL = {*RecordJson.model_fields, "latitude", "longitude"}
_SITE_COLUMNS = [name for name in SiteJson.model_fields if name not in _SITE_SPECIAL]


def describe_loss(loss: LossRecord, viewer: Viewer) -> LossJson:
    held = loss.held_object
    return LossJson(
        **describe_record(loss, "loss"),
        **{name: getattr(loss, name) for name in _LOSS_COLUMNS},
        owner=loss.owner if sees_restricted(loss, viewer) else None,
        held_object=refer(held, "object", held.title if held else {}, viewer),
        photographs=[describe_photograph(photograph) for photograph in loss.photographs.all()],
    )


def describe_photograph(photograph: LossPhotograph) -> LossPhotographJson:
    return LossPhotographJson(**{name: getattr(photograph, name) for name in LossPhotographJson.model_fields})


def describe_site(site: LootedSite, viewer: Viewer) -> SiteJson:
    sees_place = viewer.sees(AccessLevel.DESK)
    return SiteJson(
        **describe_record(site, "looted_site"),
        **{name: getattr(site, name) for name in _SITE_COLUMNS},
        latitude=site.latitude if sees_place else None,
        longitude=site.longitude if sees_place else None,
    )


def _link_loss(loss: LossRecord, _context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "VisualArtwork",
        "name": link_texts(loss.title),
        "artform": link_texts(loss.object_type),
        "artMedium": link_texts(loss.materials_techniques),
        "description": link_texts(loss.description),
        "creator": [{"@type": "Person", "name": maker["name"]} for maker in loss.makers if maker.get("name")],
        "dateCreated": loss.date_edtf or loss.date_text,
        "size": loss.measurements_text,
        "locationCreated": link_texts(loss.place_of_origin),
        "identifier": loss.reference_number or loss.inventory_number,
        "creativeWorkStatus": loss.status,
    }


def _link_site(site: LootedSite, _context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Place",
        "name": link_texts(site.names),
        "description": link_texts(site.descriptions),
        "address": {"@type": "PostalAddress", "addressCountry": site.country, "addressLocality": site.place},
    }


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "loss": make_representations(describe_loss, _link_loss),
    "looted_site": make_representations(describe_site, _link_site),
}
