"""Lending and borrowing: every step of a loan, and the reminders that the worker sends."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.keys import get_number
from museion.core.messages import queue_message
from museion.core.saving import Draft, save_drafts
from museion.heritage.actions.packing import MOST_YEARS, tell_out
from museion.heritage.care_terms import Condition, LoanHandOver, LoanStatus
from museion.heritage.models import Loan, LoanCondition, LoanItem, LoanStep
from museion.heritage.queries.care import name_partner
from museion.heritage.queries.handing import find_out
from museion.heritage.queries.reminders import find_mail_language, find_step
from museion.network.models import Museum

_NEXT: dict[str, frozenset[str]] = {
    LoanStatus.REQUESTED: frozenset({LoanStatus.AGREED, LoanStatus.REFUSED, LoanStatus.CANCELLED}),
    LoanStatus.AGREED: frozenset({LoanStatus.OUT, LoanStatus.CANCELLED}),
    LoanStatus.OUT: frozenset({LoanStatus.RETURNED}),
}
Items = Sequence[tuple[int | None, str]]
MOST_NAMED = 20


class InvalidLoanError(ValueError):
    """The loan cannot be so, or cannot take this step now; the message says why."""


def create_loan(values: Mapping[str, Any], items: Items, *, actor: Actor, at: datetime) -> Loan:
    """`items`: number of an object of the catalogue, or a text. A loan needs a due date, a partner and an object."""
    (key,) = save_loans([(values, items)], actor=actor, at=at)
    return Loan.objects.select_related("museum").get(key=key)


@transaction.atomic
def save_loans(loans: Iterable[tuple[Mapping[str, Any], Items]], *, actor: Actor, at: datetime) -> list[str]:
    held = [(dict(values), items) for values, items in loans]
    museums = Museum.objects.select_related("national_committee").in_bulk({values["museum_id"] for values, _ in held})
    for museum in museums.values():
        check_right(actor, "loan.create", museum)
    for values, items in held:
        _check(values, items)
        values |= {"access": AccessLevel.COMMITTEE.value, "scope_key": museums[values["museum_id"]].key}
    drafts = [Draft(values) for values, _ in held]
    saved = save_drafts(Loan, drafts, kind="loan", actor=actor, at=at)
    rows = [
        LoanItem(loan_id=get_number(key), object_id=number, text=text)
        for key, (_, items) in zip(saved.keys, held, strict=True)
        for number, text in items
    ]
    LoanItem.objects.bulk_create(rows, batch_size=500)
    steps = [
        LoanStep(
            loan_id=get_number(key),
            status=draft.values.get("status", LoanStatus.REQUESTED),
            person=actor.name,
            taken_at=at,
        )
        for key, draft in zip(saved.keys, drafts, strict=True)
    ]
    LoanStep.objects.bulk_create(steps, batch_size=500)
    return saved.keys


def take_loan_step(loan: Loan, status: str, *, actor: Actor, at: datetime, group: str = "", note: str = "") -> None:
    """Only steps that follow one another; going out needs both sides' authorization, for nobody lends alone."""
    check_right(actor, "loan.update", loan)
    if status not in _NEXT.get(loan.status, frozenset()):
        raise InvalidLoanError(
            _("A loan that is %(now)s cannot become %(next)s.")
            % {"now": LoanStatus(loan.status).label, "next": LoanStatus(status).label}
        )
    if status == LoanStatus.OUT and not (loan.lender_authorizer and loan.borrower_authorizer):
        raise InvalidLoanError(_("Both sides must have authorized the loan before it goes out."))
    if status == LoanStatus.OUT:
        _check_at_hand(loan)
    values: dict[str, Any] = {"status": status}
    if status == LoanStatus.RETURNED:
        values["returned_date"] = at.date()
    with transaction.atomic():
        _save(loan, values, actor=actor, at=at, reason=note)
        if status == LoanStatus.RETURNED:
            loan.items.filter(returned_date__isnull=True).update(returned_date=at.date())
        LoanStep.objects.create(loan=loan, status=status, group=group, person=actor.name, taken_at=at, note=note)


