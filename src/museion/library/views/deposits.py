"""A committee hands in a publication; a librarian looks it through and takes it into the catalogue."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import list_places, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.core.models.records import RecordQuerySet
from museion.core.problems import ProblemError
from museion.library.actions import deposits as actions
from museion.library.actions.files import get_store
from museion.library.incoming.form import fill_form, keep_unsaid, read_form
from museion.library.incoming.form_parts import FormError
from museion.library.models import Deposit
from museion.library.reading.sniffing import LARGEST_FILE, UnusableFileError
from museion.library.terms import DepositState, ReferenceType
from museion.network.models import Body

_MENDED = ("reference_type", "titles", "contributors", "languages", "date_text", "abstracts")
_LABELS = (
    ("reference_type", gettext_lazy("type")),
    ("titles", gettext_lazy("titles")),
    ("contributors", gettext_lazy("authors and contributors")),
    ("languages", gettext_lazy("languages")),
    ("date_text", gettext_lazy("date")),
    ("abstracts", gettext_lazy("abstract")),
    ("numbers", gettext_lazy("numbers")),
    ("subjects", gettext_lazy("subjects")),
    ("publisher", gettext_lazy("publisher")),
    ("place", gettext_lazy("place")),
    ("links", gettext_lazy("web addresses")),
)


def show_record(request: HttpRequest, record: Deposit, problems: Sequence[str] = ()) -> HttpResponse:
    actor, shown = get_actor(request), fill_form(record.values)
    sent = request.POST or fill_form(record.values)
    shown["reference_type"] = dict(ReferenceType.choices).get(shown["reference_type"], "")
    context = {
        "title": str(record),
        "held": record,
        "shown": [(label, text) for name, label in _LABELS if (text := shown.get(name))],
        "sent": sent,
        "problems": problems,
        "types": ReferenceType.choices,
        "largest": LARGEST_FILE // 1024**2,
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
            return HttpResponseRedirect(f"/library/deposits/{made.key}")
    rows = _get_deposits(request).select_related("body").order_by("-changed_at")
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
        for name in ("concept_keys", "issued_by_key", "parent_key"):
            values.pop(name)
    except FormError as error:
        problems += error.problems
    if problems or body is None:
        return None
    try:
        return actions.submit_deposit(body, values, _read_file(request), actor=get_actor(request), at=timezone.now())
    except UnusableFileError as error:
        problems.append(str(error))
        return None


def _read_file(request: HttpRequest) -> actions.Attached | None:
    sent = request.FILES.get("file")
    return actions.Attached(sent.read(), sent.name or "file") if sent else None


def _get_deposits(request: HttpRequest) -> RecordQuerySet[Deposit]:
    """Those of one's own bodies; whoever looks deposits through sees them all, though they stand at the level of a committee."""
    rows = Deposit.objects.current()
    return rows if actions.may_review(get_actor(request)) else rows.visible_to(get_viewer(request))


def _find_deposit(request: HttpRequest, key: str) -> Deposit:
    held = _get_deposits(request).filter(key=key.lower()).first()
    if held is None:
        raise ProblemError(404, _("No such deposit"), _("No deposit has this key."), "no-record")
    return held


@login_required
@require_GET
def show_deposit(request: HttpRequest, key: str) -> HttpResponse:
    return show_record(request, _find_deposit(request, key))


@login_required
@require_GET
def send_attached(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file as it was handed in, for who looks it through. Nothing in it is run: it is saved, never shown."""
    held = _find_deposit(request, key)
    path = get_store().get_path(held.file_name) if held.file_name else None
    if path is None or not path.is_file():
        raise ProblemError(404, _("No such file"), _("Nothing was attached."), "no-record")
    response = FileResponse(path.open("rb"), filename=held.original_name, as_attachment=True)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    held = _find_deposit(request, key)
    actor, at, text = get_actor(request), timezone.now(), request.POST.get("text", "").strip()[:5000]
    try:
        if step == "accept":
            return HttpResponseRedirect(actions.accept_deposit(held, actor=actor, at=at).url)
        if step == "resubmit":
            return _resubmit(request, held, text)
        if step in {"return", "decline"}:
            take = actions.return_deposit if step == "return" else actions.decline_deposit
            take(held, text, actor=actor, at=at)
        else:
            raise ProblemError(404, _("No such step"), "", "no-such-step")
    except actions.InvalidStepError as error:
        raise ProblemError(409, _("This step cannot be taken"), str(error), "no-such-step") from error
    return HttpResponseRedirect(f"/library/deposits/{held.key}")


def _resubmit(request: HttpRequest, held: Deposit, text: str) -> HttpResponse:
    """The mended columns, if the form with them was sent; what it has no field for stays."""
    values = held.values
    try:
        if "titles" in request.POST:
            read = read_form(request.POST)
            values = {**held.values, **{name: read[name] for name in _MENDED}}
            keep_unsaid(values, held.values)
        actions.resubmit_deposit(
            held, values, text, actor=get_actor(request), at=timezone.now(), attached=_read_file(request)
        )
    except FormError as error:
        return show_record(request, held, error.problems)
    except UnusableFileError as error:
        return show_record(request, held, [str(error)])
    return HttpResponseRedirect(f"/library/deposits/{held.key}")
