"""The loans desk: the board, a new loan, a loan with its steps."""

from typing import Any

from django import forms
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.http.pages import render_record
from museion.core.numerals import read_whole
from museion.core.problems import ProblemError
from museion.heritage.actions import loans as actions
from museion.heritage.actions.loans import InvalidLoanError
from museion.heritage.care_terms import Condition, LoanDirection, LoanHandOver, LoanStatus, ProcedureKind
from museion.heritage.models import InventoryRound, Loan
from museion.heritage.queries import care
from museion.heritage.queries.crossing import make_checklists
from museion.heritage.queries.surveys import get_surveys
from museion.heritage.views.care_forms import LoanForm, find_objects
from museion.heritage.views.care_pages import render_form
from museion.heritage.views.choosing import for_museum
from museion.network.models import Museum

SHOWN = 200
_NEXT_STEPS = {
    LoanStatus.REQUESTED: (LoanStatus.AGREED, LoanStatus.REFUSED, LoanStatus.CANCELLED),
    LoanStatus.AGREED: (LoanStatus.OUT, LoanStatus.CANCELLED),
    LoanStatus.OUT: (LoanStatus.RETURNED,),
}


def show_board(request: HttpRequest) -> HttpResponse:
    """Everything that waits: overdue loans by who has them, what is due, checks, rounds, procedures, transfers."""
    viewer, today = get_viewer(request), timezone.now().date()
    order = request.GET.get("order", "due")
    open_loans = care.get_loans(viewer).exclude(
        status__in=(LoanStatus.RETURNED, LoanStatus.REFUSED, LoanStatus.CANCELLED)
    )
    context = {
        "overdue": care.list_overdue(viewer, today, order),
        "loans": open_loans.filter(due_date__gte=today).order_by(care.ORDERS.get(order, "due_date"))[:SHOWN],
        "checks": care.list_due_checks(viewer, today)[:SHOWN],
        "procedures": care.list_open_procedures(viewer)[:SHOWN],
        "rounds": InventoryRound.objects.current().visible_to(viewer).filter(closed_at__isnull=True)[:SHOWN],
        "surveys": get_surveys(viewer).filter(closed_at__isnull=True)[:SHOWN],
        "transfers": care.get_transfers(viewer)
        .filter(ended_at__isnull=True)
        .order_by(F("due_date").asc(nulls_last=True))[:SHOWN],
        "today": today,
        "kinds": ProcedureKind.choices,
        "museums": list(Museum.objects.current().filter(key__in=viewer.scopes)[:20]),
    }
    return render(request, "heritage/care_board.html", context)


@require_http_methods(["GET", "POST"])
@for_museum("loan.create")
def make_loan(request: HttpRequest, museum: Museum) -> HttpResponse:
    form = LoanForm(request.POST or None)
    problem, past = "", None
    if form.is_valid():
        past = _find_bad_past(request, form)
    if form.is_valid() and (past is None or request.POST.get("anyway")):
        try:
            return HttpResponseRedirect(_create(request, museum, form).url)
        except (InvalidLoanError, forms.ValidationError) as error:
            problem = _tell(error)
    title = _("New loan of %(museum)s") % {"museum": museum}
    return render_form(request, form, title=title, send=_("Record the loan"), problem=problem, past=past)


def _find_bad_past(request: HttpRequest, form: LoanForm) -> care.BorrowerRecord | None:
    """What is to be known of a borrower before anything is promised."""
    held, partner = form.cleaned_data, form.cleaned_data["partner"]
    if held["direction"] != LoanDirection.OUT:
        return None
    name = str(partner) if partner else held["partner_name"]
    number, today = partner.id if partner else None, timezone.now().date()
    record = care.get_borrower_record(get_viewer(request), partner_id=number, partner_name=name, today=today)
    return record if record.is_bad else None