def _check_at_hand(loan: Loan) -> None:
    """What another loan or a transfer has out cannot go out again."""
    objects = [item.object for item in loan.items.select_related("object") if item.object]
    if out := find_out(objects, besides=loan):
        raise InvalidLoanError(tell_out(out))


def authorize_loan(loan: Loan, side: str, name: str, *, actor: Actor, at: datetime) -> None:
    """`side`: lender or borrower; `name`: who may say so in that institution."""
    check_right(actor, "loan.update", loan)
    if side not in {"lender", "borrower"} or not name.strip():
        raise InvalidLoanError(_("Say who authorizes, and for which side."))
    with transaction.atomic():
        values = {f"{side}_authorizer": name.strip()[:200], f"{side}_authorized_date": at.date()}
        _save(loan, values, actor=actor, at=at)
        LoanStep.objects.create(loan=loan, status=loan.status, group=side, person=name.strip()[:200], taken_at=at)


def renew_loan(loan: Loan, due_date: date, *, actor: Actor, at: datetime, note: str = "") -> None:
    """A later due date; the ladder of reminders begins anew with it."""
    check_right(actor, "loan.update", loan)
    if loan.status != LoanStatus.OUT or due_date <= loan.due_date:
        raise InvalidLoanError(_("Only a loan that is out can be renewed, and only to a later day."))
    _check_due(loan.begins_date, due_date)
    with transaction.atomic():
        before = loan.due_date
        _save(loan, {"due_date": due_date}, actor=actor, at=at, reason=note)
        LoanStep.objects.create(
            loan=loan, status=loan.status, person=actor.name, taken_at=at, due_before=before, note=note
        )


def return_items(loan: Loan, numbers: Sequence[int], *, actor: Actor, at: datetime) -> int:
    """Some of the objects of a loan that is out come back; with the last one the loan has come back."""
    check_right(actor, "loan.update", loan)
    if loan.status != LoanStatus.OUT:
        raise InvalidLoanError(_("Only of a loan that is out can something come back."))
    with transaction.atomic():
        back = list(loan.items.filter(id__in=numbers, returned_date__isnull=True).values_list("id", flat=True))
        if not back:
            return 0
        loan.items.filter(id__in=back).update(returned_date=at.date())
        change = Change("loan.return_items", loan.key, None, {"items": back, "returned_date": at.date()})
        record_changes([change], actor=actor, at=at)
        if not loan.items.filter(returned_date__isnull=True).exists():
            take_loan_step(loan, LoanStatus.RETURNED, actor=actor, at=at)
    return len(back)


def note_conditions(
    loan: Loan,
    numbers: Sequence[int],
    point: str,
    condition: str,
    *,
    place: str = "",
    note: str = "",
    actor: Actor,
    at: datetime,
) -> int:
    """How objects are at a hand-over, of a loan in either direction; what was written at an earlier one stays."""
    check_right(actor, "loan.update", loan)
    if point not in LoanHandOver or condition not in Condition:
        raise InvalidLoanError(_("Say at which hand-over, and in which condition."))
    items = list(loan.items.filter(id__in=numbers))
    if not items:
        raise InvalidLoanError(_("Say which objects were looked at."))
    held = {"point": point, "condition": condition, "place": place[:200], "note": note[:2000]}
    with transaction.atomic():
        rows = [LoanCondition(item=item, noted_by=actor.name[:200], noted_at=at, **held) for item in items]
        LoanCondition.objects.bulk_create(rows)
        change = Change("loan.note_condition", loan.key, None, {**held, "items": [item.pk for item in items]})
        record_changes([change], actor=actor, at=at)
    return len(rows)


def remind_of_loans(now: datetime) -> int:
    """The worker's part. Each step of the ladder is told once; a worker that was away tells the latest one only."""
    open_loans = Loan.objects.current().filter(status=LoanStatus.OUT).select_related("museum", "partner")
    due = ((loan, find_step(loan.due_date, now.date())) for loan in open_loans.iterator())
    return sum(_remind(loan, step, at=now) for loan, step in due if step is not None)


