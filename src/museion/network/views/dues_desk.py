"""The secretariat's desk for dues: what was asked and came in each year, renewals, a bank's statement, a payment by hand."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.access import check_right
from museion.core.http.asking import get_actor
from museion.core.http.forms import (
    FormError,
    need_field,
    need_form_day,
    read_field,
    read_form_day,
    read_form_number,
)
from museion.core.numerals import read_whole
from museion.core.telling import tell
from museion.core.wording import get_message
from museion.network.actions.bank import Booked, book_statement, book_waiting, find_due, lay_aside
from museion.network.actions.dues import (
    Renewal,
    correct_payment,
    record_payment,
    renew_members,
    take_back_payment,
)
from museion.network.actions.facts import FactError
from museion.network.bank import BankFileError, read_bank_file
from museion.network.models import Due, Payment, WaitingEntry
from museion.network.terms import PaymentMeans

MOST_BYTES = 20_000_000
MOST_WAITING = 200
MOST_AMOUNT = Decimal(10) ** 8


@require_http_methods(["GET", "POST"])
def show_desk(request: HttpRequest) -> HttpResponse:
    check_right(get_actor(request), "payment.import")
    done: dict[str, Any] = {}
    if request.method == "POST":
        try:
            done = _do(request)
        except (FormError, BankFileError, FactError) as error:
            done = {"problem": tell(get_message(error))}
    context = {
        "years": _sum_up(),
        "year": timezone.now().year,
        "means": PaymentMeans.choices,
        "open_dues": _list_open(),
        "waiting": list(WaitingEntry.objects.filter(closed_at__isnull=True)[:MOST_WAITING]),
        "waiting_count": WaitingEntry.objects.filter(closed_at__isnull=True).count(),
        **done,
    }
    return render(request, "network/dues_desk.html", context, status=422 if "problem" in done else 200)


def _do(request: HttpRequest) -> dict[str, Any]:
    step = _STEPS.get(request.POST.get("step", ""), _pay_by_hand)
    return step(request)


def _renew(request: HttpRequest) -> dict[str, Renewal]:
    now = timezone.now()
    year = read_form_number(need_field(request, "year"), least=now.year, most=now.year + 1)
    batches = list(renew_members(year, actor=get_actor(request), at=now, day=now.date()))
    return {"renewal": batches[-1] if batches else Renewal()}


def _book(request: HttpRequest) -> dict[str, Booked]:
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > MOST_BYTES:
        raise FormError(_("Choose a statement of the bank: camt.053 or a table, at most 20 MB."))
    told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now(), "file_name": file.name or ""}
    return {"booked": book_statement(read_bank_file(file.read()), **told)}


def _clear(request: HttpRequest) -> dict[str, Any]:
    """Books an entry that waited, or lays it aside."""
    entry = get_object_or_404(WaitingEntry, pk=read_form_number(need_field(request, "entry")))
    told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
    if "aside" in request.POST:
        lay_aside(entry, need_field(request, "words"), **told)
        return {}
    dues = [_need_due(number) for number in need_field(request, "words").replace(",", " ").split()]
    return {"payments": book_waiting(entry, dues, **told)}


def _correct(request: HttpRequest) -> dict[str, Any]:
    """By the number of the receipt: another day or amount, or that the money was never the member's."""
    number = read_whole(need_field(request, "receipt").upper().removeprefix("R"))
    rows = Payment.objects.known().select_related("due__person", "due__museum")
    payment = rows.filter(number=number).first() if number is not None else None
    if payment is None:
        raise FormError(
            _("No receipt in force has the number %(number)s.") % {"number": read_field(request, "receipt")}
        )
    told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now(), "reason": need_field(request, "reason")}
    if "take_back" in request.POST:
        take_back_payment(payment, **told)
        return {"taken_back": payment}
    day = read_form_day(read_field(request, "paid_date")) or payment.paid_date
    amount = _read_amount(read_field(request, "amount")) if read_field(request, "amount") else payment.amount
    return {"payments": [correct_payment(payment, paid_date=day, amount=amount, **told)]}


def _need_due(number: str) -> Due:
    due = find_due(number)
    if due is None:
        raise FormError(_("No invoice has the number %(number)s.") % {"number": number})
    return due


def _read_amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal()
    if not amount.is_finite() or not 0 < amount < MOST_AMOUNT:
        raise FormError(_("Write the amount as 85.00."))
    return amount


def _pay_by_hand(request: HttpRequest) -> dict[str, list[Payment]]:
    due, means = _need_due(need_field(request, "invoice")), need_field(request, "means")
    if means not in PaymentMeans:
        raise FormError(_("Please fill in every field of the form."))
    amount = _read_amount(need_field(request, "amount"))
    payment = record_payment(
        due,
        amount,
        paid_date=need_form_day(read_field(request, "paid_date")),
        means=PaymentMeans(means),
        reference=read_field(request, "reference")[:140],
        actor=get_actor(request),
        at=timezone.now(),
    )
    return {"payments": [payment]}


_STEPS: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "renew": _renew,
    "bank": _book,
    "clear": _clear,
    "correct": _correct,
}


def _sum_up() -> list[dict[str, Any]]:
    """By year: how many were asked for how much, and what came in."""
    asked = Due.objects.known().values("year").annotate(count=Count("id"), total=Sum("amount")).order_by("-year")
    came_in = dict(Payment.objects.known().values_list("due__year").annotate(total=Sum("amount")).order_by())
    return [row | {"came_in": came_in.get(row["year"], Decimal())} for row in asked]


def _list_open() -> list[Due]:
    """The oldest that are not settled this year, for whoever follows them up."""
    paid = Sum("payments__amount", filter=Q(payments__superseded_at__isnull=True))
    rows: Any = Due.objects.known().filter(year=timezone.now().year, amount__gt=0).annotate(came_in=paid)
    rows = rows.filter(Q(came_in__isnull=True) | Q(came_in__lt=F("amount")))
    return list(rows.select_related("person", "museum").order_by("due_date", "id")[:50])
