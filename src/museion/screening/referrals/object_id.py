"""A loss by the keys of Object ID, as partners read it. The owner and whoever reported it are never among them."""

from typing import Any

from museion.screening.models import LossRecord

_TEXTS = (
    "title",
    "object_type",
    "object_type_broad",
    "materials_techniques",
    "distinguishing_features",
    "subject",
    "description",
    "place_of_origin",
    "place_of_discovery",
    "circumstances",
)
_PLAIN = (
    "materials",
    "techniques",
    "measurements",
    "measurements_text",
    "inscriptions_markings",
    "inventory_number",
    "related_written_material",
    "related_objects",
    "status",
    "authority",
    "reference_number",
    "is_certified",
    "loss_date_text",
    "loss_place",
    "loss_country",
)


def describe_object(loss: LossRecord, photos: dict[str, str]) -> dict[str, Any]:
    """`photos`: where in the package each kept picture stands. Empty answers are left out."""
    described: dict[str, Any] = {"key": loss.key}
    described |= {name: dict(getattr(loss, name)) for name in _TEXTS}
    described |= {name: getattr(loss, name) for name in _PLAIN}
    described["date_period"] = {"display": loss.date_text, "edtf": loss.date_edtf, "period": dict(loss.period)}
    described["makers"] = [{"name": maker.get("name", ""), "kind": maker.get("kind", "")} for maker in loss.makers]
    described["date_documented"] = loss.date_documented.isoformat() if loss.date_documented else ""
    described["photographs"] = [
        {"view": held.view, "file": photos[held.file_name], "captions": dict(held.captions)}
        for held in loss.photographs.all()
        if held.file_name in photos
    ]
    return {name: value for name, value in described.items() if value not in ("", [], {}, None)}