def _remind(loan: Loan, step: int, *, at: datetime) -> int:
    """One e-mail a side: to the contact, with a copy to the registrar. Without an address the board tells alone."""
    sent = 0
    for address in dict.fromkeys(filter(None, (loan.contact_email, loan.registrar_email))):
        language = find_mail_language(loan, address)
        with translation.override(language):
            subject, body = _write_reminder(loan, at.date(), language)
        key = f"loan:{loan.key}:{loan.due_date.isoformat()}:{step}:{address}"[:200]
        message = queue_message(key, to_address=address, subject=subject, body=body, language=language, at=at)
        sent += message.made_at == at
    return sent


def _write_reminder(loan: Loan, today: date, language: str) -> tuple[str, str]:
    days = (loan.due_date - today).days
    facts = {
        "loan": loan.reference or loan.key,
        "due": date_format(loan.due_date, "DATE_FORMAT"),
        "days": abs(days),
        "museum": loan.museum.names.pick(language).text or loan.museum.key,
        "contact": loan.contact_name or name_partner(loan),
        "objects": "\n".join(f"- {text}" for text in _name_items(loan, language)),
        "registrar": loan.registrar_email or _("the museum's registrar"),
    }
    if days > 0:
        subject = _("Loan %(loan)s is due on %(due)s") % facts
    elif days == 0:
        subject = _("Loan %(loan)s is due today") % facts
    else:
        subject = _("Loan %(loan)s was due on %(due)s, %(days)s days ago") % facts
        body = _(
            "Dear %(contact)s,\n\nthe loan %(loan)s with %(museum)s was due on %(due)s and has not come back. It holds:\n"
            "%(objects)s\n\nPlease write to %(registrar)s to agree on the return, or to ask for a renewal.\n"
        )
        return subject, body % facts
    body = _(
        "Dear %(contact)s,\n\nthe loan %(loan)s with %(museum)s is due on %(due)s. It holds:\n%(objects)s\n\n"
        "To ask for a renewal or to agree on the return, please write to %(registrar)s.\n"
    )
    return subject, body % facts


def _name_items(loan: Loan, language: str) -> list[str]:
    """What is still to come back; of a large loan the first, and how many more."""
    items = loan.items.filter(returned_date__isnull=True).select_related("object")
    names = [_name_item(item, language) for item in items[:MOST_NAMED]]
    more = items.count() - len(names)
    return [*names, _("and %(count)s more") % {"count": more}] if more else names


def _name_item(item: LoanItem, language: str) -> str:
    if item.object is None:
        return item.text
    return " ".join(
        filter(None, (item.object.inventory_number, item.object.title.pick(language).text or item.object.key))
    )


def _check(values: Mapping[str, Any], items: Items) -> None:
    if not values.get("due_date"):
        raise InvalidLoanError(_("A loan needs a due date: without one it could never be overdue."))
    if not values.get("begins_date") or values["due_date"] < values["begins_date"]:
        raise InvalidLoanError(_("The due date comes after the day on which the loan begins."))
    _check_due(values["begins_date"], values["due_date"])
    if not values.get("partner_id") and not str(values.get("partner_name", "")).strip():
        raise InvalidLoanError(_("Say with whom the loan is agreed."))
    if not items:
        raise InvalidLoanError(_("A loan needs at least one object."))


def _check_due(begins_date: date, due_date: date) -> None:
    if due_date.year - begins_date.year > MOST_YEARS:
        raise InvalidLoanError(
            _("A loan ends within %(years)s years: with a later due date it could never be overdue.")
            % {"years": MOST_YEARS}
        )


def _save(loan: Loan, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    save_drafts(Loan, [Draft(values, id=loan.id)], kind="loan", actor=actor, at=at, reason=reason)
    loan.refresh_from_db()
