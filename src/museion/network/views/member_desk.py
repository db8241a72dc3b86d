"""One member as the register keeps them: memberships through time, invoices and payments; begun, changed and ended here."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.access import check_right, may
from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import (
    FormError,
    need_field,
    need_form_day,
    read_field,
    read_form_day,
    read_form_number,
)
from museion.network.actions.dues import ask_due, take_back_due
from museion.network.actions.facts import FactError
from museion.network.actions.membership import change_category, create_membership, end_membership
from museion.network.models import Due, FeeBand, Membership, Museum, Person
from museion.network.queries.fees import NoRateError
from museion.network.queries.members import get_holder_dues, get_membership_now, get_standing
from museion.network.terms import MemberCategory, Standing
from museion.network.views.finding import find_body, find_museum, find_person_by_key

Holder = Person | Museum


@require_http_methods(["GET", "POST"])
def show_member(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """For whoever books the member's payments; each step asks for its own right."""
    holder = find_museum(request, key) if kind == "museum" else find_person_by_key(request, key)
    check_right(get_actor(request), "payment.create", holder)
    problem = ""
    if request.method == "POST":
        try:
            _STEPS.get(request.POST.get("step", ""), _begin)(request, holder)
            return HttpResponseRedirect(request.path)
        except (FormError, FactError) as error:
            problem = str(error)
        except NoRateError as error:
            problem = _("The table of fees has no rate for this member: %(rate)s") % {"rate": error}
    return render(request, "network/member.html", _describe(request, holder, problem), status=422 if problem else 200)


def _describe(request: HttpRequest, holder: Holder, problem: str) -> dict[str, Any]:
    actor, today = get_actor(request), timezone.now().date()
    field = "museum" if isinstance(holder, Museum) else "person"
    rows = Membership.objects.known().filter(**{field: holder}).select_related("national_committee")
    title = holder.names.pick(get_languages(request)).text if isinstance(holder, Museum) else holder.name
    return {
        "record": holder,
        "title": title or holder.key,
        "memberships": list(rows.order_by("-from_date")),
        "membership": get_membership_now(holder),
        "standing": Standing(get_standing(holder, today).standing).label,
        "dues": list(get_holder_dues(holder)),
        "categories": MemberCategory.choices,
        "bands": sorted(set(FeeBand.objects.values_list("code", flat=True))) if field == "museum" else [],
        "today": today,
        "keeps": may(actor, "membership.update"),
        "problem": problem,
    }


def _tell(request: HttpRequest) -> dict[str, Any]:
    return {"actor": get_actor(request), "at": timezone.now()}


def _need_now(holder: Holder) -> Membership:
    membership = get_membership_now(holder)
    if membership is None:
        raise FormError(_("This is no member now."))
    return membership


def _read_category(request: HttpRequest, holder: Holder) -> tuple[MemberCategory, str]:
    """With the band, which institutions alone have."""
    if isinstance(holder, Museum):
        return MemberCategory.INSTITUTIONAL, need_field(request, "band")
    category = need_field(request, "category")
    if category not in MemberCategory:
        raise FormError(_("Please fill in every field of the form."))
    return MemberCategory(category), ""


def _begin(request: HttpRequest, holder: Holder) -> None:
    category, band = _read_category(request, holder)
    committee = read_field(request, "committee")
    create_membership(
        holder,
        category,
        from_date=need_form_day(read_field(request, "from_date")),
        committee=find_body(request, committee) if committee else None,
        band=band,
        reason=read_field(request, "reason"),
        **_tell(request),
    )


def _change(request: HttpRequest, holder: Holder) -> None:
    category, band = _read_category(request, holder)
    day = need_form_day(read_field(request, "from_date"))
    change_category(_need_now(holder), category, from_date=day, band=band, **_tell(request))


def _end(request: HttpRequest, holder: Holder) -> None:
    membership, day = _need_now(holder), need_form_day(read_field(request, "to_date"))
    if day < membership.from_date:
        raise FormError(_("A membership ends after it begins."))
    end_membership(membership, day, reason=need_field(request, "reason"), **_tell(request))


def _ask(request: HttpRequest, holder: Holder) -> None:
    now = timezone.now()
    year = read_form_number(need_field(request, "year"), least=now.year - 1, most=now.year + 1)
    day = read_form_day(read_field(request, "day")) or now.date()
    if ask_due(_need_now(holder), year, day=day, **_tell(request)) is None:
        raise FormError(_("The dues of this year are asked for already."))


def _take_back(request: HttpRequest, holder: Holder) -> None:
    """An invoice that should not be; of this member alone, whatever number the form sends."""
    own = Due.objects.known().filter(**{"museum" if isinstance(holder, Museum) else "person": holder})
    due = get_object_or_404(own, number=read_form_number(need_field(request, "due")))
    take_back_due(due, reason=need_field(request, "reason"), **_tell(request))


_STEPS: dict[str, Callable[[HttpRequest, Holder], None]] = {
    "begin": _begin,
    "change": _change,
    "end": _end,
    "ask": _ask,
    "take_back": _take_back,
}
