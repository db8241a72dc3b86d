"""A committee hands in a publication; a librarian looks it through and takes it into the catalogue."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import list_places, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.core.problems import ProblemError
from museion.library.actions import deposits as actions
from museion.library.incoming.form import FormError, fill_form, read_form
from museion.library.models import Deposit
from museion.library.reading.sniffing import LARGEST_FILE, UnusableFileError
from museion.library.terms import DepositState, ReferenceType
from museion.network.models import Body


def show_record(request: HttpRequest, record: Deposit) -> HttpResponse:
    actor = get_actor(request)
    context = {
        "title": str(record),
        "held": record,
        "shown": fill_form(record.values),
        "may_review": actions.may_review(actor),
        "may_resubmit": record.state == DepositState.RETURNED and may(actor, "deposit.update", record),
    }
    return render_record(request, record, "library/deposit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def show_deposits(request: HttpRequest) -> HttpResponse:
    """The form for who may act for a body, and the deposits that one may see."""
    bodies = _list_bodies(request)
    problems: list[str] = []
    if request.method == "POST":
        made = _submit(request, bodies, problems)
        if made:
            return HttpResponseRedirect(made.url)
    rows = Deposit.objects.current().visible_to(get_viewer(request)).select_related("body").order_by("-changed_at")
    context = {
        "bodies": [(body.key, body.names.pick(get_languages(request)).text) for body in bodies],
        "deposits": list(rows[:100]),
        "problems": problems,
        "sent": request.POST,
        "types": ReferenceType.choices,
        "largest": LARGEST_FILE // 1024**2,
    }
    return render(request, "library/deposits.html", context, status=422 if problems else 200)


def _list_bodies(request: HttpRequest) -> list[Body]:
    """Those in whose name the asker may write; all of them for the secretariat."""
    actor = get_actor(request)
    places = list_places(actor, "deposit.update")
    rows = Body.objects.current().visible_to(get_viewer(request)).filter(key__in=places)
    return [body for body in rows.order_by("id") if may(actor, "deposit.update", body)]


def _submit(request: HttpRequest, bodies: list[Body], problems: list[str]) -> Deposit | None:
    body = next((held for held in bodies if held.key == request.POST.get("body")), None)
    if body is None:
        problems.append(_("Choose the body in whose name you hand this in."))
    try:
        values: dict[str, Any] = read_form(request.POST)
        values.pop("concept_keys")
    except FormError as error:
        problems += error.problems
    if problems or body is None:
        return None
    sent = request.FILES.get("file")
    attached = actions.Attached(sent.read(), sent.name or "file") if sent else None
    try:
        return actions.submit_deposit(body, values, attached, actor=get_actor(request), at=timezone.now())
    except UnusableFileError as error:
        problems.append(str(error))
        return None


@login_required
@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    held = Deposit.objects.current().visible_to(get_viewer(request)).filter(key=key.lower()).first()
    if held is None:
        raise ProblemError(404, _("No such deposit"), _("No deposit has this key."), "no-record")
    actor, at, text = get_actor(request), timezone.now(), request.POST.get("text", "").strip()[:5000]
    try:
        if step == "accept":
            return HttpResponseRedirect(actions.accept_deposit(held, actor=actor, at=at).url)
        if step == "resubmit":
            actions.resubmit_deposit(held, held.values, text, actor=actor, at=at)
        elif step in {"return", "decline"}:
            take = actions.return_deposit if step == "return" else actions.decline_deposit
            take(held, text, actor=actor, at=at)
        else:
            raise ProblemError(404, _("No such step"), "", "no-such-step")
    except actions.InvalidStepError as error:
        raise ProblemError(409, _("This step cannot be taken"), str(error), "no-such-step") from error
    return HttpResponseRedirect(held.url)
