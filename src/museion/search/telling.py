"""What questions were taken to mean and why records were found, as the API and `museion search --json` tell it."""

from typing import Any

from pydantic import BaseModel

from museion.search.questions import Meaning
from museion.search.requests import Reason, SearchResult


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
