"""What a member sees of their own membership: standing, card, invoices, receipts, consent, their data."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import segno
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import AccessLevel, Viewer, list_places, may, may_somewhere
from museion.core.access.hierarchy import list_below
from museion.core.countries import list_countries
from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import go_back
from museion.core.http.programs import send_program
from museion.core.own_account import describe_account, get_own_account
from museion.core.problems import ProblemError
from museion.core.signing.keys import get_signing_key, list_public_keys
from museion.core.site_address import get_site_address
from museion.network.actions.own_data import OFFERED_LEVELS, erase_own_data, set_own_consent
from museion.network.belonging.cards import Card, check_card, write_card
from museion.network.belonging.terms import get_last_day_of_grace
from museion.network.labels import FIELD_LABELS
from museion.network.models import Body, CommitteeSeat, Due, MembershipApplication, Museum, Payment, Person
from museion.network.queries.invitations import ACTION as INVITE
from museion.network.queries.members import (
    get_holder_dues,
    get_membership_now,
    get_own_person,
    get_standing,
    list_represented,
    represents,
)
from museion.network.representations import describe_person
from museion.network.terms import BodyKind, MemberCategory, Standing
from museion.network.visibility import GUARDED_FIELDS, get_field_level

MOST_AT_ONCE = 500

CHECKER = Path(__file__).parents[1] / "programs" / "check_card.py"


@require_GET
def show_mine(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponseRedirect("/sign-in?next=/membership")
    actor, today = get_actor(request), timezone.now().date()
    person = get_own_person(actor.account_id)
    verdict = get_standing(person, today) if person else None
    context = {
        "person": person,
        "membership": get_membership_now(person) if person else None,
        "standing": Standing(verdict.standing).label if verdict else "",
        "verdict": verdict,
        "grace_until": get_last_day_of_grace(today.year),
        "dues": list(get_holder_dues(person)) if person else [],
        "represented": list_represented(person, today) if person else [],
        "seats": list(CommitteeSeat.objects.known().on(today).filter(person=person).select_related("body"))
        if person
        else [],
        "applications": list(MembershipApplication.objects.filter(account=actor.account_id).order_by("-submitted_at")),
        "has_card": verdict is not None and verdict.is_good,
        "keeps_dues": may(actor, "payment.import"),
        "keeps_applications": _keeps_applications(request),
        "may_invite": may_somewhere(actor, INVITE),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "network/membership.html", context)


def _keeps_applications(request: HttpRequest) -> bool:
    """For the whole network, or for a committee: whoever keeps a museum alone decides on none."""
    places = list_places(get_actor(request), "application.update")
    committees = Body.objects.filter(key__in=list_below([place for place in places if place]))
    return "" in places or committees.filter(kind=BodyKind.NATIONAL_COMMITTEE).exists()


def make_card(person: Person, day: date) -> Card:
    """Until the days of grace of the next year end. Raises `ProblemError` for whoever is not in good standing."""
    if not get_standing(person, day).is_good:
        raise ProblemError(404, _("No card"), _("A card is for members whose dues of the year are settled."), "no-card")
    return Card(
        number=person.member_number or person.key,
        name=person.name,
        category=person.member_category or MemberCategory.INDIVIDUAL,
        valid_until=get_last_day_of_grace(day.year + 1),
    )


@require_GET
def show_card(request: HttpRequest) -> HttpResponse:
    from museion.network.papers import write_card_sheet  # its printing library is slow to load, and few starts draw

    person, now = _need_person(request), timezone.now()
    card = make_card(person, now.date())
    statement = write_card(card, get_signing_key())
    code = (
        f"{get_site_address()}/membership/card/check#{statement}"  # A phone's camera opens it and the page proves it.
    )
    if request.GET.get("as") == "pdf":
        return _send_pdf(write_card_sheet(card, code, at=now), f"card-{card.number}")
    out = io.BytesIO()
    segno.make(code, error="l", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True)
    context = {
        "card": card,
        "category": MemberCategory(card.category).label,
        "code": out.getvalue().decode(),
        "statement": statement,
    }
    response = render(request, "network/card.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def show_check(request: HttpRequest) -> HttpResponse:
    """Whether a card's code is genuine and in time; a phone that is offline uses the program to take home."""
    text = request.POST.get("code", "").strip()
    finding = check_card(text, list_public_keys(), day=timezone.now().date()) if text else None
    context = {
        "finding": finding,
        "category": MemberCategory(finding.card.category).label
        if finding and finding.card and finding.card.category in MemberCategory
        else "",
        "text": text,
    }
    return render(request, "network/check_card.html", context)


@require_GET
def send_checker(request: HttpRequest) -> HttpResponse:
    """The program that checks a card without a network."""
    return send_program(CHECKER)


