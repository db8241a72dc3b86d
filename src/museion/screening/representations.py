"""The loss register as JSON (one typed shape for the API and for `/id/<key>.json`) and as JSON-LD (schema.org)."""

from datetime import datetime
from typing import Any

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
from museion.heritage.description_json import DescriptionJson, describe_picture, link_description
from museion.screening.models import LootedSite, LossRecord
from museion.screening.queries.losses import sees_restricted


class LossJson(DescriptionJson):
    """What became of an object, with its description. Dates: YYYYMMDD of the astronomical year. `owner`: for the desk."""

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
    owner: str | None
    held_object: Reference | None


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
        photographs=[describe_picture(photograph) for photograph in loss.photographs.all()],
    )


def describe_site(site: LootedSite, viewer: Viewer) -> SiteJson:
    sees_place = viewer.sees(AccessLevel.DESK)
    return SiteJson(
        **describe_record(site, "looted_site"),
        **{name: getattr(site, name) for name in _SITE_COLUMNS},
        latitude=site.latitude if sees_place else None,
        longitude=site.longitude if sees_place else None,
    )


def _link_loss(loss: LossRecord, context: WriterContext) -> dict[str, Any]:
    return {
        **link_description(loss, context.base_url),
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
