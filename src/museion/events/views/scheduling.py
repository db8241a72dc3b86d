"""The grid on which organisers arrange sessions: by dragging, by keyboard, or by plain forms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.http.asking import get_actor
from museion.core.numerals import read_whole
from museion.events.actions.programme import (
    add_room,
    create_session,
    move_session,
    place_contribution,
    update_session,
    withdraw_session,
)
from museion.events.models import Contribution, Event, Room, Session
from museion.events.planning.programmes import Conflict, ConflictKind
from museion.events.queries.schedule import (
    find_programme_conflicts,
    get_sessions_of,
    get_unplaced_papers,
    list_days,
    make_grid,
)
from museion.events.terms import SessionKind
from museion.events.views.choices import list_languages
from museion.events.views.forms import (
    find_managed,
    read_field,
    read_known,
    read_number,
    read_texts,
    read_wall_time,
    take_form,
)
from museion.events.views.managing import get_tabs


@require_http_methods(["GET", "POST"])
def show_schedule(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    return take_form(request, lambda: _act(request, event), lambda problem: _show_schedule(request, event, problem))


def _show_schedule(request: HttpRequest, event: Event, problem: str) -> HttpResponse:
    days = list_days(event)
    asked = parse_date(request.GET.get("day", "")[:10]) if request.GET.get("day") else None
    day = asked if asked in days else days[0]
    sessions = get_sessions_of(event)
    conflicts = find_programme_conflicts(event, sessions)
    context = {
        **get_tabs(event, "schedule"),
        "days": days,
        "day": day,
        "rooms": list(Room.objects.filter(event=event)),
        "grid": make_grid(event, sessions, day),
        "unscheduled": [session for session in sessions if session.begins_at is None],
        "sessions": sessions,
        "unplaced": get_unplaced_papers(event),
        "conflicts": _tell(conflicts, sessions),
        "warned": {key for conflict in conflicts for key in (conflict.one, conflict.other)},
        "kinds": SessionKind.choices,
        "tongues": event.text_languages or ["en"],
        "spoken": list_languages("en"),
        "problem": problem,
    }
    return render(request, "events/schedule.html", context)


def _act(request: HttpRequest, event: Event) -> None:
    actor, at = get_actor(request), timezone.now()
    match read_field(request, "do"):
        case "room":
            add_room(
                event, read_field(request, "room", 100), capacity=read_number(request, "capacity"), actor=actor, at=at
            )
        case "session":
            create_session(event, _read_session(request), actor=actor, at=at)
        case "change":
            update_session(_find_session(request, event), _read_session(request), actor=actor, at=at)
        case "move":
            begins_at = read_wall_time(request, "begins_at", event.time_zone)
            move_session(_find_session(request, event), begins_at, _find_room(request, event), actor=actor, at=at)
        case "remove":
            withdraw_session(_find_session(request, event), actor=actor, at=at)
        case "place":
            _place(request, event)


def _place(request: HttpRequest, event: Event) -> None:
    papers = Contribution.objects.select_related("event")
    paper = get_object_or_404(papers, event=event, key=read_field(request, "paper", 9))
    session = _find_session(request, event) if read_field(request, "session") else None
    position = session.contributions.count() if session else 0
    place_contribution(paper, session, position=position, actor=get_actor(request), at=timezone.now())


def _read_session(request: HttpRequest) -> dict[str, Any]:
    spoken = {tag for tag, _name in list_languages("en")}
    return {
        "titles": read_texts(request, "titles", 500),
        "kind": read_known(request, "kind", SessionKind.values) or SessionKind.PARALLEL.value,
        "minutes": read_number(request, "minutes", most=1440) or 90,
        "track": read_field(request, "track", 100),
        "languages": [tag for tag in request.POST.getlist("languages") if tag in spoken],
        "interpretation": [tag for tag in request.POST.getlist("interpretation") if tag in spoken],
    }


def _find_session(request: HttpRequest, event: Event) -> Session:
    rows = Session.objects.current().select_related("event")
    return get_object_or_404(rows, event=event, key=read_field(request, "session", 9))


def _find_room(request: HttpRequest, event: Event) -> Room | None:
    return Room.objects.filter(event=event, pk=read_whole(read_field(request, "room", 20)) or 0).first()


def _tell(conflicts: list[Conflict], sessions: list[Session]) -> list[str]:
    names = {session.key: session.titles.pick("en").text or session.get_kind_display() for session in sessions}
    texts = {
        ConflictKind.ROOM: _("“%(one)s” and “%(other)s” are in one room at the same time."),
        ConflictKind.PERSON: _("%(people)s would be in “%(one)s” and “%(other)s” at the same time."),
        ConflictKind.OUTSIDE: _("“%(one)s” is outside of the event's hours."),
        ConflictKind.TOO_LONG: _("The contributions of “%(one)s” need more time than it has."),
    }
    return [
        texts[conflict.kind]
        % {
            "one": names[conflict.one],
            "other": names.get(conflict.other, ""),
            "people": ", ".join(sorted(conflict.people)),
        }
        for conflict in conflicts
    ]
