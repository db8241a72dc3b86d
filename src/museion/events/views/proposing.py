"""Calls, and the page behind an author's own link: propose, revise, withdraw, hand in slides."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.countries import list_countries
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.models import Account
from museion.core.problems import ProblemError
from museion.events.actions.programme import add_material
from museion.events.actions.proposals import (
    Proposal,
    StatedSpeaker,
    revise_proposal,
    submit_proposal,
    withdraw_proposal,
)
from museion.events.models import Call, Contribution, Event
from museion.events.problems import EventError
from museion.events.queries.proposals import find_proposal, get_open_calls
from museion.events.queries.registrations import find_person_of
from museion.events.terms import ContributionKind, ContributionState, MaterialKind
from museion.events.views.choices import list_languages
from museion.events.views.forms import (
    TEXT_LANGUAGES,
    find_event,
    read_field,
    read_known,
    read_number,
    read_texts,
)
from museion.events.views.registrations import keep_private

SPEAKER_ROWS = 4


@require_GET
def show_calls(request: HttpRequest) -> HttpResponse:
    return render(request, "events/calls.html", {"calls": get_open_calls(get_viewer(request), timezone.now())})


@require_http_methods(["GET", "POST"])
def show_call(request: HttpRequest, key: str) -> HttpResponse:
    event = find_event(request, key)
    call = Call.objects.filter(event=event).first()
    if call is None:
        raise ProblemError(404, _("No call"), _("This event has no call for contributions."), "no-call")
    if request.method == "GET":
        return _show(request, event, call, None, {})
    try:
        paper = submit_proposal(event, _read_proposal(request, call), actor=get_actor(request), at=timezone.now())
    except EventError as error:
        return _show(request, event, call, None, {error.field: str(error)}, status=422)
    return HttpResponseRedirect(f"/proposals/{paper.token}?new=1")


@require_http_methods(["GET", "POST"])
def show_proposal(request: HttpRequest, token: str) -> HttpResponse:
    """The link is the right to change it."""
    paper = find_proposal(token)
    if paper is None:
        raise ProblemError(404, _("This link does not work"), _("No proposal has this address."), "no-proposal")
    call = Call.objects.filter(event=paper.event).first()
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _act(request, paper, call)
        except EventError as error:
            problems = {error.field: str(error)}
        else:
            return HttpResponseRedirect(request.path)
    return _show(request, paper.event, call, paper, problems, status=422 if problems else 200)


def _act(request: HttpRequest, paper: Contribution, call: Call | None) -> None:
    actor, at = get_actor(request), timezone.now()
    match read_field(request, "do"):
        case "withdraw":
            withdraw_proposal(paper, actor=actor, at=at)
        case "upload":
            file = request.FILES.get("file")
            add_material(
                paper.event,
                file.read() if file else b"",
                name=str(file.name) if file else "",
                kind=read_known(request, "kind", MaterialKind.values) or MaterialKind.SLIDES,
                contribution=paper,
                language=paper.language,
                is_public=bool(read_field(request, "is_public")),
                actor=actor,
                at=at,
            )
        case _ if call is not None:
            revise_proposal(paper, _read_proposal(request, call), actor=actor, at=at)


def _read_proposal(request: HttpRequest, call: Call) -> Proposal:
    if read_field(request, "website"):
        raise EventError(_("The form was not taken. Please leave the last field empty."))
    topic = read_number(request, "topic", most=999)
    account = request.user if isinstance(request.user, Account) else None
    return Proposal(
        titles=read_texts(request, "titles", 500),
        abstracts=read_texts(request, "abstracts"),
        speakers=_read_speakers(request, account),
        kind=read_known(request, "kind", ContributionKind.values) or ContributionKind.PAPER,
        topic=topic if topic is not None and topic < len(call.topics) else None,
        language=read_known(request, "language", [tag for tag, _name in list_languages("en")]),
        account_id=account.pk if account else None,
    )


def _read_speakers(request: HttpRequest, account: Account | None) -> list[StatedSpeaker]:
    """Rows in order; a row without a name is left out."""
    columns = [request.POST.getlist(f"speaker-{name}") for name in ("name", "email", "institution", "country")]
    rows = [[text.strip()[:300] for text in row] for row in zip(*columns, strict=False)]
    biography = read_field(request, "biography", 5000)
    speakers = []
    for place, (name, email, institution, country) in enumerate(row for row in rows if row[0]):
        person = find_person_of(account) if account and account.email.lower() == email.lower() else None
        texts = {get_language() or "en": biography} if biography and place == 0 else {}
        speakers.append(StatedSpeaker(name, email[:254], institution, country[:2], texts, person=person))
    return speakers


def _show(
    request: HttpRequest,
    event: Event,
    call: Call | None,
    paper: Contribution | None,
    problems: dict[str, str],
    *,
    status: int = 200,
) -> HttpResponse:
    language, now = get_languages(request)[0], timezone.now()
    is_open = call is not None and call.opens_at <= now < call.closes_at
    context: dict[str, Any] = {
        "event": event,
        "call": call,
        "paper": paper,
        "is_open": is_open,
        "may_change": _may_change(paper, is_open=is_open),
        "is_new": "new" in request.GET,
        "problems": problems,
        "posted": request.POST if request.method == "POST" else None,
        "tongues": (call.text_languages if call else []) or TEXT_LANGUAGES[:3],
        "kinds": ContributionKind.choices,
        "material_kinds": MaterialKind.choices,
        "topics": list(enumerate(call.topics)) if call else [],
        "spoken": list_languages(language),
        "countries": list_countries(language),
        "speakers": _list_speakers(request, paper),
        "materials": list(paper.materials.all()) if paper else [],
    }
    response = render(request, "events/call.html", context, status=status)
    return keep_private(response) if paper else response


def _may_change(paper: Contribution | None, *, is_open: bool) -> bool:
    if paper is None or paper.state == ContributionState.SUBMITTED:
        return is_open
    return bool(paper.state == ContributionState.REVISE)


def _list_speakers(request: HttpRequest, paper: Contribution | None) -> list[dict[str, Any]]:
    names = ("name", "email", "institution", "country")
    if request.method == "POST":
        columns = [request.POST.getlist(f"speaker-{name}") for name in names]
        rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]
    elif paper is not None:
        rows = [{name: getattr(speaker, name) for name in names} for speaker in paper.speakers.all()]
    else:
        account = request.user if isinstance(request.user, Account) else None
        rows = [{"name": account.display_name, "email": account.email}] if account else []
    return [*rows, *({} for _row in range(SPEAKER_ROWS - len(rows)))]
