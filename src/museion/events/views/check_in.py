"""The door: scanned codes, typed codes, devices that were offline, people without a registration."""

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.countries import list_countries
from museion.core.http.asking import get_actor, get_languages
from museion.events.actions.attendance import Checked, Outcome, Scan, admit_walk_in, record_scans
from museion.events.actions.registrations import Applicant
from museion.events.models import Event, Registration
from museion.events.problems import EventError
from museion.events.queries.attendance import count_attendance
from museion.events.terms import RegistrationState
from museion.events.tickets import read_code
from museion.events.views.forms import find_managed, read_field, read_known
from museion.events.views.managing import get_tabs
from museion.events.views.registrations import keep_private


@require_http_methods(["GET", "POST"])
def show_check_in(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    checked: Checked | None = None
    problem = ""
    if request.method == "POST":
        try:
            if read_field(request, "do") == "walk_in":
                admit_walk_in(event, _read_walk_in(request), actor=get_actor(request), at=timezone.now())
                return HttpResponseRedirect(request.get_full_path())
            scan = Scan(read_code(read_field(request, "code", 300)), read_field(request, "session", 9))
            (checked,) = record_scans(event, [scan], actor=get_actor(request), at=timezone.now())
        except EventError as error:
            problem = str(error)
    came, sessions = count_attendance(event)
    context = {
        **get_tabs(event, "manage/check-in"),
        "came": came,
        "expected": Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED).count(),
        "sessions": sessions,
        "chosen": request.POST.get("session", request.GET.get("session", "")),
        "checked": checked,
        "told": tell_outcomes(),
        "countries": list_countries(get_languages(request)[0]),
        "problem": problem,
    }
    return keep_private(render(request, "events/check_in.html", context))


def tell_outcomes() -> dict[str, str]:
    return {
        Outcome.NEW.value: _("Welcome"),
        Outcome.KNOWN.value: _("Here already"),
        Outcome.NOT_CONFIRMED.value: _("Not confirmed: send to the desk"),
        Outcome.UNKNOWN.value: _("No ticket for this event"),
    }


def _read_walk_in(request: HttpRequest) -> Applicant:
    name, email = read_field(request, "name", 300), read_field(request, "email", 254)
    if not name or "@" not in email:
        raise EventError(_("Please write a name and an e-mail address."))
    country = read_known(request, "country", [code for code, _name in list_countries("en")])
    return Applicant(name=name, email=email, institution=read_field(request, "institution", 300), country=country)


@require_GET
def send_list(request: HttpRequest, key: str) -> HttpResponse:
    """What a device keeps before the line fails: codes and names of those who may come in."""
    event = find_managed(request, key)
    rows = Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED)
    people = dict(rows.values_list("token", "name"))
    return keep_private(JsonResponse({"event": event.key, "people": people}))


@require_POST
def take_scans(request: HttpRequest, key: str) -> HttpResponse:
    """What a device saw, sent again until it hears an answer: a scan told twice counts once."""
    event = find_managed(request, key)
    try:
        sent = orjson.loads(request.body)
        scans = [_read_scan(entry) for entry in sent["scans"]]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return JsonResponse({"problem": _("This is no list of scans.")}, status=400)
    try:
        checked = record_scans(event, scans, actor=get_actor(request), at=timezone.now())
    except EventError as error:
        return JsonResponse({"problem": str(error)}, status=422)
    answers = [{"token": one.token, "outcome": one.outcome.value, "name": one.name} for one in checked]
    return keep_private(JsonResponse({"checked": answers, "came": count_attendance(event)[0]}))


def _read_scan(entry: dict[str, str]) -> Scan:
    moment = parse_datetime(str(entry.get("at", ""))[:40])
    return Scan(
        token=str(entry["token"])[:32],
        session_key=str(entry.get("session", ""))[:9],
        at=moment if moment and moment.tzinfo else None,
        device=str(entry.get("device", ""))[:64],
    )


@require_GET
def send_badges(request: HttpRequest, key: str) -> HttpResponse:
    from museion.events.paper.badges import draw_badges  # its printing library is slow to load, and few starts draw

    event: Event = find_managed(request, key)
    people = list(Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED).order_by("name"))
    content = draw_badges(event, people, language=get_languages(request)[0], at=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="badges-{event.key}.pdf"'
    return keep_private(response)
