"""What questions were taken to mean and why records were found, as the API and `museion search --json` tell it."""

from typing import Any

from pydantic import BaseModel

from museion.search.documents import get_fields
from museion.search.questions import Meaning
from museion.search.requests import Reason, SearchResult
from museion.search.sources import label_kind
from museion.search.syntax import KIND_FIELD


class ReasonJson(BaseModel):
    """Why a record was found. `share`: of the score, 0 to 1, by the engine's own scoring. `via`: how the typed word became the
    matched one. `language`: of the matched word, where the way says it. `path`: from the typed word over concepts, by labels."""

    field: str
    term: str
    share: float
    via: str
    language: str
    path: tuple[str, ...]


class FormJson(BaseModel):
    """`weight`: of the score of the word as typed. `is_narrower`: it says less than was asked."""

    text: str
    language: str
    weight: float
    is_narrower: bool
    path: tuple[str, ...]


class MeaningJson(BaseModel):
    """A concept that words of the question name. `without=<key>` leaves it out; `is_on` says whether it was left in."""

    key: str
    typed: str
    label: str
    language: str
    scheme: str
    url: str
    is_on: bool
    forms: list[FormJson]


class OfferedCodeJson(BaseModel):
    """`q`: the question with this code instead; of a filter's value, the question as it was."""

    code: str
    label: str
    q: str


class UnknownCodeJson(BaseModel):
    """A value that no record you may read has. `offers`: values that look like it (`is_near`), else the commonest.
    `is_typed`: in `q`, not as a parameter of its own."""

    field: str
    value: str
    offers: list[OfferedCodeJson]
    is_near: bool
    is_typed: bool


def label_code(name: str, code: str, language: str) -> str:
    declared = get_fields().get(name)
    label_of = label_kind if name == KIND_FIELD else declared.label_of if declared else None
    return str(label_of(code, language)) if label_of else code


def tell_unknown(result: SearchResult, language: str) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(unknown, name) for name in ("field", "value", "is_near", "is_typed")},
            "offers": [
                {"code": offer.code, "label": label_code(unknown.field, offer.code, language), "q": offer.text}
                for offer in unknown.offers
            ],
        }
        for unknown in result.unknown
    ]


def tell_reason(reason: Reason) -> dict[str, Any]:
    return ReasonJson(**{name: getattr(reason, name) for name in ReasonJson.model_fields}).model_dump()


def tell_meanings(result: SearchResult) -> list[dict[str, Any]]:
    return [_tell_meaning(meaning, result).model_dump() for meaning in result.meanings]


def _tell_meaning(meaning: Meaning, result: SearchResult) -> MeaningJson:
    return MeaningJson(
        key=meaning.key,
        typed=meaning.typed,
        label=meaning.label,
        language=meaning.language,
        scheme=meaning.scheme,
        url=f"/id/{meaning.key}",
        is_on=meaning.key not in result.switched_off,
        forms=[FormJson(**{name: getattr(form, name) for name in FormJson.model_fields}) for form in meaning.forms],
    )
