"""The seats of a body: its offices, what about them needs care, its members; filled and vacated by who keeps the body."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import check_right, may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import FormError, go_back, need_field, need_form_day, read_field, read_form_day
from museion.core.keys import read_key
from museion.network.actions import create_mandate, update_mandate
from museion.network.actions.facts import FactError
from museion.network.actions.membership import join_committee, leave_committee
from museion.network.models import Body, CommitteeInterest, CommitteeSeat, Mandate
from museion.network.queries import get_mandates_of_body
from museion.network.queries.mandates import get_warnings
from museion.network.queries.members import (
    count_members,
    get_members_of_committee,
    get_own_person,
    get_seats_of_committee,
    list_offers,
)
from museion.network.terms import Appointment, BodyKind, MandateRole
from museion.network.views.finding import find_body, find_person

SHOWN = 500


@require_GET
def show_seats(request: HttpRequest, key: str) -> HttpResponse:
    body, viewer, actor, today = find_body(request, key), get_viewer(request), get_actor(request), timezone.now().date()
    mandates = get_mandates_of_body(body, viewer)
    context = {
        "body": body,
        "mandates": [held for held in mandates if held.to_date is None or held.to_date >= today],
        "former": [held for held in mandates if held.to_date and held.to_date < today],
        "warnings": get_warnings(viewer, today, body=body),
        "today": today,
        "roles": MandateRole.choices,
        "appointments": Appointment.choices,
        "may_name": may(actor, "mandate.create", body),
        "may_end": may(actor, "mandate.update", body),
        "may_seat": may(actor, "seat.create", body),
        "problem": request.GET.get("problem", ""),
        **_describe_own(request, body, today),
        **(_list_members(body, today) if may(actor, "seat.update", body) else {}),
    }
    return render(request, "network/seats.html", context)


def _describe_own(request: HttpRequest, body: Body, today: date) -> dict[str, Any]:
    """Whether the reader may offer to work in the committee, or has done so."""
    person = get_own_person(get_actor(request).account_id) if body.kind == BodyKind.INTERNATIONAL_COMMITTEE else None
    if person is None or get_seats_of_committee(body, today).filter(person=person).exists():
        return {}
    own = CommitteeInterest.objects.filter(person=person, body=body, closed_at__isnull=True).first()
    return {"own_interest": own, "may_offer": own is None}


def _list_members(body: Body, today: date) -> dict[str, Any]:
    """Whoever keeps a committee knows its members: of a national one by membership, of an international one by seat."""
    if body.kind == BodyKind.INTERNATIONAL_COMMITTEE:
        return {"seats": list(get_seats_of_committee(body, today)[:SHOWN]), "offers": list_offers(body, today)}
    if body.kind == BodyKind.NATIONAL_COMMITTEE:
        members = list(get_members_of_committee(body, today)[:SHOWN])
        return {"members": members, "count": count_members(body, today)}
    return {}


@require_POST
def name_officer(request: HttpRequest, key: str) -> HttpResponse:
    body = find_body(request, key)
    check_right(get_actor(request), "mandate.create", body)
    try:
        values = _read_mandate(request) | {"body_id": body.pk}
        create_mandate(values, actor=get_actor(request), at=timezone.now(), reason=read_field(request, "reason"))
    except FormError as error:
        return go_back(_address(body), str(error))
    return HttpResponseRedirect(_address(body))


@require_POST
def end_mandate(request: HttpRequest, key: str, mandate: str) -> HttpResponse:
    body = find_body(request, key)
    held = get_object_or_404(Mandate.objects.current().select_related("body"), key=read_key(mandate), body=body)
    try:
        day = need_form_day(read_field(request, "to_date"))
        if day < held.from_date:
            raise FormError(_("A mandate ends after it begins."))
        update_mandate(
            held, {"to_date": day}, actor=get_actor(request), at=timezone.now(), reason=read_field(request, "reason")
        )
    except FormError as error:
        return go_back(_address(body), str(error))
    return HttpResponseRedirect(_address(body))


@require_POST
def add_member(request: HttpRequest, key: str) -> HttpResponse:
    body = find_body(request, key)
    check_right(get_actor(request), "seat.create", body)
    try:
        join_committee(
            find_person(request),
            body,
            is_voting=bool(read_field(request, "is_voting")),
            from_date=need_form_day(read_field(request, "from_date")),
            actor=get_actor(request),
            at=timezone.now(),
        )
    except (FormError, FactError) as error:
        return go_back(_address(body), str(error))
    return HttpResponseRedirect(_address(body))


@require_POST
def end_seat(request: HttpRequest, key: str, number: int) -> HttpResponse:
    body = find_body(request, key)
    seat = get_object_or_404(CommitteeSeat.objects.known().select_related("body", "person"), pk=number, body=body)
    try:
        day = need_form_day(read_field(request, "to_date"))
        if day < seat.from_date:
            raise FormError(_("A seat ends after it begins."))
        leave_committee(seat, day, actor=get_actor(request), at=timezone.now(), reason=read_field(request, "reason"))
    except (FormError, FactError) as error:
        return go_back(_address(body), str(error))
    return HttpResponseRedirect(_address(body))


def _read_mandate(request: HttpRequest) -> dict[str, Any]:
    role, appointment = need_field(request, "role"), need_field(request, "appointment")
    if role not in MandateRole or appointment not in Appointment:
        raise FormError(_("Please fill in every field of the form."))
    from_date = need_form_day(read_field(request, "from_date"))
    to_date = read_form_day(read_field(request, "to_date"))
    if to_date and to_date < from_date:
        raise FormError(_("A mandate ends after it begins."))
    person = find_person(request)
    return {
        "person_id": person.pk,
        "role": role,
        "appointment": appointment,
        "from_date": from_date,
        "to_date": to_date,
    }


def _address(body: Body) -> str:
    return f"/bodies/{body.key}/seats"
