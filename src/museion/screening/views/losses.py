"""The form in which an institution says what it lost, and the page that says what to add so that it can be recognised."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import Actor, check_somewhere, list_places
from museion.core.countries import list_countries
from museion.core.http.asking import get_actor
from museion.core.imports.registry import FieldError
from museion.core.models import Record
from museion.core.problems import ProblemError
from museion.core.telling import tell
from museion.core.wording import get_message
from museion.heritage.sent_pictures import read_sent_pictures
from museion.network.models import Body, Museum
from museion.screening.actions.loss_reports import Told, report_loss_told
from museion.screening.completeness import make_loss_meter
from museion.screening.links import REPORTED, read_link, sign_link
from museion.screening.models import LossRecord
from museion.screening.terms import SOUGHT, LossStatus
from museion.screening.views.screen import AskedField

MOST_PHOTOS = 12
WHAT = (
    AskedField("title", gettext_lazy("title")),
    AskedField("object_type", gettext_lazy("type of object")),
    AskedField("materials", gettext_lazy("materials"), gettext_lazy("several stand apart by |")),
    AskedField("techniques", gettext_lazy("techniques")),
    AskedField("measurements", gettext_lazy("measurements"), gettext_lazy("with units: 41 × 12 cm, 16 1/4 in")),
    AskedField("inscriptions_markings", gettext_lazy("inscriptions and markings")),
    AskedField("distinguishing_features", gettext_lazy("distinguishing features"), gettext_lazy("damage, repairs")),
    AskedField("subject", gettext_lazy("subject")),
    AskedField("date_period", gettext_lazy("date or period")),
    AskedField("maker", gettext_lazy("maker")),
    AskedField("inventory_number", gettext_lazy("inventory number")),
    AskedField("place_of_origin", gettext_lazy("place of origin")),
)
LOST = (
    AskedField("loss_date", gettext_lazy("when it was lost")),
    AskedField("loss_place", gettext_lazy("where it was lost")),
    AskedField("authority", gettext_lazy("police or authority that was told")),
    AskedField("reference_number", gettext_lazy("their reference number")),
)
_LONG = ("description", "circumstances", "owner")
_CHOSEN = ("status", "loss_country")


@require_http_methods(["GET", "POST"])
def show_report(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    scopes = list_scopes(actor)
    check_somewhere(actor, "loss.propose")
    if request.method == "GET":
        return _show_form(request, scopes, [])
    sent = read_sent_pictures(request, "photo", most=MOST_PHOTOS)
    if sent.problems:
        return _show_form(request, scopes, sent.problems)
    fields = {name: text for name in _list_names() if (text := request.POST.get(name, "").strip()[:20_000])}
    scope_key = request.POST.get("scope_key", "")
    told = Told(fields, sent, scope_key if scope_key in dict(scopes) else "")
    try:
        loss = report_loss_told(told, actor=actor, at=timezone.now())
    except FieldError as error:
        return _show_form(request, scopes, [tell(get_message(error))])
    return HttpResponseRedirect(f"/losses/reported/{sign_link(loss.key, REPORTED)}")


@require_GET
def show_reported(request: HttpRequest, signed: str) -> HttpResponse:
    """For whoever reported it: that the desk has it, and what would make it recognisable."""
    loss = LossRecord.objects.current().filter(key=read_link(signed, REPORTED)).first()
    if loss is None:
        raise ProblemError(410, _("Withdrawn record"), _("The report was withdrawn."), "withdrawn")
    context = {
        "loss": loss,
        "meter": make_loss_meter(loss),
        "photographs": list(loss.photographs.all()),
        "unread": list(_list_unread(loss)),
    }
    return render(request, "screening/loss_reported.html", context)


def _list_unread(loss: LossRecord) -> Iterator[str]:
    """What was written of dates and sizes and nothing can be compared by."""
    read = {
        loss.loss_date_text: loss.loss_earliest,
        loss.date_text: loss.date_earliest,
        loss.measurements_text: loss.measurements or None,
    }
    yield from (text for text, found in read.items() if text and found is None)


def list_scopes(actor: Actor) -> list[tuple[str, str]]:
    """The bodies and institutions in whose name the actor may report, by key."""
    keys = set(list_places(actor, "loss.propose"))
    models: tuple[type[Record], ...] = (Museum, Body)
    return [(row.key, str(row)) for model in models for row in model._default_manager.filter(key__in=keys)]


def _show_form(request: HttpRequest, scopes: list[tuple[str, str]], problems: list[str]) -> HttpResponse:
    sent: Mapping[str, Any] = request.POST
    context = {
        "what": list(_fill(WHAT, sent)),
        "lost": list(_fill(LOST, sent)),
        "sent": sent,
        "statuses": [(status.value, status.label) for status in LossStatus if status in SOUGHT],
        "countries": list_countries(get_language() or "en"),
        "scopes": scopes,
        "problems": problems,
    }
    return render(request, "screening/loss_report.html", context, status=422 if problems else 200)


def _fill(fields: tuple[AskedField, ...], sent: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield {"name": field.name, "label": field.label, "hint": field.hint, "value": sent.get(field.name, "")}


def _list_names() -> Iterator[str]:
    yield from (field.name for field in (*WHAT, *LOST))
    yield from (*_LONG, *_CHOSEN)
