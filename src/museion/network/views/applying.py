"""Asking to belong, following one's application, and the list of those who decide."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import Actor, check_somewhere, list_places, may
from museion.core.access.hierarchy import list_below
from museion.core.countries import get_countries, list_countries
from museion.core.documents import LARGEST_DOCUMENT, DocumentError, SentDocument, read_document
from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import FormError, go_back, make_missing, need_field, read_field, read_form_number
from museion.core.keys import read_key
from museion.core.models import Account
from museion.network.actions.applications import (
    ApplicationError,
    Request,
    apply_for_membership,
    list_steps,
    take_application_step,
)
from museion.network.actions.documents import add_documents, check_number, get_store
from museion.network.actions.facts import FactError
from museion.network.belonging.terms import get_terms
from museion.network.models import MembershipApplication
from museion.network.queries.fees import NoRateError
from museion.network.queries.members import count_members
from museion.network.terms import ApplicationState, MemberCategory


@require_http_methods(["GET", "POST"])
def show_form(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, Account):
        return HttpResponseRedirect("/sign-in?next=/membership/apply")
    problem = ""
    if request.method == "POST":
        try:
            asked = _read(request)
            told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
            return HttpResponseRedirect(
                f"/membership/applications/{apply_for_membership(asked, request.user, **told).key}"
            )
        except (FormError, ApplicationError, DocumentError) as error:
            problem = str(error)
    context = {
        "categories": [(code, label) for code, label in MemberCategory.choices if code != MemberCategory.HONORARY],
        "countries": list_countries(get_languages(request)[0]),
        "edition": get_terms(timezone.now().date()).code_edition,
        "form": request.POST,
        "problem": problem,
    }
    return render(request, "network/apply.html", context, status=422 if problem else 200)


def _read(request: HttpRequest) -> Request:
    category, country = need_field(request, "category"), need_field(request, "country")
    if category not in MemberCategory or country not in get_countries("en"):
        raise FormError(_("Please fill in every field of the form."))
    budget = read_field(request, "budget")
    return Request(
        category=MemberCategory(category),
        name=need_field(request, "name")[:500],
        country=country,
        language=get_languages(request)[0],
        position=read_field(request, "position")[:200],
        statement=read_field(request, "statement"),
        budget=read_form_number(budget, most=10**12) if budget and category == MemberCategory.INSTITUTIONAL else None,
        is_professional="is_professional" in request.POST,
        trades_in_cultural_goods=read_field(request, "trades") != "no",
        accepts_code="accepts_code" in request.POST,
        documents=_read_documents(request),
    )


def _read_documents(request: HttpRequest) -> tuple[SentDocument, ...]:
    files = request.FILES.getlist("documents")
    check_number(files)
    return tuple(read_document(file.name or "", file.read(LARGEST_DOCUMENT + 1)) for file in files)


@require_GET
def show_list(request: HttpRequest) -> HttpResponse:
    """Of the committees (or the whole network) for which one may decide."""
    actor = get_actor(request)
    rows = MembershipApplication.objects.current().select_related("committee").order_by("submitted_at")
    check_somewhere(actor, "application.update")
    places = list_places(actor, "application.update")
    if "" not in places:
        rows = rows.filter(committee__key__in=list_below(places))
    state = request.GET.get("state", "")
    context = {
        "rows": list((rows.filter(state=state) if state in ApplicationState else rows)[:300]),
        "states": ApplicationState.choices,
        "state": state,
    }
    return render(request, "network/applications.html", context)


@require_GET
def show_application(request: HttpRequest, key: str) -> HttpResponse:
    application = _find(request, key)
    actor = get_actor(request)
    is_applicant = actor.account_id == application.account_id
    context = {
        "application": application,
        "steps": application.steps.all(),
        "is_applicant": is_applicant,
        "may_add": is_applicant
        and application.membership_id is None
        and application.state not in {"withdrawn", "closed"},
        "count": count_members(application.committee, timezone.now().date())
        if application.committee and not is_applicant
        else None,
        "moves": _list_moves(application, actor),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "network/application.html", context)


def show_application_record(request: HttpRequest, record: MembershipApplication) -> HttpResponse:
    return HttpResponseRedirect(f"/membership/applications/{record.key}")


def _list_moves(application: MembershipApplication, actor: Actor) -> list[tuple[str, Any]]:
    labels = {
        ApplicationState.COMMITTEE: _("Answer"),
        ApplicationState.QUESTION: _("Ask the applicant"),
        ApplicationState.SECRETARIAT: _("Recommend to the secretariat"),
        ApplicationState.ADMITTED: _("Admit"),
        ApplicationState.REFUSED: _("Refuse"),
        ApplicationState.APPEAL: _("Appeal to the board"),
        ApplicationState.CLOSED: _("Refuse after appeal"),
        ApplicationState.WITHDRAWN: _("Withdraw the application"),
    }
    return [(move.value, labels[move]) for move in list_steps(application, actor)]


@require_POST
def add(request: HttpRequest, key: str) -> HttpResponse:
    """More documents, from the applicant."""
    application = _find(request, key)
    page = f"/membership/applications/{application.key}"
    try:
        add_documents(application, _read_documents(request), actor=get_actor(request), at=timezone.now())
    except DocumentError as error:
        return go_back(page, str(error))
    return go_back(page)


@require_GET
def send_document(request: HttpRequest, key: str, number: int) -> FileResponse:
    """To be kept, never shown: it is a stranger's file."""
    application = _find(request, key)
    if not 0 <= number < len(application.documents):
        raise make_missing(f"{key}/{number}")
    held = application.documents[number]
    path = get_store().get_path(held["file_name"])
    return FileResponse(path.open("rb"), as_attachment=True, filename=held["title"], content_type=held["media_type"])


@require_POST
def take_step(request: HttpRequest, key: str) -> HttpResponse:
    application = _find(request, key)
    page, state = f"/membership/applications/{application.key}", request.POST.get("state", "")
    if state not in ApplicationState:
        return go_back(page)
    told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
    try:
        take_application_step(application, ApplicationState(state), reason=read_field(request, "reason"), **told)
    except (ApplicationError, FactError) as error:
        return go_back(page, str(error))
    except NoRateError as error:
        return go_back(page, _("The table of fees has no rate for this member: %(rate)s") % {"rate": error})
    return go_back(page)


def _find(request: HttpRequest, key: str) -> MembershipApplication:
    """The applicant's own, or one of a committee for which one may decide; for others it is not there."""
    rows = MembershipApplication.objects.current().select_related("committee", "account", "membership")
    application = rows.filter(key=read_key(key)).first()
    actor = get_actor(request)
    if application is None:
        raise make_missing(key)
    scopes = application.committee.scope_keys() if application.committee else ()
    if application.account_id != actor.account_id and not may(actor, "application.update", scopes):
        raise make_missing(key)
    return application
