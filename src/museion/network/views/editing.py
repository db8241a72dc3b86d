"""Changing an entry of the register on a page: by whoever keeps it, and one's own by oneself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.forms import need_record
from museion.core.problems import ProblemError
from museion.network.actions import update_body, update_museum, update_person
from museion.network.actions.own_data import update_own_entry
from museion.network.models import Body, Museum, Person
from museion.network.queries import get_bodies, get_museums, get_people
from museion.network.queries.members import get_own_person
from museion.network.views.entry_forms import OWN_ENTRY, PLANS, Entry, EntryForm, Plan

Save = Callable[..., None]
_KINDS: dict[str, tuple[type[Entry], Any, Save]] = {
    "museum": (Museum, get_museums, update_museum),
    "person": (Person, get_people, update_person),
    "body": (Body, get_bodies, update_body),
}


@require_http_methods(["GET", "POST"])
def show_entry(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    model, find, save = _KINDS[kind]
    record = need_record(find(get_viewer(request)), key)
    check_right(get_actor(request), f"{kind}.update", record)
    return _take(request, record, PLANS[model], save)


@require_http_methods(["GET", "POST"])
def show_own_entry(request: HttpRequest) -> HttpResponse:
    """What one said of oneself; name and number are the register's, which keeps them for others too."""
    person = get_own_person(get_actor(request).account_id)
    if person is None:
        told = _("Your account is not linked to an entry in the register.")
        raise ProblemError(403, _("Not a member's account"), told, "not-allowed")
    return _take(request, person, OWN_ENTRY, update_own_entry)


def _take(request: HttpRequest, record: Entry, plan: Plan, save: Save) -> HttpResponse:
    form = EntryForm(plan, record, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
        save(record, form.read_values(), **told, reason=form.cleaned_data["reason"])
        return HttpResponseRedirect(record.url)
    title = record.name if isinstance(record, Person) else record.names.pick(get_languages(request)).text
    context = {"record": record, "form": form, "title": title or record.key}
    return render(request, "network/entry_form.html", context, status=422 if form.errors else 200)
