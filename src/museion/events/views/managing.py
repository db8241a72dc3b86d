"""What organisers see of their event: where it stands, who registered, how one registers."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.countries import get_country_name
from museion.core.http.asking import get_actor, get_languages
from museion.core.keys import InvalidKeyError, read_key
from museion.core.numerals import read_whole
from museion.core.tables import make_cell_safe
from museion.events.actions.registrations import (
    approve_registration,
    cancel_registration,
    link_person,
    refuse_registration,
)
from museion.events.formats.questions import Question, read_questions
from museion.events.models import Booking, Call, Event, Registration
from museion.events.problems import EventError
from museion.events.queries.registrations import count_by_country, count_by_state, get_registrations
from museion.events.showing import describe_place, describe_time
from museion.events.terms import RegistrationState
from museion.events.views.forms import TEXT_LANGUAGES, find_managed, read_field, take_form
from museion.events.views.registrations import keep_private
from museion.network.models import Person

MOST_SHOWN = 500


def get_tabs(event: Event, here: str) -> dict[str, Any]:
    """What every page of the organisers shows above its own."""
    tabs = [
        ("manage", _("Overview")),
        ("edit", _("Details")),
        ("manage/registrations", _("Registrations")),
        ("manage/form", _("Form")),
        ("manage/call", _("Call")),
        ("manage/proposals", _("Proposals")),
        ("schedule", _("Schedule")),
        ("manage/check-in", _("Check-in")),
        ("manage/minutes", _("Minutes")),
        ("manage/certificates", _("Certificates")),
        ("manage/survey", _("Survey")),
    ]
    return {"event": event, "tabs": [(f"/events/{event.key}/{path}", label, path == here) for path, label in tabs]}


@require_GET
def show_manage(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    language = get_languages(request)[0]
    counts = count_by_state(event)
    countries = count_by_country(event)
    context = {
        **get_tabs(event, "manage"),
        "when": describe_time(event, language),
        "where": describe_place(event, language),
        "booking": Booking.objects.filter(event=event).first(),
        "call": Call.objects.filter(event=event).first(),
        "counts": [(label, counts.get(code, 0), code) for code, label in RegistrationState.choices],
        "countries": [
            (get_country_name(code, language) if code else _("not stated"), count) for code, count in countries
        ],
        "most": max((count for _code, count in countries), default=0),
        "tongues": TEXT_LANGUAGES,
    }
    return render(request, "events/manage.html", context)


@require_http_methods(["GET", "POST"])
def show_registrations(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    return take_form(
        request, lambda: _act(request, event), lambda problem: _show_registrations(request, event, problem)
    )


def _show_registrations(request: HttpRequest, event: Event, problem: str) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in RegistrationState.values else ""
    counts = count_by_state(event)
    rows = get_registrations(event, state=state)
    context = {
        **get_tabs(event, "manage/registrations"),
        "registrations": list(rows[:MOST_SHOWN]),
        "total": rows.count(),
        "state": state,
        "states": [(code, label, counts.get(code, 0)) for code, label in RegistrationState.choices],
        "problem": problem,
    }
    return keep_private(render(request, "events/registrations.html", context))


def _act(request: HttpRequest, event: Event) -> None:
    number = read_whole(read_field(request, "registration", 20))
    registration = get_object_or_404(Registration.objects.select_related("event"), event=event, pk=number)
    told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
    match read_field(request, "do"):
        case "approve":
            approve_registration(registration, **told)
        case "refuse":
            refuse_registration(registration, **told)
        case "cancel":
            cancel_registration(registration, **told)
        case "link":
            link_person(registration, _find_person(read_field(request, "person", 30)), **told)


def _find_person(text: str) -> Person | None:
    if not text:
        return None
    try:
        person = Person.objects.current().filter(key=read_key(text)).first()
    except InvalidKeyError as error:
        raise EventError(str(error)) from error
    if person is None:
        raise EventError(_("No person has the key %(key)s.") % {"key": text})
    return person


@require_GET
def send_table(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that was stated, needs too: for organisers alone."""
    event = find_managed(request, key)
    booking = Booking.objects.filter(event=event).first()
    questions = read_questions(booking.fields) if booking else ()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="registrations-{event.key}.csv"'
    response.write("\ufeff")
    table = csv.writer(response)
    columns = ("number", "state", "name", "email", "institution", "country", "category", "language", "online", "fee")
    table.writerow([*columns, "diet", "access", *(question.name for question in questions)])
    for registration in get_registrations(event).iterator():
        table.writerow([make_cell_safe(str(value)) for value in _write_row(registration, questions)])
    return keep_private(response)


def _write_row(registration: Registration, questions: tuple[Question, ...]) -> list[Any]:
    need = getattr(registration, "need", None)
    return [
        registration.pk,
        registration.state,
        registration.name,
        registration.email,
        registration.institution,
        registration.country,
        registration.category,
        registration.language,
        "yes" if registration.is_online else "",
        "" if registration.fee is None else registration.fee,
        need.diet if need else "",
        need.access if need else "",
        *(_write_answer(question, registration.answers.get(question.name)) for question in questions),
    ]


def _write_answer(question: Question, value: Any) -> str:
    if value is None:
        return ""
    places = value if isinstance(value, list) else [value]
    if question.kind in {"choice", "choices"}:
        texts = [next(iter(question.options[place].values()), "") for place in places if place < len(question.options)]
        return "; ".join(texts)
    return str(value)
