"""The form in which an institution tells of a looted site: what was never inventoried is known by its kind alone."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from museion.core.access import check_somewhere
from museion.core.countries import list_countries
from museion.core.http.asking import get_actor
from museion.screening.actions.looted_sites import report_looted_site
from museion.screening.incoming.looted_sites import TYPES, UnusableSiteError, read_looted_site
from museion.screening.models import LootedSite
from museion.screening.views.losses import list_scopes


@require_http_methods(["GET", "POST"])
def show_report(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    scopes = list_scopes(actor)
    check_somewhere(actor, "loss.propose")
    if request.method == "GET":
        return _show_form(request, scopes)
    told = {name: text[:20_000] for name, text in request.POST.items() if isinstance(text, str)}
    try:
        values = read_looted_site(told, get_language() or "en")
    except UnusableSiteError as error:
        return _show_form(request, scopes, problem=str(error))
    scope_key = told.get("scope_key", "")
    values["scope_key"] = scope_key if scope_key in dict(scopes) else ""
    site = report_looted_site(values, actor=actor, at=timezone.now())
    return _show_form(request, scopes, reported=site)


def _show_form(
    request: HttpRequest,
    scopes: list[tuple[str, str]],
    *,
    problem: str = "",
    reported: LootedSite | None = None,
) -> HttpResponse:
    sent: Mapping[str, Any] = {} if reported else request.POST
    context = {
        "sent": sent,
        "types": [
            {"number": number, **{name: sent.get(f"{name}_{number}", "") for name in ("type", "materials", "period")}}
            for number in range(1, TYPES + 1)
        ],
        "countries": list_countries(get_language() or "en"),
        "scopes": scopes,
        "problem": problem,
        "reported": reported,
    }
    return render(request, "screening/looted_site_report.html", context, status=422 if problem else 200)
