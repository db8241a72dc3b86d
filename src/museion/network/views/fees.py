"""The table of fees of a year, for everybody to read; the secretariat sets rates, bands and groups from a day on."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.access import check_right, may
from museion.core.countries import is_country
from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import FormError, need_field, need_form_day, read_field, read_form_number
from museion.core.numerals import read_whole
from museion.network.actions.fees import set_fees
from museion.network.models import CountryGroup, FeeBand, FeeRate
from museion.network.queries.fees import FeeTable, get_bands, list_changes
from museion.network.terms import MemberCategory

GROUPS = (1, 2, 3, 4)
FIRST_YEAR, LAST_YEAR = 1946, 2100


@require_http_methods(["GET", "POST"])
def show_fees(request: HttpRequest) -> HttpResponse:
    problem, step = "", ""
    if request.method == "POST":
        check_right(get_actor(request), "fee.create")
        step = read_field(request, "step")
        try:
            return HttpResponseRedirect(f"/membership/fees?year={_set(request, step).year}")
        except FormError as error:
            problem = str(error)
    year = _read_year(request)
    table, day = FeeTable(year), date(year, 1, 1)
    context = {
        "year": year,
        "before": max(year - 1, FIRST_YEAR),
        "after": min(year + 1, LAST_YEAR),
        "groups": GROUPS,
        "rows": [
            (_("institution") if row.band else MemberCategory(row.category).label, row)
            for row in table.list_rows(GROUPS)
        ],
        "bands": get_bands(day),
        "countries": table.list_countries(GROUPS, get_languages(request)[0]),
        "changes": list_changes(),
        "categories": MemberCategory.choices,
        "may_set": may(get_actor(request), "fee.create"),
        "problem": problem,
        "step": step,
        "sent": request.POST,
    }
    return render(request, "network/fees.html", context, status=422 if problem else 200)


def _read_year(request: HttpRequest) -> int:
    return read_whole(request.GET.get("year", ""), least=FIRST_YEAR, most=LAST_YEAR) or timezone.now().year


def _set(request: HttpRequest, step: str) -> date:
    """Returns the day from which it holds."""
    day = need_form_day(read_field(request, "valid_from"))
    make = _MAKERS.get(step)
    if make is None:
        raise FormError(_("Please fill in every field of the form."))
    set_fees(**make(request, day), actor=get_actor(request), at=timezone.now(), reason=read_field(request, "reason"))
    return day


def _make_rate(request: HttpRequest, day: date) -> dict[str, Any]:
    category, band = need_field(request, "category"), read_field(request, "band")
    if category not in MemberCategory:
        raise FormError(_("Please fill in every field of the form."))
    if band and band not in {known.code for known in get_bands(day)}:
        raise FormError(_("No band is called %(band)s on that day.") % {"band": band})
    if band and category != MemberCategory.INSTITUTIONAL:
        raise FormError(_("Only institutions have bands."))
    group = read_form_number(need_field(request, "group"), least=0, most=max(GROUPS))
    currency = need_field(request, "currency").upper()
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
        raise FormError(_("A currency has three letters, such as EUR."))
    rate = FeeRate(
        category=category,
        band=band,
        country_group=group,
        amount=_read_amount(need_field(request, "amount")),
        currency=currency,
        valid_from=day,
    )
    return {"rates": [rate]}


def _make_band(request: HttpRequest, day: date) -> dict[str, Any]:
    least, most = _read_budget(request, "least_budget"), _read_budget(request, "most_budget")
    if least is not None and most is not None and most <= least:
        raise FormError(_("A band's upper end is above its lower end."))
    names = {tag: text for tag in ("en", "fr", "es") if (text := read_field(request, f"name-{tag}")[:100])}
    if not names:
        raise FormError(_("Please write a name."))
    band = FeeBand(
        code=need_field(request, "code")[:16],
        names=names,
        least_budget=least,
        most_budget=most,
        is_voting=bool(read_field(request, "is_voting")),
        valid_from=day,
    )
    return {"bands": [band]}


def _make_group(request: HttpRequest, day: date) -> dict[str, Any]:
    country = need_field(request, "country").upper()
    if not is_country(country):
        raise FormError(_("“%(text)s” is no country; write two letters, such as SN.") % {"text": country[:20]})
    group = read_form_number(need_field(request, "group"), least=1, most=max(GROUPS))
    return {"groups": [CountryGroup(country=country, group=group, valid_from=day)]}


_MAKERS: dict[str, Callable[[HttpRequest, date], dict[str, Any]]] = {
    "rate": _make_rate,
    "band": _make_band,
    "group": _make_group,
}


def _read_amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise FormError(_("Write the amount as 85.00.")) from error
    if not amount.is_finite() or not 0 <= amount < 100_000_000:
        raise FormError(_("Write the amount as 85.00."))
    return amount.quantize(Decimal("0.01"))


def _read_budget(request: HttpRequest, name: str) -> int | None:
    text = read_field(request, name)
    return read_form_number(text, most=10**15) if text else None
