"""Pages of words, and the account's own."""

import sys

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel
from museion.core.acting import write_choice
from museion.core.http.asking import get_actor
from museion.core.http.errors import answer_problem, read_problem
from museion.core.problems import ProblemError
from museion.website.acting import list_roles
from museion.website.navigation import list_desks


def show_about(request: HttpRequest) -> HttpResponse:
    return render(request, "website/about.html", {"levels": AccessLevel.choices})


def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "website/accessibility.html")


@login_required
def show_account(request: HttpRequest) -> HttpResponse:
    levels = {write_choice(right): AccessLevel(right.level).label for right in get_actor(request).held}
    roles = [(role, levels[role.choice]) for role in list_roles(request) if role.choice in levels]
    context = {"roles": roles, "desks": list_desks(get_actor(request))}
    return render(request, "website/account.html", context)


def show_too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    detail = _("Too often in a short time, from here or for this account. Wait a few minutes, then try again.")
    return answer_problem(request, ProblemError(429, _("Too many attempts"), detail, "too-many-requests"))


def show_missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    detail = _("No page has this address. It may have been mistyped, or the page was never here.")
    return answer_problem(request, ProblemError(404, _("No such page"), detail, "no-page"))


def show_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    detail = _(
        "The page was open for too long, or the request did not come from this site. Go back, reload, try again."
    )
    return answer_problem(request, ProblemError(403, _("Not allowed"), detail, "not-allowed"))


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without this site's token; `reason` is for who programs."""
    return show_forbidden(request, PermissionDenied(reason))


def show_failure(request: HttpRequest) -> HttpResponse:
    """Reads nothing: what failed may be the database or the session."""
    problem = read_problem(error) if isinstance(error := sys.exc_info()[1], Exception) else None
    if problem and problem.kind == "database-unavailable":
        return answer_problem(request, problem)
    return HttpResponseServerError(render_to_string("500.html"))
