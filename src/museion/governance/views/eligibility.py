"""May this person vote in this assembly on this day? The page that shows why, or why not, and what would be missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from museion.core.access import NotAllowedError, may, may_somewhere
from museion.core.http.asking import get_actor
from museion.core.http.forms import FormError, read_form_day
from museion.governance.labels import FACT_LABELS, label_value, word_condition
from museion.governance.models import Assembly
from museion.governance.queries.eligibility import Verdict, judge_person
from museion.governance.queries.facts import Moment
from museion.governance.statutes import Outcome, Reason
from museion.governance.views.finding import find_assembly, find_person, get_me
from museion.network.models import Body, Person


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One rule as the page shows it. `lines`: what it asks, whether that holds, and the fact it was held against."""

    reason: Reason
    lines: tuple[tuple[str, bool, str], ...]

    @property
    def is_broken(self) -> bool:
        return self.reason.outcome == Outcome.BROKEN


@require_GET
def show_eligibility(request: HttpRequest, key: str) -> HttpResponse:
    assembly = find_assembly(request, key)
    person = find_person(request, request.GET["person"]) if request.GET.get("person") else get_me(request)
    problem, moment = "", Moment(assembly.begins_at.date())
    try:
        moment = _read_moment(request, assembly)
    except FormError as error:
        problem = str(error)
    verdicts: list[dict[str, Any]] = []
    if person:
        _check_may_ask(request, assembly, person)
        verdicts = [_show(verdict) for verdict in judge_person(assembly, person, moment)]
    context = {
        "assembly": assembly,
        "person": person,
        "moment": moment,
        "known_date": moment.known_at.date() if moment.known_at else None,
        "verdicts": verdicts,
        "asks_of_others": may_somewhere(get_actor(request), "person.update"),
        "problem": problem,
    }
    return render(request, "governance/eligibility.html", context)


def _check_may_ask(request: HttpRequest, assembly: Assembly, person: Person) -> None:
    """Oneself; or who keeps the person's record, or the assembly: the answer tells of dues."""
    actor, scopes = get_actor(request), (*person.scope_keys(), *assembly.scope_keys())
    me = get_me(request)
    if not (me and me.pk == person.pk) and not may(actor, "person.update", scopes):
        raise NotAllowedError(actor, "person.update", person)


def _read_moment(request: HttpRequest, assembly: Assembly) -> Moment:
    day = read_form_day(request.GET.get("day", "")) or assembly.begins_at.date()
    known = read_form_day(request.GET.get("known", ""))
    return Moment(day, _end_of(known) if known and known < timezone.now().date() else None)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC) - timedelta(microseconds=1)


def _show(verdict: Verdict) -> dict[str, Any]:
    body = Body.objects.filter(pk=verdict.sent.body_id).first() if verdict.sent else None
    reasons = [_word(reason, verdict) for reason in verdict.answer.reasons]
    return {"is_yes": verdict.answer.is_yes, "body": body, "sent": verdict.sent, "reasons": reasons}


def _word(reason: Reason, verdict: Verdict) -> ShownReason:
    return ShownReason(reason, tuple(_word_lines(reason, verdict)))


def _word_lines(reason: Reason, verdict: Verdict) -> Iterator[tuple[str, bool, str]]:
    if reason.outcome == Outcome.NOT_ABOUT:
        return
    for line in reason.rule.require:
        demand = word_condition(line, verdict.facts, reason.rule.parameters)
        held = f"{FACT_LABELS[line.fact]}: {label_value(verdict.facts[line.fact])}"
        yield demand, line not in reason.broken, held
