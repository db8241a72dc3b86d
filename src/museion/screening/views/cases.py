"""The case desk: what waits, and one case with everything about it. Level desk only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from museion.core.access import check_right, may
from museion.core.countries import list_countries
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import iterate_changes
from museion.core.keys import read_key
from museion.core.problems import ProblemError
from museion.screening.actions.cases import MOVES, PUBLISHABLE_FIELDS
from museion.screening.links import OPINION, REFERRAL, sign_passing_link
from museion.screening.models import Case, CaseOpinion, CaseReferral
from museion.screening.queries.cases import count_cases_by_state, get_cases, get_due_tasks, get_worklist
from museion.screening.queries.experts import find_experts
from museion.screening.terms import CaseOutcome, CaseState
from museion.screening.views.answers import get_loss_title
from museion.screening.views.reporting import list_steps

SHOWN_CASES = 200
SHOWN_TASKS = 20
_FIELD_LABELS = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("summary"),
    "country": gettext_lazy("country"),
    "outcome": gettext_lazy("outcome"),
}


@dataclass(frozen=True, slots=True)
class ShownOpinion:
    opinion: CaseOpinion
    link: str


@dataclass(frozen=True, slots=True)
class ShownReferral:
    referral: CaseReferral
    link: str


@require_GET
def show_cases(request: HttpRequest) -> HttpResponse:
    viewer = check_desk(request)
    state = request.GET.get("state", "")
    state = state if state in CaseState else ""
    counts = count_cases_by_state(viewer)
    context = {
        "cases": list(get_worklist(viewer, state=state)[:SHOWN_CASES]),
        "state": state,
        "states": [(code, label, counts.get(code, 0)) for code, label in CaseState.choices],
        "tasks": get_due_tasks(viewer, limit=SHOWN_TASKS),
    }
    return render(request, "screening/cases.html", context)


@require_GET
def show_case(request: HttpRequest, key: str) -> HttpResponse:
    case = find_case(request, key)
    languages = get_languages(request)
    wanted = request.GET.get("expert", "").strip()
    context = {
        "case": case,
        "title": case.title,
        "steps": list_steps(case),
        "moves": list(_list_moves(case)),
        "outcomes": [choice for choice in CaseOutcome.choices if choice[0]],
        "urgencies": list_urgencies(),
        "countries": list_countries(languages[0]),
        "notes": case.notes.all(),
        "tasks": case.tasks.all(),
        "screenings": case.screenings.order_by("-asked_at"),
        "losses": [(loss, get_loss_title(loss, languages)) for loss in case.losses.order_by("id")],
        "opinions": [_show_opinion(request, opinion) for opinion in case.opinions.select_related("person")],
        "referrals": [_show_referral(request, referral) for referral in case.referrals.order_by("-sent_at")],
        "wanted": wanted,
        "experts": find_experts(wanted, get_viewer(request), languages[0]) if wanted else None,
        "publishable": [(name, _FIELD_LABELS[name], name in case.published_fields) for name in PUBLISHABLE_FIELDS],
        "history": list(iterate_changes(case)),
        "may_update": may(get_actor(request), "case.update", case),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "screening/case.html", context)


def show_case_record(request: HttpRequest, record: Case) -> HttpResponse:
    """The page behind the permanent address."""
    return HttpResponseRedirect(f"/cases/{record.key}")


def check_desk(request: HttpRequest) -> Any:
    """The viewer, if the desk's; otherwise the page says who may come in."""
    check_right(get_actor(request), "case.read")
    return get_viewer(request)


def find_case(request: HttpRequest, key: str) -> Case:
    case = get_cases(check_desk(request)).filter(key=read_key(key)).first()
    if case is None:
        raise ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")
    return case


def list_urgencies() -> list[tuple[int, str]]:
    return [(1, _("now")), (2, _("today")), (3, _("this week"))]


def _list_moves(case: Case) -> Iterator[tuple[str, str]]:
    """Steps that a button takes; closing asks for an outcome, referring for a partner."""
    labels = {
        CaseState.TRIAGE: _("Take into triage"),
        CaseState.OPEN: _("Reopen") if case.state == CaseState.CLOSED else _("Open"),
    }
    for state, label in labels.items():
        if state in MOVES[case.state]:
            yield state.value, label


def _show_opinion(request: HttpRequest, opinion: CaseOpinion) -> ShownOpinion:
    signed = sign_passing_link(str(opinion.pk), OPINION)
    return ShownOpinion(opinion, request.build_absolute_uri(f"/opinions/{signed}"))


def _show_referral(request: HttpRequest, referral: CaseReferral) -> ShownReferral:
    signed = sign_passing_link(str(referral.pk), REFERRAL)
    return ShownReferral(referral, request.build_absolute_uri(f"/referrals/{signed}"))
