"""What is done within a case: notes, tasks, opinions asked of experts and given by them. Each leaves a journal line."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.network.models import Person
from museion.screening.actions.case_mails import ASKED, request_mail
from museion.screening.models import Case, CaseNote, CaseOpinion, CaseTask


class OpinionGivenError(ValueError):
    """The question was answered or declined before; the message says so."""


def add_note(case: Case, text: str, *, is_for_reporter: bool = False, actor: Actor, at: datetime) -> CaseNote:
    check_right(actor, "case.comment", case)
    return _write_note(case, text, is_for_reporter=is_for_reporter, actor=actor, at=at)


def add_reporter_note(case: Case, text: str, *, actor: Actor, at: datetime) -> CaseNote:
    """More from whoever reported it, who proved with the token of their status page that they did."""
    return _write_note(case, text, is_for_reporter=True, actor=actor, at=at, written_by="reporter")


@transaction.atomic
def add_task(
    case: Case, text: str, *, assigned_to: str = "", due_date: date | None = None, actor: Actor, at: datetime
) -> CaseTask:
    check_right(actor, "case.update", case)
    task = CaseTask.objects.create(case=case, text=text[:500], assigned_to=assigned_to[:200], due_date=due_date)
    after = {"task": task.id, "text": task.text, "assigned_to": task.assigned_to, "due_date": due_date}
    _note(case, "case.add_task", after, actor=actor, at=at)
    return task


@transaction.atomic
def finish_task(task: CaseTask, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "case.update", task.case)
    if CaseTask.objects.filter(pk=task.pk, done_at__isnull=True).update(done_at=at):
        task.done_at = at
        _note(task.case, "case.finish_task", {"task": task.id, "done_at": at}, actor=actor, at=at)


@transaction.atomic
def reopen_task(task: CaseTask, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "case.update", task.case)
    if task.done_at is not None:
        task.done_at = None
        task.save(update_fields=["done_at"])
        _note(task.case, "case.reopen_task", {"task": task.id, "done_at": None}, actor=actor, at=at)


@transaction.atomic
def ask_opinion(case: Case, person: Person, question: str, *, actor: Actor, at: datetime) -> CaseOpinion:
    """Ask an expert of the roster; asking the same one again puts the newer question in the place of an unanswered one."""
    check_right(actor, "case.update", case)
    opinion, is_new = CaseOpinion.objects.get_or_create(
        case=case, person=person, defaults={"question": question, "asked_at": at}
    )
    if not is_new:
        _write_opinion(opinion, question=question, asked_at=at, mailed_at=None)
    _note(case, "case.ask_opinion", {"person": person.key, "question": question}, actor=actor, at=at)
    request_mail(ASKED, opinion.pk)
    return opinion


@transaction.atomic
def answer_opinion(opinion: CaseOpinion, answer: str, *, at: datetime) -> None:
    """The expert's own words; the signed link that led here is the right to give them."""
    _write_opinion(opinion, answer=answer, answered_at=at)
    _note(opinion.case, "case.answer_opinion", {"answer": answer}, actor=_act_as(opinion.person), at=at)


@transaction.atomic
def decline_opinion(opinion: CaseOpinion, *, at: datetime) -> None:
    _write_opinion(opinion, declined_at=at)
    _note(opinion.case, "case.decline_opinion", {"declined_at": at}, actor=_act_as(opinion.person), at=at)


def _write_opinion(opinion: CaseOpinion, **values: Any) -> None:
    """While the question is open in the table: of two answers that come at once one counts, and the other is refused."""
    if not CaseOpinion.objects.filter(pk=opinion.pk, answered_at=None, declined_at=None).update(**values):
        raise OpinionGivenError(_("This question has been answered already."))
    opinion.refresh_from_db()


def _act_as(person: Person) -> Actor:
    return Actor(name=f"{person.name} ({person.key})", via="web")


@transaction.atomic
def _write_note(
    case: Case, text: str, *, is_for_reporter: bool, actor: Actor, at: datetime, written_by: str = ""
) -> CaseNote:
    author = written_by or actor.name[:200]
    note = CaseNote.objects.create(
        case=case, text=text, is_for_reporter=is_for_reporter, written_by=author, written_at=at
    )
    _note(case, "case.add_note", {"note": note.id, "is_for_reporter": is_for_reporter}, actor=actor, at=at)
    return note


def _note(case: Case, action: str, after: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    record_changes([Change(action, case.key, None, after)], actor=actor, at=at)
    announce("case", [case.key])
