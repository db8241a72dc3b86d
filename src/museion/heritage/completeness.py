"""How far a description answers Object ID, in the reader's words: of an object held, or of one that was lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.heritage.formats.makers import Maker
from museion.heritage.formats.measurements import Measurement
from museion.heritage.formats.object_id import (
    Completeness,
    DatePeriod,
    Mark,
    ObjectIdRecord,
    PhotographRecord,
    Question,
    RelatedObject,
    measure_completeness,
)
from museion.heritage.models import CulturalObject, ObjectDescription, PictureOfObject

QUESTION_LABELS: dict[Question, Any] = {
    Question.PHOTOGRAPHS: _("photographs"),
    Question.TYPE: _("type of object"),
    Question.MATERIALS: _("materials and techniques"),
    Question.MEASUREMENTS: _("measurements"),
    Question.MARKS: _("inscriptions and markings"),
    Question.FEATURES: _("distinguishing features"),
    Question.TITLE: _("title"),
    Question.SUBJECT: _("subject"),
    Question.DATE: _("date or period"),
    Question.MAKER: _("maker"),
    Question.DESCRIPTION: _("short description"),
    Question.INVENTORY_NUMBER: _("inventory number"),
    Question.RELATED_WRITTEN_MATERIAL: _("related written material"),
    Question.PLACE: _("place of origin or discovery"),
    Question.RELATED_OBJECTS: _("related objects"),
    Question.DATE_DOCUMENTED: _("date documented"),
}


@dataclass(frozen=True, slots=True)
class Meter:
    """What a page shows of `Completeness`. `needed`: alternatives, each a list of labels."""

    percent: int
    is_identifiable: bool
    needed: list[list[Any]]
    missing: list[Any]


def make_meter(record: CulturalObject) -> Meter:
    return show_meter(measure_object(record))


def show_meter(measured: Completeness) -> Meter:
    return Meter(
        percent=round(measured.share * 100),
        is_identifiable=measured.is_identifiable,
        needed=[[QUESTION_LABELS[question] for question in choice] for choice in measured.needed],
        missing=[QUESTION_LABELS[question] for question in measured.missing],
    )


def measure_object(record: CulturalObject) -> Completeness:
    elsewhere = [PhotographRecord(address=str(address)) for address in record.external_images]
    return measure_description(record, record.photographs.all(), elsewhere)


def measure_description(
    record: ObjectDescription, pictures: Iterable[PictureOfObject], elsewhere: Iterable[PhotographRecord] = ()
) -> Completeness:
    kept = [PhotographRecord(view=held.view, file_name=held.file_name) for held in pictures]
    return measure_completeness(
        ObjectIdRecord(
            photographs=[*kept, *elsewhere],
            object_type=record.object_type or record.object_type_broad,
            materials_techniques=record.materials_techniques,
            materials=record.materials,
            techniques=record.techniques,
            measurements=[_read_measurement(held) for held in record.measurements],
            inscriptions_markings=[
                Mark(held.get("kind", ""), held.get("text", "")) for held in record.inscriptions_markings
            ],
            distinguishing_features=record.distinguishing_features,
            title=record.title,
            subject=record.subject,
            date_period=DatePeriod(edtf=record.date_edtf, period=record.period),
            makers=[Maker(name=held.get("name", ""), kind=held.get("kind", "")) for held in record.makers],
            description=record.description,
            inventory_number=record.inventory_number,
            related_written_material=record.related_written_material,
            place_of_origin=record.place_of_origin,
            place_of_discovery=record.place_of_discovery,
            related_objects=[RelatedObject(held.get("text", "")) for held in record.related_objects],
            date_documented=record.date_documented.isoformat() if record.date_documented else "",
        )
    )


def _read_measurement(held: dict[str, Any]) -> Measurement:
    return Measurement(
        dimension=str(held.get("dimension", "")),
        value=float(held.get("value") or 0),
        unit=str(held.get("unit", "")),
        normalised=float(held.get("normalised") or 0),
        text=str(held.get("text", "")),
    )
