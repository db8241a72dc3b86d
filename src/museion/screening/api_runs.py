"""Screening over HTTP: the same document as `museion screen --json` prints."""

import base64
import binascii
from collections.abc import Iterator
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field, ValidationError

from museion.core.http.asking import get_actor, get_languages
from museion.core.http.limits import count_asking
from museion.core.problems import ProblemError
from museion.screening.actions.batches import make_screenings
from museion.screening.models import Screening
from museion.screening.runs.answers import describe_answer, describe_failure
from museion.screening.runs.questions import MOST_PHOTOS, Question, UnusableQuestionError
from museion.screening.views.answers import find_screening, make_answer_link
from museion.screening.views.screen import LIMIT

router = Router(tags=["screening"])
MOST_QUESTIONS = 100


class QuestionJson(BaseModel):
    """`fields`: by the names of Object ID, and `value_eur`. `photos`: files as base64."""

    model_config = {"extra": "forbid"}

    fields: dict[str, Any] = Field(default_factory=dict)
    text: str = Field(default="", max_length=100_000)
    photos: list[str] = Field(default_factory=list, max_length=MOST_PHOTOS)
    purpose: str = Field(default="", max_length=200)


class QuestionsJson(BaseModel):
    model_config = {"extra": "forbid"}

    questions: list[QuestionJson] = Field(max_length=MOST_QUESTIONS)


class AnswerJson(BaseModel):
    """`record`: the key of the run, null where nothing could be asked. `url`: its page, a secret of whoever asked."""

    model_config = {"extra": "allow"}

    record: str | None
    matches: list[dict[str, Any]]
    red_list: list[dict[str, Any]]
    sites: list[dict[str, Any]]
    legal: list[dict[str, Any]]
    custody: list[dict[str, Any]]
    problems: list[dict[str, str]]
    notice: str
    url: str = ""


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": QuestionJson.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "photo": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "text": {"type": "string"},
                        "fields": {"type": "string", "description": "a JSON object"},
                        "purpose": {"type": "string"},
                    },
                }
            },
        },
    }
}


@router.post("/screen", response=AnswerJson, summary="Screen an object", openapi_extra=_BODY)
def screen(request: HttpRequest) -> dict[str, Any]:
    """Anybody may ask. The answer is kept; only whoever asked and the desk read it again."""
    try:
        question = _read_form(request) if request.content_type == "multipart/form-data" else _read_body(request)
    except ValidationError as error:
        raise _refuse(_tell_where(error)) from error
    except UnusableQuestionError as error:
        raise _refuse(str(error)) from error
    count_asking(request, LIMIT, settings.SCREENINGS_PER_MINUTE, at=timezone.now())
    answer = _screen_all(request, [question])[0]
    if answer["record"] is None:
        raise _refuse(answer["error"])
    return answer


@router.post("/screen/batch", response=list[AnswerJson], summary="Screen many objects")
def screen_batch(request: HttpRequest, sent: QuestionsJson) -> list[dict[str, Any]]:
    """One answer for each question, in order; one that cannot be asked says why in `error`."""
    most = settings.SCREENINGS_PER_MINUTE
    count_asking(request, LIMIT, most, at=timezone.now(), count=len(sent.questions))
    return _screen_all(request, [_try_to_read(asked) for asked in sent.questions])


@router.get("/screenings/{reference}", response=AnswerJson, summary="Read a run again")
def read_screening(request: HttpRequest, reference: str) -> dict[str, Any]:
    """By its key for whoever asked (signed in) and the desk, or by the end of its secret address."""
    return _describe(find_screening(request, reference), get_languages(request)[0])


def _screen_all(request: HttpRequest, questions: list[Question | UnusableQuestionError]) -> list[dict[str, Any]]:
    language = get_languages(request)[0]
    asked = make_screenings(questions, actor=get_actor(request), clock=timezone.now, language=language, processes=1)
    return [
        _describe(each.outcome, language)
        if isinstance(each.outcome, Screening)
        else describe_failure(str(each.outcome), language=language)
        for each in asked
    ]


def _describe(screening: Screening, language: str) -> dict[str, Any]:
    return {**describe_answer(screening, language), "url": make_answer_link(screening)}


def _read_body(request: HttpRequest) -> Question:
    if len(request.body) > 2 * settings.MAX_UPLOAD_BYTES:
        raise UnusableQuestionError(_("The question is too large; send fewer or smaller photos."))
    return _make_question(QuestionJson.model_validate_json(request.body))


def _read_form(request: HttpRequest) -> Question:
    try:
        fields = orjson.loads(request.POST.get("fields") or "{}")
    except orjson.JSONDecodeError as error:
        raise UnusableQuestionError(_("“fields” must be a JSON object.")) from error
    form = {"fields": fields, "text": request.POST.get("text", ""), "purpose": request.POST.get("purpose", "")}
    asked = QuestionJson.model_validate(form)
    return Question(asked.fields, asked.text, tuple(_read_files(request)), asked.purpose)


def _read_files(request: HttpRequest) -> Iterator[bytes]:
    for file in request.FILES.getlist("photo"):
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            told = _("%(name)s is larger than %(size)s MB.")
            raise UnusableQuestionError(told % {"name": file.name, "size": settings.MAX_UPLOAD_BYTES // (1024 * 1024)})
        yield file.read()


def _try_to_read(asked: QuestionJson) -> Question | UnusableQuestionError:
    try:
        return _make_question(asked)
    except UnusableQuestionError as error:
        return error


def _make_question(asked: QuestionJson) -> Question:
    return Question(asked.fields, asked.text, tuple(_decode(asked.photos)), asked.purpose)


def _decode(photos: list[str]) -> Iterator[bytes]:
    for number, text in enumerate(photos, start=1):
        try:
            yield base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise UnusableQuestionError(_("Photo %(number)s is not base64.") % {"number": number}) from error


def _tell_where(error: ValidationError) -> str:
    """Each wrong part by its place in the document, without the library's own links."""
    wrong = ((".".join(map(str, entry["loc"])), entry["msg"]) for entry in error.errors(include_url=False))
    return "; ".join(f"{place}: {told}" if place else told for place, told in wrong)


def _refuse(told: str) -> ProblemError:
    return ProblemError(422, _("This cannot be asked"), told, "unusable-question")