@require_GET
def show_card_museums(request: HttpRequest) -> HttpResponse:
    """Which museums take the card, country by country; where they are too many for a page, how many are in each."""
    country = request.GET.get("country", "").upper()
    museums = Museum.objects.current().filter(accepts_card=True, access=AccessLevel.PUBLIC)
    counts = dict(museums.values_list("country").annotate(count=Count("id")).order_by())
    countries = [code for code, _name in list_countries(get_languages(request)[0]) if code in counts]
    is_chosen, total = country in counts, sum(counts.values())
    shown = museums.filter(country=country) if is_chosen else museums
    is_short = is_chosen or total <= MOST_AT_ONCE
    place = {code: number for number, code in enumerate(countries)}
    rows = list(shown.order_by("city", "id")[:MOST_AT_ONCE]) if is_short else []
    context = {
        "museums": sorted(rows, key=lambda each: place.get(each.country, len(place))),
        "by_country": [] if is_short else [(code, counts[code]) for code in countries],
        "count": total,
        "countries": countries,
        "country": country,
    }
    return render(request, "network/card_museums.html", context)


@require_GET
def send_invoice(request: HttpRequest, number: int) -> HttpResponse:
    from museion.network.papers import write_invoice  # its printing library is slow to load, and few starts draw

    due = get_object_or_404(Due.objects.select_related("person", "museum").prefetch_related("payments"), number=number)
    _check_reads(request, due)
    return _send_pdf(write_invoice(due, at=timezone.now()), f"invoice-{due.invoice_number}")


@require_GET
def send_receipt(request: HttpRequest, number: int) -> HttpResponse:
    from museion.network.papers import write_receipt  # its printing library is slow to load, and few starts draw

    rows = Payment.objects.known().select_related("due__person", "due__museum")
    payment = get_object_or_404(rows, number=number)
    _check_reads(request, payment.due)
    return _send_pdf(write_receipt(payment, at=timezone.now()), f"receipt-{payment.receipt_number}")


def _check_reads(request: HttpRequest, due: Due) -> None:
    """One's own, those of an institution for which one stands, or of members whose register one keeps; for others it is not there."""
    actor = get_actor(request)
    own = get_own_person(actor.account_id)
    today = timezone.now().date()
    is_own = own is not None and (due.person_id == own.pk or represents(own, due.museum_id, today))
    if not is_own and not may(actor, "payment.create", due.holder):
        raise ProblemError(404, _("No such page"), _("There is no such invoice or receipt."), "no-page")


@require_http_methods(["GET", "POST"])
def show_consent(request: HttpRequest) -> HttpResponse:
    person = _need_person(request)
    if request.method == "POST":
        levels = {name: request.POST.get(name, "") for name in GUARDED_FIELDS}
        set_own_consent(person, levels, actor=get_actor(request), at=timezone.now())
        return go_back("/membership/consent")
    context = {
        "person": person,
        "fields": [(name, FIELD_LABELS[name], get_field_level(person, name)) for name in GUARDED_FIELDS],
        "levels": [(level.value, level.label) for level in OFFERED_LEVELS],
    }
    return render(request, "network/consent.html", context)


@require_GET
def send_own_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about the person, as JSON."""
    person = _need_person(request)
    everything = Viewer(levels=frozenset(AccessLevel))
    kept: dict[str, Any] = {
        "account": describe_account(get_own_account(get_actor(request))),
        "person": describe_person(person, everything).model_dump(),
        "visibility": person.visibility,
        "memberships": list(person.memberships.values()),
        "committee_seats": list(person.committee_seats.values()),
        "committee_interests": list(person.committee_interests.values()),
        "competences": list(person.competences.values("concept__key", "body__key", "gained_date", "evidence_key")),
        "represented": list(person.represented.values("museum__key", "from_date", "to_date")),
        "dues": list(person.dues.values()),
        "payments": list(Payment.objects.filter(due__person=person).values()),
        "mandates": list(person.mandates.values("body__key", "role", "from_date", "to_date")),
        "applications": list(MembershipApplication.objects.filter(account=get_actor(request).account_id).values()),
    }
    content = orjson.dumps(kept, default=str, option=orjson.OPT_INDENT_2)
    response = HttpResponse(content, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{person.key}.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Asks for the member's own name, so that no slip of the finger empties an entry."""
    person = _need_person(request)
    if request.POST.get("name", "").strip() != person.name:
        return go_back("/membership", _("To empty your entry, write your name as it stands in the register."))
    erase_own_data(person, actor=get_actor(request), at=timezone.now())
    return go_back("/membership")


def _need_person(request: HttpRequest) -> Person:
    person = get_own_person(get_actor(request).account_id)
    if person is None:
        raise ProblemError(
            403,
            _("Not a member's account"),
            _("Your account is not linked to an entry in the register."),
            "not-allowed",
        )
    return person


def _send_pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
