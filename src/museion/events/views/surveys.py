"""The survey: put together, answered by link, read as charts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.http.asking import get_actor, get_languages
from museion.events.actions.surveys import LEAST_SHOWN, answer_survey, save_survey
from museion.events.formats.questions import read_answers, read_questions
from museion.events.models import Event, Survey
from museion.events.problems import EventError
from museion.events.queries.surveys import sum_up
from museion.events.terms import FieldKind
from museion.events.views.booking_form import read_question_rows, show_question_rows
from museion.events.views.forms import find_managed, read_field, take_form
from museion.events.views.managing import get_tabs
from museion.events.views.registering import show_question, tell_problem
from museion.events.views.registrations import keep_private, need_registration


@require_http_methods(["GET", "POST"])
def show_survey(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)

    def save() -> None:
        is_open = bool(read_field(request, "is_open"))
        save_survey(event, read_question_rows(request), is_open=is_open, actor=get_actor(request), at=timezone.now())

    return take_form(
        request, save, lambda problem: _show_survey(request, event, problem), address=f"{request.path}?saved=1"
    )


def _show_survey(request: HttpRequest, event: Event, problem: str) -> HttpResponse:
    survey = Survey.objects.filter(event=event).first()
    count = survey.answers.count() if survey else 0
    context = {
        **get_tabs(event, "manage/survey"),
        "survey": survey,
        "count": count,
        "least": LEAST_SHOWN,
        "summaries": sum_up(survey) if survey else [],
        "rows": show_question_rows(survey.questions if survey else []),
        "kinds": FieldKind.choices,
        "tongues": event.text_languages or ["en"],
        "problem": problem,
        "saved": _("Saved.") if "saved" in request.GET else "",
    }
    return render(request, "events/survey.html", context)


@require_http_methods(["GET", "POST"])
def show_answering(request: HttpRequest, token: str) -> HttpResponse:
    registration = need_registration(token)
    survey = Survey.objects.filter(event=registration.event, is_open=True).first()
    questions = read_questions(survey.questions) if survey else ()
    problems: dict[str, str] = {}
    if request.method == "POST" and survey is not None:
        sent = {question.name: request.POST.getlist(f"q-{question.name}") for question in questions}
        answers = read_answers(questions, sent)
        problems = {f"q-{name}": tell_problem(problem) for name, problem in answers.problems.items()}
        if not problems:
            try:
                answer_survey(registration, answers.values)
            except EventError as error:
                problems = {"": str(error)}
            else:
                return HttpResponseRedirect(f"{request.path}?done=1")
    context = {
        "registration": registration,
        "event": registration.event,
        "survey": survey,
        "questions": [show_question(question, get_languages(request), request) for question in questions],
        "problems": problems,
        "is_done": "done" in request.GET,
    }
    return keep_private(render(request, "events/answering.html", context, status=422 if problems else 200))
