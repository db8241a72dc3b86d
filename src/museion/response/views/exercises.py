"""Exercises: begin one with a click, and see how long each step of the earlier ones took."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.access import may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import get_base_url
from museion.core.problems import ProblemError
from museion.response.actions.exercises import RIGHT, NothingToReplayError, replay_event, run_exercise
from museion.response.labels import HAZARD_LABELS
from museion.response.queries.alerts import get_events
from museion.response.queries.exercises import get_exercises, list_replayable
from museion.response.requests import InvalidRequestError
from museion.response.scenarios import read_scenarios
from museion.response.views.desk import check_desk
from museion.response.views.spans import list_spans

MOST_SHOWN = 50


@require_http_methods(["GET", "POST"])
def show_exercises(request: HttpRequest) -> HttpResponse:
    viewer = check_desk(request)
    problem = ""
    if request.method == "POST":
        try:
            return _run(request)
        except (InvalidRequestError, NothingToReplayError) as error:
            problem = str(error)
    language = get_language() or "en"
    context = {
        "scenarios": [
            (slug, known.titles.pick(language), known.descriptions.pick(language))
            for slug, known in read_scenarios().items()
        ],
        "events": [
            (event, event.titles.pick(get_languages(request)), HAZARD_LABELS.get(event.hazard))
            for event in list_replayable(viewer, limit=MOST_SHOWN)
        ],
        "exercises": [(exercise, list_spans(exercise)) for exercise in get_exercises(viewer, limit=MOST_SHOWN)],
        "may_update": may(get_actor(request), RIGHT),
        "problem": problem,
    }
    return render(request, "response/exercises.html", context, status=422 if problem else 200)


def _run(request: HttpRequest) -> HttpResponse:
    told: dict[str, Any] = {
        "base_url": get_base_url(request),
        "language": get_language() or "en",
        "actor": get_actor(request),
        "clock": timezone.now,
    }
    if key := request.POST.get("event"):
        incident = replay_event(get_object_or_404(get_events(get_viewer(request)), key=key), **told)
    else:
        scenario = read_scenarios().get(request.POST.get("scenario", ""))
        if scenario is None:
            raise ProblemError(404, _("No such page"), "", "no-page")
        incident = run_exercise(scenario, **told)
    return HttpResponseRedirect(f"/mobilisations/{incident.mobilisations.get().key}")
