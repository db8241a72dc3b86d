"""Alerts that the desk issues: what stands, the form, one alert with its chain, and the CAP feed for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import PUBLIC_VIEWER, check_right, may
from museion.core.atom import MEDIA_TYPE
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import get_base_url, render_record
from museion.core.signing.certificates import write_certificate
from museion.response.actions.desk_alerts import UnusableAlertError, cancel_alert, issue_alert, update_alert
from museion.response.alerting.syndication import write_alerts
from museion.response.labels import ALERT_URGENCY_LABELS, CATEGORY_LABELS, HAZARD_LABELS, RESPONSE_LABELS, STATUS_LABELS
from museion.response.models import DeskAlert, HazardEvent
from museion.response.queries.alerts import get_events
from museion.response.queries.desk_alerts import get_desk_alerts, get_past, get_standing, list_chain, may_change
from museion.response.views.desk_alert_form import AlertForm, begin_from_alert, begin_from_event
from museion.response.views.reasons import name_severity

SHOWN = 100
RIGHT = "alert.issue"


@require_GET
def show_alerts(request: HttpRequest) -> HttpResponse:
    viewer, now = get_viewer(request), timezone.now()
    context = {
        "standing": list(get_standing(viewer, now)[:SHOWN]),
        "past": list(get_past(viewer, now)[:SHOWN]),
        "may_issue": may(get_actor(request), RIGHT),
    }
    return render(request, "response/desk_alerts.html", context)


@require_GET
def send_feed(request: HttpRequest) -> HttpResponse:
    """The same for everybody: what stands for the public."""
    alerts = list(get_standing(PUBLIC_VIEWER, timezone.now())[:SHOWN])
    title, language = _("Alerts of the emergency desk"), get_languages(request)[0]
    content = write_alerts(alerts, base_url=get_base_url(request), title=title, language=language)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@require_GET
def send_certificate(request: HttpRequest) -> HttpResponse:
    return HttpResponse(write_certificate(), content_type="application/x-pem-file")


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    check_right(actor, RIGHT)
    event = _find_event(request)
    drawn = event.areas if event is not None else {}
    form = _make_form(request, begin_from_event(event), drawn)
    if request.method == "POST" and form.is_valid():
        try:
            alert = issue_alert(form.state(event), actor=actor, at=timezone.now())
            return HttpResponseRedirect(alert.url)
        except UnusableAlertError as error:
            _blame(form, error)
    return _show_form(request, form, {"event": event})


@require_http_methods(["GET", "POST"])
def update(request: HttpRequest, key: str) -> HttpResponse:
    actor = get_actor(request)
    check_right(actor, RIGHT)
    alert = get_object_or_404(get_desk_alerts(get_viewer(request)), key=key)
    form = _make_form(request, begin_from_alert(alert), alert.areas)
    if request.method == "POST" and form.is_valid():
        try:
            following = update_alert(alert, form.state(alert.event), actor=actor, at=timezone.now())
            return HttpResponseRedirect(following.url)
        except UnusableAlertError as error:
            _blame(form, error)
    return _show_form(request, form, {"updated": alert})


@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    alert = get_object_or_404(get_desk_alerts(get_viewer(request)), key=key)
    try:
        following = cancel_alert(alert, request.POST.get("note", ""), actor=get_actor(request), at=timezone.now())
    except UnusableAlertError as error:
        return show_desk_alert(request, alert, problem=str(error), status=400)
    return HttpResponseRedirect(following.url)


def show_desk_alert(request: HttpRequest, record: DeskAlert, *, problem: str = "", status: int = 200) -> HttpResponse:
    title = record.headlines.pick(get_languages(request))
    context: dict[str, Any] = {
        "title": title.text,
        "hazard": HAZARD_LABELS.get(record.hazard),
        "status": STATUS_LABELS.get(record.status),
        "facts": [
            (_("category"), CATEGORY_LABELS.get(record.category)),
            (_("severity"), name_severity(record.severity)),
            (_("certainty"), name_severity(record.certainty)),
            (_("urgency"), ALERT_URGENCY_LABELS.get(record.urgency)),
            (_("what is asked"), RESPONSE_LABELS.get(record.response_type)),
        ],
        "chain": list_chain(record),
        "is_past": record.expires_at <= timezone.now(),
        "may_change": may(get_actor(request), RIGHT) and may_change(record),
        "problem": problem,
    }
    response = render_record(request, record, "response/desk_alert.html", context)
    response.status_code = status
    return response


def _find_event(request: HttpRequest) -> HazardEvent | None:
    key = request.GET.get("event", "")
    return get_object_or_404(get_events(get_viewer(request)), key=key) if key else None


def _make_form(request: HttpRequest, begun: dict[str, Any], drawn: dict[str, Any]) -> AlertForm:
    posted = request.POST if request.method == "POST" else None
    return AlertForm(posted, initial=begun, language=get_languages(request)[0], drawn=drawn)


def _blame(form: AlertForm, error: UnusableAlertError) -> None:
    name = error.field if error.field in form.fields else f"{error.field}-{'en'}"
    form.add_error(name if name in form.fields else None, str(error))


def _show_form(request: HttpRequest, form: AlertForm, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form, "drawn": form.drawn}
    return render(request, "response/desk_alert_form.html", context, status=400 if form.errors else 200)
