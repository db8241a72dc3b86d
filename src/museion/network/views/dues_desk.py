"""The secretariat's desk for dues: what was asked and came in each year, renewals, a bank's statement, a payment by hand."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.access import check_right
from museion.core.http.asking import get_actor
from museion.core.http.forms import FormError, need_field, read_field, read_form_day, read_form_number
from museion.network.actions.bank import Booked, book_entries
from museion.network.actions.dues import Renewal, record_payment, renew_members
from museion.network.bank import BankFileError, read_bank_file
from museion.network.models import Due, Payment
from museion.network.terms import PaymentMeans

MOST_BYTES = 20_000_000


@require_http_methods(["GET", "POST"])
def show_desk(request: HttpRequest) -> HttpResponse:
    check_right(get_actor(request), "payment.import")
    done: dict[str, Any] = {}
    if request.method == "POST":
        try:
            done = _do(request)
        except (FormError, BankFileError) as error:
            done = {"problem": str(error)}
    context = {
        "years": _sum_up(),
        "year": timezone.now().year,
        "means": PaymentMeans.choices,
        "open_dues": _list_open(),
        **done,
    }
    return render(request, "network/dues_desk.html", context, status=422 if "problem" in done else 200)


def _do(request: HttpRequest) -> dict[str, Any]:
    step = request.POST.get("step", "")
    if step == "renew":
        return {"renewal": _renew(request)}
    if step == "bank":
        return {"booked": _book(request)}
    return {"payment": _pay(request)}


def _renew(request: HttpRequest) -> Renewal:
    now = timezone.now()
    year = read_form_number(need_field(request, "year"), least=now.year, most=now.year + 1)
    batches = list(renew_members(year, actor=get_actor(request), at=now, day=now.date()))
    return batches[-1] if batches else Renewal()


def _book(request: HttpRequest) -> Booked:
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > MOST_BYTES:
        raise FormError(_("Choose a statement of the bank: camt.053 or a table, at most 20 MB."))
    return book_entries(read_bank_file(file.read()), actor=get_actor(request), at=timezone.now())


def _pay(request: HttpRequest) -> Payment:
    year, _hyphen, number = need_field(request, "invoice").partition("-")
    dues = Due.objects.known().select_related("person", "museum")
    due = dues.filter(year=year, number=number).first() if year.isdigit() and number.isdigit() else None
    paid_date = read_form_day(need_field(request, "paid_date"))
    means = need_field(request, "means")
    try:
        amount = Decimal(need_field(request, "amount"))
    except InvalidOperation as error:
        raise FormError(_("Write the amount as 85.00.")) from error
    if due is None or paid_date is None or means not in PaymentMeans or not amount.is_finite() or amount <= 0:
        raise FormError(_("No invoice has the number %(number)s.") % {"number": read_field(request, "invoice")})
    return record_payment(
        due,
        amount,
        paid_date=paid_date,
        means=PaymentMeans(means),
        reference=read_field(request, "reference")[:140],
        actor=get_actor(request),
        at=timezone.now(),
    )


def _sum_up() -> list[dict[str, Any]]:
    """By year: how many were asked for how much, and what came in."""
    asked = Due.objects.known().values("year").annotate(count=Count("id"), total=Sum("amount")).order_by("-year")
    came_in = dict(Payment.objects.known().values_list("due__year").annotate(total=Sum("amount")).order_by())
    return [row | {"came_in": came_in.get(row["year"], Decimal())} for row in asked]


def _list_open() -> list[Due]:
    """The oldest that are not settled this year, for whoever follows them up."""
    paid = Sum("payments__amount", filter=Q(payments__superseded_at__isnull=True))
    rows = Due.objects.known().filter(year=timezone.now().year, amount__gt=0).annotate(came_in=paid)
    return list(rows.filter(came_in__isnull=True).select_related("person", "museum").order_by("due_date", "id")[:50])
