"""One's own account as data, and its end."""

import orjson
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.http.asking import get_actor
from museion.core.http.forms import read_field
from museion.core.own_account import close_account, describe_account, get_own_account
from museion.network.actions.own_data import unlink_own_account


@require_GET
@login_required
def send_data(request: HttpRequest) -> HttpResponse:
    account = get_own_account(get_actor(request))
    content = orjson.dumps(describe_account(account), default=str, option=orjson.OPT_INDENT_2)
    response = HttpResponse(content, content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="account.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def close(request: HttpRequest) -> HttpResponse:
    """Asks for the address too, so that no slip of the finger closes an account."""
    raise_if_reauthentication_required(request, app="allauth.account")
    account = get_own_account(get_actor(request))
    if request.method == "GET":
        return render(request, "website/close_account.html", {"problem": ""})
    if read_field(request, "email").lower() != account.email:
        problem = _("To close the account, write its address.")
        return render(request, "website/close_account.html", {"problem": problem}, status=422)
    actor, now = get_actor(request), timezone.now()
    with transaction.atomic():
        unlink_own_account(account, actor=actor, at=now)
        close_account(account, actor=actor, at=now)
    logout(request)
    return HttpResponseRedirect("/")
