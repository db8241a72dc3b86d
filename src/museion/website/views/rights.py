"""What one may do where, handing rights on for a time, and asking whether somebody may."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import AccessLevel, Actor, Role, may_somewhere
from museion.core.access.catalogue import ACTIONS
from museion.core.access.explaining import Answer, explain
from museion.core.access.hierarchy import name_places
from museion.core.delegation import (
    DelegationError,
    Handover,
    delegate_right,
    list_delegable_levels,
    list_delegable_roles,
    take_back_right,
)
from museion.core.http.asking import get_actor, get_viewer, make_actor
from museion.core.http.forms import FormError, go_back, need_field, read_field, read_form_key, read_form_moment
from museion.core.kinds import find_record
from museion.core.models import Account, Grant, Record

_signed_in = login_required(login_url="/sign-in")


@_signed_in
@require_GET
def show_rights(request: HttpRequest) -> HttpResponse:
    now, account = timezone.now(), _get_account(request)
    held = list(account.grants.in_force(now).select_related("delegated_from__account").order_by("id"))
    given = Grant.objects.in_force(now).filter(delegated_from__account=account).select_related("account")
    context = {
        "held": held,
        "given": list(given.order_by("valid_until")),
        "offers": [_offer(grant) for grant in held if not grant.delegated_from_id],
        "places": name_places({grant.scope_key for grant in [*held, *given]}, get_viewer(request)),
        "may_seal": may_somewhere(get_actor(request), "sealed.ask"),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "website/rights.html", context)


@_signed_in
@require_POST
def delegate(request: HttpRequest, number: int) -> HttpResponse:
    grant = get_object_or_404(Grant, pk=number, account=_get_account(request))
    try:
        delegate_right(grant, _read_handover(request, grant), actor=get_actor(request), at=timezone.now())
    except (FormError, DelegationError) as error:
        return go_back("/account/rights", str(error))
    return go_back("/account/rights")


@_signed_in
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """404 for a grant that is neither one's own nor handed on by oneself, so that numbers tell nothing."""
    account, grant = _get_account(request), get_object_or_404(Grant.objects.select_related("account"), pk=number)
    origin = grant.delegated_from
    if account.pk not in {grant.account_id, origin.account_id if origin else None}:
        get_object_or_404(Grant, pk=number, account=account)
    try:
        take_back_right(grant, actor=get_actor(request), at=timezone.now(), reason=read_field(request, "reason"))
    except DelegationError as error:
        return go_back("/account/rights", str(error))
    return go_back("/account/rights")


@_signed_in
@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """May X do Y here? Of oneself everybody may ask; of others, who hands rights on there or gives them."""
    sent = {name: request.GET.get(name, "").strip()[:254] for name in ("who", "deed", "where")}
    problem, answer = "", None
    if sent["deed"]:
        try:
            answer = _answer(request, sent)
        except FormError as error:
            problem = str(error)
    context = {
        "sent": sent,
        "answer": answer,
        "problem": problem,
        "deeds": sorted(
            ((name, action.label) for name, action in ACTIONS.items()), key=lambda pair: pair[1].casefold()
        ),
        "may_ask_of_others": _may_ask_of_others(get_actor(request)),
    }
    return render(request, "website/may.html", context, status=400 if problem else 200)


def _answer(request: HttpRequest, sent: dict[str, str]) -> Answer:
    if sent["deed"] not in ACTIONS:
        raise FormError(_("Choose what is to be done from the list."))
    target = _find_target(request, sent["where"]) if sent["where"] else ()
    asker = get_actor(request)
    who = sent["who"].lower()
    if not who or who == getattr(request.user, "email", ""):
        return explain(asker, sent["deed"], target, reader=asker.viewer)
    account = Account.objects.filter(email=who).first() if _may_ask_of_others(asker) else None
    if account is None:
        raise FormError(_("Of this address you cannot ask: there is no such account, or it is not yours to ask about."))
    return explain(make_actor(account), sent["deed"], target, reader=asker.viewer, name=str(account))


def _find_target(request: HttpRequest, text: str) -> Record:
    """What the asker may not see is answered like what is not there."""
    found = find_record(read_form_key(text))
    if found is None or found[1].withdrawn_at or not get_viewer(request).sees_record(found[1]):
        raise FormError(_("No record has the key %(key)s.") % {"key": text})
    return found[1]


def _may_ask_of_others(actor: Actor) -> bool:
    return may_somewhere(actor, "right.ask")


def _offer(grant: Grant) -> dict[str, Any]:
    return {
        "grant": grant,
        "roles": [(role.value, role.label) for role in list_delegable_roles(Role(grant.role))],
        "levels": [(level.value, level.label) for level in list_delegable_levels(AccessLevel(grant.level))],
    }


def _read_handover(request: HttpRequest, grant: Grant) -> Handover:
    address = need_field(request, "email").lower()
    account = Account.objects.filter(email=address, is_active=True).first()
    if account is None:
        raise FormError(_("No account has the address %(address)s.") % {"address": address})
    key = read_field(request, "scope_key")
    role, level = read_field(request, "role"), read_field(request, "level")
    if role not in Role or level not in AccessLevel:
        raise FormError(_("Choose a role and a level from the lists."))
    return Handover(
        to=account,
        role=Role(role),
        scope_key=read_form_key(key) if key else grant.scope_key,
        level=AccessLevel(level),
        until=_need_moment(request, "until"),
        reason=need_field(request, "reason"),
    )


def _need_moment(request: HttpRequest, name: str) -> datetime:
    moment = read_form_moment(read_field(request, name))
    if moment is None:
        raise FormError(_("Say when it ends."))
    return moment


def _get_account(request: HttpRequest) -> Account:
    return Account.objects.get(pk=request.user.pk or 0)
