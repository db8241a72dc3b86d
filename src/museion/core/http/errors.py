"""Errors for people as pages, for programs as RFC 9457 problem details, with the same words."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from museion.core.access import NotAllowedError
from museion.core.access.explaining import explain
from museion.core.http.forms import make_missing
from museion.core.keys import InvalidKeyError
from museion.core.problems import ProblemError, list_headers, make_problem_response

logger = logging.getLogger(__name__)
RETRY_SECONDS = 10
View = TypeVar("View", bound=Callable[..., Any])


class ProblemMiddleware:
    """Turns the errors that askers can cause into an answer that tells them what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not wants_html(request):
            allowed = response.headers["Allow"]
            detail = _("This address answers to %(allowed)s.") % {"allowed": allowed}
            response = answer_problem(request, ProblemError(405, _("Method not allowed"), detail, "method-not-allowed"))
            response.headers["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        problem = read_problem(error)
        return answer_problem(request, problem) if problem else None


def read_problem(error: Exception) -> ProblemError | None:
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, InvalidKeyError):
        return ProblemError(404, _("No such record"), str(error), "invalid-key")
    if isinstance(error, NotAllowedError):
        if error.unseen_key:
            return make_missing(error.unseen_key)
        answer = explain(error.actor, error.action, error.scopes, reader=error.actor.viewer)
        detail = " ".join((answer.sentence, *answer.reasons))
        return ProblemError(403, _("Not allowed"), detail, "not-allowed", answer.describe(error.action))
    if isinstance(error, RequestDataTooBig):
        return make_too_large()
    if isinstance(error, OperationalError | InterfaceError):
        logger.error("database: %s", error)
        detail = _(
            "The database does not answer now. Nothing you sent was saved by halves. Please try again in a moment."
        )
        more = {"retry_after": RETRY_SECONDS}
        return ProblemError(503, _("Not available now"), detail, "database-unavailable", more)
    return None


def make_too_large() -> ProblemError:
    most = settings.MAX_UPLOAD_BYTES // 1024**2
    return ProblemError(413, _("Too large"), _("At most %(most)s MB are taken.") % {"most": most}, "too-large")


def answer_problem(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    if wants_html(request):
        response = _render(request, problem)
        for name, value in list_headers(problem).items():
            response.headers[name] = value
        return response
    return make_problem_response(problem, instance=request.path)


def _render(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    """Without the database, a page that reads nothing: neither who asks nor what the menus hold."""
    if problem.kind == "database-unavailable":
        return HttpResponse(render_to_string("unavailable.html", {"problem": problem}), status=problem.status)
    return render(request, "problem.html", {"problem": problem}, status=problem.status)


def wants_html(request: HttpRequest) -> bool:
    is_for_programs = request.path.startswith("/api/") or getattr(request, "is_for_programs", False)
    return not is_for_programs and request.accepts("text/html")


def for_programs(view: View) -> View:
    """Of a view that programs ask: its errors are problem details, though they say that they accept anything."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> Any:
        request.is_for_programs = True  # type: ignore[attr-defined]
        return view(request, *args, **values)

    return cast(View, answer)
