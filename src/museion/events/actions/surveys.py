"""What participants thought of it: asked once, answered once, by nobody in particular."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.events.formats.questions import InvalidQuestionError, read_questions
from museion.events.models import Event, Registration, Survey, SurveyAnswer
from museion.events.problems import EventError
from museion.events.terms import RegistrationState

# Fewer answers than this could be told apart.
LEAST_SHOWN = 3


@transaction.atomic
def save_survey(
    event: Event, questions: Sequence[Mapping[str, Any]], *, is_open: bool, actor: Actor, at: datetime
) -> Survey:
    """Once somebody answered, the questions stand: answers name them by place."""
    check_right(actor, "event.update", event)
    try:
        read_questions(questions)
    except InvalidQuestionError as error:
        raise EventError(str(error), "questions") from error
    survey, _is_new = Survey.objects.get_or_create(event=event)
    if survey.answers.exists() and list(questions) != survey.questions:
        raise EventError(_("Somebody answered already; the questions cannot be changed any more."), "questions")
    survey.questions, survey.is_open = list(questions), is_open
    survey.save(update_fields=["questions", "is_open"])
    after = {"questions": len(survey.questions), "is_open": is_open}
    record_changes([Change("event.update_survey", event.key, None, after)], actor=actor, at=at)
    return survey


def answer_survey(registration: Registration, answers: Mapping[str, Any]) -> SurveyAnswer:
    """No journal line: who answered when would say who answered what."""
    survey = Survey.objects.filter(event=registration.event_id, is_open=True).first()
    if survey is None or registration.state != RegistrationState.CONFIRMED:
        raise EventError(_("This survey is not open."))
    voice = salted_hmac("museion.events.survey", f"{survey.pk} {registration.pk}", algorithm="sha256").hexdigest()
    try:
        with transaction.atomic():
            return SurveyAnswer.objects.create(
                survey=survey, voice=voice, answers=dict(answers), language=registration.language
            )
    except IntegrityError as error:
        raise EventError(_("You answered already. Thank you.")) from error
