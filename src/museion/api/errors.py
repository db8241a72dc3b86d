"""Every error of the API as RFC 9457 problem details, with what the asker can do about it."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from museion.core.access import NotAllowedError
from museion.core.http.errors import read_problem
from museion.core.keys import InvalidKeyError
from museion.core.problems import ProblemError, make_problem_response
from museion.search.requests import QuerySyntaxError, SearchUnavailableError

logger = logging.getLogger(__name__)


def add_error_handlers(api: NinjaAPI) -> None:
    handlers: dict[type[Exception], Any] = {
        ProblemError: answer_known,
        NotAllowedError: answer_known,
        InvalidKeyError: answer_known,
        RequestDataTooBig: answer_known,
        OperationalError: answer_known,
        InterfaceError: answer_known,
        ValidationError: answer_invalid,
        QuerySyntaxError: answer_bad_query,
        SearchUnavailableError: answer_unavailable,
        Http404: answer_not_found,
        HttpError: answer_http_error,
        Exception: answer_unexpected,
    }
    for error_class, answer in handlers.items():
        api.add_exception_handler(error_class, answer)


def answer_known(request: HttpRequest, error: Exception) -> HttpResponse:
    return _answer(request, read_problem(error) or ProblemError(500, _("Something went wrong")))


def answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names each parameter that is wrong; the place's first parts are the framework's own."""
    errors = [{"parameter": str(each["loc"][-1]), "problem": each["msg"]} for each in error.errors]
    detail = "; ".join(f"{each['parameter']}: {each['problem']}" for each in errors)
    return _answer(request, ProblemError(400, _("Invalid parameter"), detail, "invalid-parameter", {"errors": errors}))


def answer_bad_query(request: HttpRequest, error: QuerySyntaxError) -> HttpResponse:
    more = {"position": error.position}
    return _answer(request, ProblemError(400, _("The query cannot be read"), str(error), "query-syntax", more))


def answer_unavailable(request: HttpRequest, error: SearchUnavailableError) -> HttpResponse:
    logger.error("search unavailable: %s", error)
    detail = _("The index does not answer now. It is not that nothing was found; try again shortly.")
    response = _answer(request, ProblemError(503, _("Search is not available"), detail, "search-unavailable"))
    response.headers["Retry-After"] = "10"
    return response


def answer_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(request, ProblemError(404, _("No such address"), kind="no-address"))


def answer_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _answer(request, ProblemError(error.status_code, str(error)))


def answer_unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("api: %s %s", request.method, request.path, exc_info=error)
    return _answer(request, ProblemError(500, _("Something went wrong"), _("It was recorded, and is ours to mend.")))


def _answer(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    return make_problem_response(problem, instance=request.path)
