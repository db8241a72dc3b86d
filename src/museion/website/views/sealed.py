"""Sealed data: asking for its release, and deciding on what somebody else asked."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import check_somewhere
from museion.core.http.asking import get_actor
from museion.core.http.forms import FormError, go_back, make_missing, need_field, read_form_key, read_form_moment
from museion.core.models import Release
from museion.core.models.releases import Decision
from museion.core.releases import (
    ReleaseError,
    ask_for_release,
    decide_release,
    describe_sealed,
    end_release,
    list_to_decide,
)

PAGE = "/account/sealed"
_signed_in = login_required(login_url="/sign-in")


@_signed_in
@require_GET
def show_releases(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    check_somewhere(actor, "sealed.ask")
    context = {
        "own": list(Release.objects.filter(asked_by=actor.account_id).select_related("decided_by")[:100]),
        "waiting": [(row, describe_sealed(row.record_key)) for row in list_to_decide(actor)],
        "now": timezone.now(),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "website/sealed.html", context)


@_signed_in
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    check_somewhere(actor, "sealed.ask")
    try:
        until = read_form_moment(need_field(request, "until"))
        if until is None:
            raise FormError(_("Say when it ends."))
        key, reason = read_form_key(need_field(request, "key")), need_field(request, "reason")
        ask_for_release(key, reason=reason, until=until, actor=actor, at=timezone.now())
    except (FormError, ReleaseError) as error:
        return go_back(PAGE, str(error))
    return go_back(PAGE)


@_signed_in
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    actor = get_actor(request)
    release = get_object_or_404(Release, pk=number)
    decision = Decision.RELEASED if "release" in request.POST else Decision.REFUSED
    try:
        decide_release(release, decision, reason=need_field(request, "reason"), actor=actor, at=timezone.now())
    except (FormError, ReleaseError) as error:
        return go_back(PAGE, str(error))
    return go_back(PAGE)


@_signed_in
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    release = Release.objects.filter(pk=number).first()
    if release is None:
        raise make_missing(str(number))
    try:
        end_release(release, actor=get_actor(request), at=timezone.now())
    except ReleaseError as error:
        return go_back(PAGE, str(error))
    return go_back(PAGE)
