"""From a committee's hands into the catalogue: submitted, looked through, returned with questions or accepted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, NotAllowedError, check_right, may
from museion.core.saving import Draft, save_drafts
from museion.library.actions.files import NewFile, attach_file, get_store
from museion.library.actions.works import create_work
from museion.library.models import Deposit, Work
from museion.library.reading.sniffing import recognise
from museion.library.terms import DepositState
from museion.network.models import Body


class InvalidStepError(ValueError):
    """The deposit cannot take this step now."""


@dataclass(frozen=True, slots=True)
class Attached:
    content: bytes
    name: str


def submit_deposit(
    body: Body, values: dict[str, Any], attached: Attached | None, *, actor: Actor, at: datetime
) -> Deposit:
    """By whoever may edit in the name of the body. The file is kept at once and published by nobody."""
    check_right(actor, "deposit.update", body)
    if actor.account_id is None:
        raise NotAllowedError(actor, "deposit.create", body)
    columns: dict[str, Any] = {
        "body_id": body.id,
        "values": values,
        "submitted_by_id": actor.account_id,
        "access": str(AccessLevel.COMMITTEE),
        "scope_key": body.key,
    }
    columns |= _keep(attached)
    saved = save_drafts(Deposit, [Draft(columns)], kind="deposit", actor=actor, at=at)
    return Deposit.objects.get(key=saved.keys[0])


def _keep(attached: Attached | None) -> dict[str, str]:
    """Raises `UnusableFileError` for what the library does not keep."""
    if attached is None:
        return {}
    found = recognise(attached.content)
    return {"file_name": get_store().keep(attached.content, found.suffix), "original_name": attached.name[:255]}


def return_deposit(deposit: Deposit, text: str, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "work.create")
    _move(deposit, DepositState.RETURNED, text, actor=actor, at=at)


def decline_deposit(deposit: Deposit, text: str, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "work.create")
    _move(deposit, DepositState.DECLINED, text, actor=actor, at=at)


def resubmit_deposit(
    deposit: Deposit,
    values: dict[str, Any],
    text: str,
    *,
    actor: Actor,
    at: datetime,
    attached: Attached | None = None,
) -> None:
    """With what the committee mended, and another file where one is sent."""
    check_right(actor, "deposit.update", deposit)
    _move(deposit, DepositState.SUBMITTED, text, actor=actor, at=at, values=values, **_keep(attached))


@transaction.atomic
def accept_deposit(deposit: Deposit, *, actor: Actor, at: datetime) -> Work:
    """The deposit becomes a work of its body, with its file."""
    check_right(actor, "work.create")
    values = {"issued_by_id": deposit.body_id, **deposit.values}
    work = create_work(values, actor=actor, at=at, reason=_("deposit %(key)s") % {"key": deposit.key})
    if deposit.file_name:
        content = get_store().read(deposit.file_name)
        language = (deposit.values.get("languages") or ["und"])[0]
        attach_file(work, NewFile(content, deposit.original_name, language=language), actor=actor, at=at)
    _move(deposit, DepositState.ACCEPTED, "", actor=actor, at=at, work_id=work.id)
    return work


_OPEN = {DepositState.SUBMITTED: {"returned", "declined", "accepted"}, DepositState.RETURNED: {"submitted", "declined"}}


def _move(deposit: Deposit, state: DepositState, text: str, *, actor: Actor, at: datetime, **columns: Any) -> None:
    if str(state) not in _OPEN.get(DepositState(deposit.state), set()):
        raise InvalidStepError(
            _("A deposit that is “%(state)s” cannot take this step.") % {"state": deposit.get_state_display()}
        )
    remark = {"at": at.isoformat(), "by": actor.name, "text": text}
    remarks = [*deposit.remarks, remark] if text else deposit.remarks
    draft = Draft({"state": str(state), "remarks": remarks, **columns}, id=deposit.id)
    save_drafts(Deposit, [draft], kind="deposit", actor=actor, at=at)
    deposit.refresh_from_db()


def may_review(actor: Actor) -> bool:
    return may(actor, "work.create")
