"""The Object ID record (Getty 1999, ICOM): nine questions, photographs, a short description, five additional fields.

The completeness meter follows the purpose of the standard: police and customs must be able to tell one object from all
others. It says which answers are still missing for that.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from museion.heritage.formats.makers import Maker
from museion.heritage.formats.measurements import Measurement

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class PhotographRecord:
    """`view`: a code of `PhotographView`."""

    view: str = "overall"
    file_name: str = ""
    address: str = ""
    captions: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """An inscription, signature, stamp… `kind`: a code of `MarkKind`; `language`: BCP 47 or empty."""

    kind: str
    text: str
    position: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class RelatedObject:
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class DatePeriod:
    """`earliest`, `latest`: day numbers as in `museion.core.dates`."""

    display: str = ""
    edtf: str = ""
    earliest: int | None = None
    latest: int | None = None
    period: Texts = field(default_factory=dict)


@dataclass(slots=True)
class ObjectIdRecord:
    """One object. Every text is a language map; what is empty was not answered."""

    photographs: list[PhotographRecord] = field(default_factory=list)
    object_type: Texts = field(default_factory=dict)
    object_type_broad: Texts = field(default_factory=dict)
    materials_techniques: Texts = field(default_factory=dict)
    materials: list[str] = field(default_factory=list)
    techniques: list[str] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    measurements_text: str = ""
    inscriptions_markings: list[Mark] = field(default_factory=list)
    distinguishing_features: Texts = field(default_factory=dict)
    title: Texts = field(default_factory=dict)
    subject: Texts = field(default_factory=dict)
    date_period: DatePeriod = field(default_factory=DatePeriod)
    makers: list[Maker] = field(default_factory=list)
    description: Texts = field(default_factory=dict)
    inventory_number: str = ""
    related_written_material: list[str] = field(default_factory=list)
    place_of_origin: Texts = field(default_factory=dict)
    place_of_discovery: Texts = field(default_factory=dict)
    related_objects: list[RelatedObject] = field(default_factory=list)
    date_documented: str = ""

    def as_values(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


class Question(StrEnum):
    """What Object ID asks, in its order."""

    PHOTOGRAPHS = "photographs"
    TYPE = "object_type"
    MATERIALS = "materials_techniques"
    MEASUREMENTS = "measurements"
    MARKS = "inscriptions_markings"
    FEATURES = "distinguishing_features"
    TITLE = "title"
    SUBJECT = "subject"
    DATE = "date_period"
    MAKER = "makers"
    DESCRIPTION = "description"
    INVENTORY_NUMBER = "inventory_number"
    RELATED_WRITTEN_MATERIAL = "related_written_material"
    PLACE = "place_of_origin"
    RELATED_OBJECTS = "related_objects"
    DATE_DOCUMENTED = "date_documented"


# An object can be identified by what of each line at least one is answered.
IDENTIFYING: tuple[tuple[Question, ...], ...] = (
    (Question.PHOTOGRAPHS,),
    (Question.TYPE,),
    (Question.MATERIALS,),
    (Question.MEASUREMENTS,),
    (Question.MARKS, Question.FEATURES),
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """`needed`: what stands between the record and being identifiable, a tuple of alternatives each."""

    answered: tuple[Question, ...]
    missing: tuple[Question, ...]
    needed: tuple[tuple[Question, ...], ...]

    @property
    def is_identifiable(self) -> bool:
        return not self.needed

    @property
    def share(self) -> float:
        return len(self.answered) / len(Question)


def measure_completeness(record: ObjectIdRecord) -> Completeness:
    answered = {question for question in Question if _is_answered(record, question)}
    return Completeness(
        answered=tuple(question for question in Question if question in answered),
        missing=tuple(question for question in Question if question not in answered),
        needed=tuple(choice for choice in IDENTIFYING if not answered.intersection(choice)),
    )


def _is_answered(record: ObjectIdRecord, question: Question) -> bool:
    match question:
        case Question.DATE:
            return bool(record.date_period.edtf or record.date_period.period)
        case Question.MATERIALS:
            return bool(record.materials_techniques or record.materials or record.techniques)
        case Question.PLACE:
            return bool(record.place_of_origin or record.place_of_discovery)
        case Question.MAKER:
            return any(maker.kind != "unknown" for maker in record.makers)
        case _:
            return bool(getattr(record, question))