def show_loan(request: HttpRequest, record: Loan) -> HttpResponse:
    viewer = get_viewer(request)
    loan = care.get_loans(viewer).get(pk=record.pk)
    today = timezone.now().date()
    context = {
        "title": _("Loan %(reference)s") % {"reference": loan.reference or loan.key},
        "loan": loan,
        "partner": care.name_partner(loan),
        "items": loan.items.all(),
        "steps": loan.steps.all(),
        "next_steps": [(status.value, status.label) for status in _NEXT_STEPS.get(LoanStatus(loan.status), ())],
        "may_update": may(get_actor(request), "loan.update", loan),
        "borrower": care.get_borrower_record(
            viewer, partner_id=loan.partner_id, partner_name=care.name_partner(loan), today=today
        ),
        "checklists": make_checklists(loan),
        "points": LoanHandOver.choices,
        "conditions": Condition.choices,
        "days_late": (today - loan.due_date).days if loan.status == LoanStatus.OUT and loan.due_date < today else 0,
        "problem": request.GET.get("problem", ""),
    }
    return render_record(request, record, "heritage/loan.html", context)


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    loan: Loan = need_record(care.get_loans(get_viewer(request)), key)
    try:
        _take(request, loan, step)
    except (InvalidLoanError, forms.ValidationError, ValueError) as error:
        return go_back(loan.url, _tell(error))
    return go_back(loan.url)


def _take(request: HttpRequest, loan: Loan, step: str) -> None:
    actor, at, sent = get_actor(request), timezone.now(), request.POST
    note = sent.get("note", "").strip()
    if step == "status":
        actions.take_loan_step(
            loan, sent.get("status", ""), actor=actor, at=at, group=sent.get("group", "")[:100], note=note
        )
    elif step == "authorize":
        actions.authorize_loan(loan, sent.get("side", ""), sent.get("name", ""), actor=actor, at=at)
    elif step == "renew":
        due = forms.DateField().clean(sent.get("due_date", ""))
        actions.renew_loan(loan, due, actor=actor, at=at, note=note)
    elif step == "return":
        came_back = _read_items(loan, request)
        if not came_back:
            raise InvalidLoanError(_("Tick what came back, or scan its label."))
        actions.return_items(loan, came_back, actor=actor, at=at)
    elif step == "condition":
        actions.note_conditions(
            loan,
            _read_items(loan, request),
            sent.get("point", ""),
            sent.get("condition", ""),
            place=sent.get("place", ""),
            note=note,
            actor=actor,
            at=at,
        )
    else:
        raise ProblemError(404, _("No such page"), "", "no-page")


def _read_items(loan: Loan, request: HttpRequest) -> list[int]:
    """Ticked, or told by the code of a label: a desk may lend and take back with a hand scanner alone."""
    numbers = [number for text in request.POST.getlist("item") if (number := read_whole(text)) is not None]
    code = request.POST.get("code", "").strip()
    if not code:
        return numbers
    found = care.find_scanned(code, loan.museum_id)
    named = [item.pk for item in loan.items.all() if (found and item.object_id == found.id) or item.text == code]
    if not named:
        raise InvalidLoanError(_("Nothing in this loan has the code %(code)s.") % {"code": code[:80]})
    return [*numbers, *named]


def _create(request: HttpRequest, museum: Museum, form: LoanForm) -> Loan:
    held = dict(form.cleaned_data)
    text = held.pop("objects")
    if held["direction"] == LoanDirection.OUT:
        items: list[tuple[int | None, str]] = [(record.id, "") for record in dict.fromkeys(find_objects(text, museum))]
    else:
        # What is borrowed is in the other side's catalogue, so its lines are kept as they are written.
        items = [(None, line.strip()[:300]) for line in text.splitlines() if line.strip()]
    partner = held.pop("partner")
    values: dict[str, Any] = {
        **held,
        "museum_id": museum.id,
        "partner_id": partner.id if partner else None,
    }
    return actions.create_loan(values, items, actor=get_actor(request), at=timezone.now())


def _tell(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, forms.ValidationError) else str(error)
