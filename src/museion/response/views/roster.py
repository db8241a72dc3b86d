"""The roster: who may be sent, and each person's entry, kept by themselves, by who keeps their record, or by the desk."""

from zoneinfo import available_timezones

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import NotAllowedError, may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import FormError, make_missing
from museion.core.keys import read_key
from museion.network.models import Person
from museion.network.queries.members import get_own_person
from museion.network.terms import AgentKind
from museion.response.actions.roster import RIGHT, InvalidPeriodError
from museion.response.actions.roster_entries import keep_entry, may_keep_entry
from museion.response.models import RosterEntry
from museion.response.queries.roster import list_people
from museion.response.views.desk import check_desk
from museion.response.views.roster_form import describe_fields, fill_fields, read_entry

MOST_SHOWN = 50


@require_GET
def show_roster(request: HttpRequest) -> HttpResponse:
    check_desk(request)
    words, now = request.GET.get("q", "").strip()[:200], timezone.now()
    people = list_people(words)
    shown = list(people[:MOST_SHOWN])
    language = get_language() or "en"
    rows = [
        (
            person,
            [concept.pref_labels.pick(language) for concept in person.specialities.all()],
            max((p.ends_at for p in person.availability.all() if p.begins_at <= now < p.ends_at), default=None),
        )
        for person in shown
    ]
    context = {"rows": rows, "total": people.count(), "words": words, "shown": len(shown)}
    return render(request, "response/roster.html", context)


@require_GET
@login_required(login_url="/sign-in")
def show_mine(request: HttpRequest) -> HttpResponse:
    person = get_own_person(get_actor(request).account_id)
    if person is None:
        return render(request, "response/no_roster_entry.html")
    return HttpResponseRedirect(f"/roster/{person.key}")


@require_http_methods(["GET", "POST"])
def show_entry(request: HttpRequest, key: str) -> HttpResponse:
    person, actor = _find(request, key), get_actor(request)
    entry = RosterEntry.objects.filter(person=person).first() or RosterEntry(person=person)
    keeps_standing = may(actor, RIGHT)
    fields, problem = (request.POST, "") if request.method == "POST" else (fill_fields(person, entry), "")
    if request.method == "POST":
        try:
            written = read_entry(
                fields, person=person, entry=entry, keeps_standing=keeps_standing, viewer=get_viewer(request)
            )
            keep_entry(person, written, actor=actor, at=timezone.now())
        except (FormError, InvalidPeriodError) as error:
            problem = str(error)
        else:
            return HttpResponseRedirect(f"/roster/{person.key}?kept=1")
    context = describe_fields(fields) | {
        "person": person,
        "problem": problem,
        "is_kept": "kept" in request.GET,
        "keeps_standing": keeps_standing,
        "in_good_standing": entry.in_good_standing,
        "zones": sorted(available_timezones()),
    }
    response = render(request, "response/roster_entry.html", context, status=422 if problem else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _find(request: HttpRequest, key: str) -> Person:
    """Whoever may not keep the entry does not learn whether there is one, nor that there is a person whom they may not see."""
    person = Person.objects.current().filter(key=read_key(key), agent_kind=AgentKind.PERSON).first()
    actor = get_actor(request)
    if person is not None and may_keep_entry(person, actor):
        return person
    is_seen = person is not None and get_viewer(request).sees_record(person)
    if actor.account_id is None or is_seen:
        raise NotAllowedError(actor, RIGHT, ())
    raise make_missing(key)
