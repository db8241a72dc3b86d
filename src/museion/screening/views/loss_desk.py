"""The desk's list of losses: what was reported and waits to be read, and what was withdrawn, with why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.access import AccessLevel
from museion.core.http.asking import get_languages
from museion.screening.completeness import make_loss_meter
from museion.screening.queries.losses import (
    get_looted_sites,
    get_reported_losses,
    get_withdrawn_losses,
    get_withdrawn_sites,
)
from museion.screening.views.answers import get_loss_title
from museion.screening.views.cases import check_desk

SHOWN = 100
WAITING, WITHDRAWN = "waiting", "withdrawn"


@require_GET
def show_loss_desk(request: HttpRequest) -> HttpResponse:
    viewer = check_desk(request)
    state = WITHDRAWN if request.GET.get("state") == WITHDRAWN else WAITING
    rows = {WAITING: get_reported_losses(viewer), WITHDRAWN: get_withdrawn_losses(viewer)}
    reported_sites = get_looted_sites(viewer).filter(access=AccessLevel.DESK).order_by("id")
    sites = {WAITING: reported_sites, WITHDRAWN: get_withdrawn_sites(viewer)}
    languages = get_languages(request)
    context = {
        "state": state,
        "states": [
            (WAITING, _("not published yet"), rows[WAITING].count() + sites[WAITING].count()),
            (WITHDRAWN, _("withdrawn"), rows[WITHDRAWN].count() + sites[WITHDRAWN].count()),
        ],
        "losses": [
            (loss, get_loss_title(loss, languages), make_loss_meter(loss), list(loss.photographs.all())[:1])
            for loss in rows[state][:SHOWN]
        ],
        "shown": SHOWN,
        "sites": list(sites[state][:SHOWN]),
    }
    return render(request, "screening/loss_desk.html", context)
