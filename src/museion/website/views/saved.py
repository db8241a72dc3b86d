"""Searches that a reader keeps: the list, one with what came in for it, keeping a new one, pausing, deleting and undoing that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import get_base_url
from museion.core.problems import ProblemError
from museion.search.actions import saved as actions
from museion.search.actions.saved import SavingError, Wishes
from museion.search.addresses import make_token, make_webhook_secret
from museion.search.models import MailRhythm, SavedSearch
from museion.search.queries.saved import get_searches, read_alerts
from museion.search.requests import QuerySyntaxError, SearchUnavailableError
from museion.website.facets import make_chips
from museion.website.question import Question, read_question
from museion.website.searching import find_hits

SHOWN_ALERTS = 50
SHOWN_DELIVERIES = 10
_signed_in = login_required(login_url="/sign-in")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that its owner does to a saved search, and what the page says afterwards."""

    take: Callable[..., object]
    said: Any


STEPS = {
    "pause": Step(
        actions.pause_search, gettext_lazy("The search is paused: nothing is looked for until you resume it.")
    ),
    "resume": Step(actions.resume_search, gettext_lazy("The search goes on.")),
    "renew": Step(actions.renew_addresses, gettext_lazy("The feed has a new address and the webhook a new secret.")),
    "delete": Step(actions.delete_search, gettext_lazy("The search was deleted.")),
    "restore": Step(actions.restore_search, gettext_lazy("The search is back.")),
}


@_signed_in
def show_searches(request: HttpRequest) -> HttpResponse:
    deleted = request.GET.get("deleted", "")
    searches = list(get_searches(_get_account(request)))
    context = {"searches": [(search, _describe(search, request)) for search in searches], "deleted": deleted}
    return render(request, "website/saved_searches.html", context)


@_signed_in
def show_new(request: HttpRequest) -> HttpResponse:
    """The form (GET) for the question in the address, and keeping it (POST)."""
    asked = read_question(request.POST if request.method == "POST" else request.GET)
    wishes = _read_wishes(request) if request.method == "POST" else Wishes(_name(asked, request))
    problem = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(f"/saved/{_save(request, asked, wishes).key}")
        except SavingError as error:
            problem = str(error)
        except QuerySyntaxError as error:
            problem = _("The question itself cannot be read: %(reason)s") % {"reason": error}
        except SearchUnavailableError as error:
            told = _("The index does not answer; it is not that nothing was found.")
            raise ProblemError(503, _("The search does not answer"), told, "search-unavailable") from error
    context = {
        "wishes": wishes,
        "parameters": _list_parameters(asked),
        "address": asked.get_address(),
        "description": _name(asked, request),
        "problem": problem,
        "rhythms": MailRhythm.choices,
    }
    return render(request, "website/saved_new.html", context, status=400 if problem else 200)


@_signed_in
def show_search(request: HttpRequest, key: str) -> HttpResponse:
    """One saved search (GET), and changing how it tells (POST)."""
    search = _get_own(request, key)
    problem = ""
    if request.method == "POST":
        try:
            actions.change_search(search, _read_wishes(request), actor=get_actor(request), at=timezone.now())
            return HttpResponseRedirect(f"/saved/{search.key}?done=change")
        except SavingError as error:
            problem = str(error)
    language = get_languages(request)[0]
    token, done = make_token(search), request.GET.get("done", "")
    context = {
        "search": search,
        "description": _describe(search, request),
        "alerts": read_alerts(search, get_viewer(request), language, limit=SHOWN_ALERTS),
        "deliveries": search.deliveries.order_by("-id")[:SHOWN_DELIVERIES],
        "feed_url": f"{get_base_url(request)}/saved/feeds/{token}.atom",
        "calendar_url": f"{get_base_url(request)}/saved/feeds/{token}.ics",
        "secret": make_webhook_secret(search) if search.webhook_url else "",
        "rhythms": MailRhythm.choices,
        "problem": problem,
        "said": STEPS[done].said if done in STEPS else _("Saved.") if done == "change" else "",
    }
    return render(request, "website/saved_search.html", context, status=400 if problem else 200)


@_signed_in
@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    if step not in STEPS:
        raise ProblemError(404, _("No such page"), "", "no-page")
    search = _get_own(request, key, is_deleted=step == "restore")
    STEPS[step].take(search, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect(f"/saved?deleted={key}" if step == "delete" else f"/saved/{key}?done={step}")


def _save(request: HttpRequest, asked: Question, wishes: Wishes) -> SavedSearch:
    """Asked once for nobody, so that a question which cannot be read is not kept."""
    made = asked.make_request(tokens=(), language=get_languages(request)[0])
    find_hits(made)
    return actions.save_search(made, wishes, address=asked.get_address(), actor=get_actor(request), at=timezone.now())


def _get_account(request: HttpRequest) -> int:
    return get_actor(request).account_id or 0


def _get_own(request: HttpRequest, key: str, *, is_deleted: bool = False) -> SavedSearch:
    """Somebody else's is as if it were not there."""
    rows = SavedSearch.objects.filter(key=key, account_id=_get_account(request), withdrawn_at__isnull=not is_deleted)
    search = rows.first()
    if search is None:
        raise ProblemError(404, _("No such saved search"), _("You keep no search of this key."), "no-record")
    return search


def _read_wishes(request: HttpRequest) -> Wishes:
    return Wishes(
        title=request.POST.get("title", ""),
        mail_rhythm=request.POST.get("mail_rhythm", MailRhythm.NEVER),
        webhook_url=request.POST.get("webhook_url", ""),
    )


def _list_parameters(asked: Question) -> list[tuple[str, str]]:
    left_out = {"page", "view", "sort"}
    return [(name, value) for name, value in asked.get_parameters() if name not in left_out]


def _name(asked: Question, request: HttpRequest) -> str:
    """The words and filters, as a title to begin with."""
    parts = [asked.text, *(chip.label for chip in make_chips(asked, get_languages(request)[0]))]
    return ", ".join(part for part in parts if part) or _("everything")


def _describe(search: SavedSearch, request: HttpRequest) -> str:
    return _name(read_question(QueryDict(search.address.partition("?")[2])), request)
