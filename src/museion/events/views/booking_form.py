"""How organisers put their registration form together: hours, places, approval, questions."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.http.asking import get_actor
from museion.events.actions.bookings import save_booking
from museion.events.models import Booking, Event
from museion.events.problems import EventError
from museion.events.terms import FieldKind
from museion.events.views.forms import (
    TEXT_LANGUAGES,
    find_managed,
    read_field,
    read_known,
    read_number,
    read_texts,
    read_wall_time,
)
from museion.events.views.managing import get_tabs

MORE_ROWS = 2


@require_http_methods(["GET", "POST"])
def show_form(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    booking = Booking.objects.filter(event=event).first()
    if request.method == "GET":
        return _show(request, event, booking, booking.fields if booking else [], "")
    questions = read_question_rows(request)
    try:
        values = {**_read_values(request, event), "fields": questions}
        save_booking(event, values, actor=get_actor(request), at=timezone.now())
    except EventError as error:
        return _show(request, event, booking, questions, str(error), status=422)
    return HttpResponseRedirect(f"{request.path}?saved=1")


def _read_values(request: HttpRequest, event: Event) -> dict[str, Any]:
    return {
        "opens_at": read_wall_time(request, "opens_at", event.time_zone),
        "closes_at": read_wall_time(request, "closes_at", event.time_zone),
        "places": read_number(request, "places"),
        "needs_approval": bool(read_field(request, "needs_approval")),
        "has_waiting_list": bool(read_field(request, "has_waiting_list")),
        "asks_needs": bool(read_field(request, "asks_needs")),
        "most_in_group": max(1, read_number(request, "most_in_group", most=200) or 1),
        "terms": read_texts(request, "terms"),
    }


def read_question_rows(request: HttpRequest) -> list[dict[str, Any]]:
    """Rows as the builder sends them, in the order of their places; a row without words is left out."""
    count = read_number(request, "rows", most=60) or 0
    rows = [_read_row(request, number) for number in range(count)]
    kept = [row for row in rows if row["labels"]]
    return [
        {name: value for name, value in row.items() if name != "place"}
        for row in sorted(kept, key=lambda row: int(row["place"]))
    ]


def _read_row(request: HttpRequest, number: int) -> dict[str, Any]:
    lines = {tag: read_field(request, f"options-{number}-{tag}", 5000).splitlines() for tag in TEXT_LANGUAGES}
    longest = max(map(len, lines.values()))
    options = [
        {tag: texts[place].strip() for tag, texts in lines.items() if place < len(texts) and texts[place].strip()}
        for place in range(longest)
    ]
    return {
        "place": read_number(request, f"place-{number}", most=999) or number,
        "name": read_field(request, f"name-{number}", 31) or f"q{number + 1}",
        "kind": read_known(request, f"kind-{number}", FieldKind.values) or FieldKind.LINE.value,
        "labels": dict(read_texts(request, f"labels-{number}", 500)),
        "options": [option for option in options if option],
        "is_required": bool(read_field(request, f"required-{number}")),
    }


def show_question_rows(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With a few empty rows to fill in; options as lines, one an option, for each language."""
    rows = [*questions, *({"kind": "line", "labels": {}, "options": [], "name": ""} for _row in range(MORE_ROWS))]
    return [
        {
            **row,
            "number": number,
            "lines": {tag: "\n".join(o.get(tag, "") for o in row.get("options", ())) for tag in TEXT_LANGUAGES},
        }
        for number, row in enumerate(rows)
    ]


def _show(
    request: HttpRequest,
    event: Event,
    booking: Booking | None,
    questions: list[dict[str, Any]],
    problem: str,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **get_tabs(event, "manage/form"),
        "booking": booking or Booking(event=event, places=event.capacity),
        "is_new": booking is None,
        "rows": show_question_rows(questions),
        "kinds": FieldKind.choices,
        "tongues": event.text_languages or ["en"],
        "problem": problem,
        "saved": _("Saved.") if "saved" in request.GET else "",
    }
    return render(request, "events/booking.html", context, status=status)
