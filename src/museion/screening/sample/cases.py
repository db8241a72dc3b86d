"""Invented cases in every state, taken there by the steps that a desk takes."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from museion.core.access import Actor
from museion.network.models import Person
from museion.network.sample.marking import SOURCE
from museion.screening.actions import case_work, cases
from museion.screening.actions.referrals import Recipient, refer_case
from museion.screening.models import Case, LossRecord
from museion.screening.terms import CaseOutcome, CaseState

_WAYS: dict[str, tuple[CaseState, ...]] = {
    CaseState.NEW: (),
    CaseState.TRIAGE: (CaseState.TRIAGE,),
    CaseState.OPEN: (CaseState.TRIAGE, CaseState.OPEN),
    CaseState.REFERRED: (CaseState.TRIAGE, CaseState.OPEN),
    CaseState.CLOSED: (CaseState.TRIAGE, CaseState.OPEN, CaseState.CLOSED),
}
_HOUR = timedelta(hours=1)


def write_cases(*, actor: Actor, at: datetime) -> None:
    """Cases that are there already stay as people left them."""
    declared = tomllib.loads(files(__package__).joinpath("cases.toml").read_text("utf-8"))["cases"]
    held = set(Case.objects.filter(source=SOURCE).values_list("source_id", flat=True))
    for number, told in enumerate(declared, start=1):
        source_id = f"case/{number:02d}"
        if source_id not in held:
            _write_case(told, source_id, actor=actor, at=at - timedelta(days=told["days"]))


def _write_case(told: dict[str, Any], source_id: str, *, actor: Actor, at: datetime) -> None:
    report = cases.Report(
        title=told["title"],
        summary=told["summary"],
        country=told["country"],
        language=told["language"],
        losses=_choose_loss(told.get("loss", 0)),
        source=SOURCE,
        source_id=source_id,
    )
    case, _token = cases.report_case(report, actor=actor, at=at)
    values = {"urgency": told.get("urgency", 2), "assigned_to": told.get("assigned_to", "")}
    cases.update_case(case, values, actor=actor, at=at + _HOUR)
    _work_on(case, told, actor=actor, at=at + _HOUR)
    for step in _WAYS[told["state"]]:
        outcome = CaseOutcome(told["outcome"]) if step == CaseState.CLOSED else CaseOutcome.NONE
        cases.move_case(case, step, outcome=outcome, actor=actor, at=at + 2 * _HOUR)
    if told.get("partner"):
        refer_case(case, Recipient(told["partner"]), purpose=told["purpose"], actor=actor, at=at + 3 * _HOUR)
    if told.get("published"):
        cases.publish_case_fields(case, told["published"], actor=actor, at=at + 4 * _HOUR)


def _work_on(case: Case, told: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    for text in told.get("notes", ()):
        case_work.add_note(case, text, actor=actor, at=at)
    for text in told.get("tasks", ()):
        case_work.add_task(case, text, due_date=(at + timedelta(days=14)).date(), actor=actor, at=at)
    expert = Person.objects.current().filter(source=SOURCE, is_deployable=True).order_by("id").first()
    if told.get("question") and expert:
        case_work.ask_opinion(case, expert, told["question"], actor=actor, at=at)


def _choose_loss(place: int) -> tuple[LossRecord, ...]:
    """The sample's loss at this place, if the sample is that large."""
    rows = LossRecord.objects.current().filter(source=SOURCE).order_by("id")
    return tuple(rows[place - 1 : place]) if place else ()
