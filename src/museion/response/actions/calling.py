"""Calls in waves: the best team that is still lacking is asked, whoever does not answer in time is passed over.

Each step looks at the rows and does what they lack, so a worker that died in the middle of one is followed by one that goes on.
Nobody is asked twice: `called_once` refuses a second call, and the key of its e-mail a second e-mail.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor
from museion.core.journal import Change, record_changes
from museion.core.messages import queue_message
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts
from museion.core.waiting import SKEW, has_come
from museion.network.models import Person
from museion.response.actions.incidents import hash_token
from museion.response.actions.roster import begin_mission
from museion.response.letters import (
    Letter,
    make_call_token,
    write_call,
    write_exhausted,
    write_stand_down,
)
from museion.response.models import Call, Mobilisation, RotaShift
from museion.response.queries.remaining import make_remaining_request
from museion.response.queries.roster import get_roster
from museion.response.queries.teams import answer_from
from museion.response.terms import CallState, MobilisationState

ANSWERS = frozenset({CallState.ACCEPTED, CallState.DECLINED, CallState.PROPOSED})
_WORKER = Actor(name="worker", via="worker")


class CallOverError(ValueError):
    """The call can no longer be answered; the message says why."""


def advance_mobilisations(at: datetime) -> int:
    """The worker's part: what is due now, one transaction for each; returns how many moved."""
    calling = Mobilisation.objects.filter(state=MobilisationState.CALLING, next_wave_at__isnull=False)
    keys = [held.pk for held in calling.order_by("next_wave_at") if _is_due(held, at)]
    for key in keys:
        with transaction.atomic():
            mobilisation = Mobilisation.objects.select_for_update().get(pk=key)
            advance(mobilisation, actor=_WORKER, at=at)
    return len(keys)


def _is_due(mobilisation: Mobilisation, at: datetime) -> bool:
    """Nobody is given longer than its calls give: a wave further ahead was called by a clock that ran ahead."""
    wave_at = mobilisation.next_wave_at
    return wave_at is not None and not at < wave_at <= at + timedelta(minutes=mobilisation.answer_minutes) + SKEW


def advance(mobilisation: Mobilisation, *, actor: Actor, at: datetime) -> None:
    """Time out, fill, call the next wave, or say that nobody is left. Call it in a transaction."""
    if mobilisation.state != MobilisationState.CALLING:
        return
    _time_out(mobilisation, at=at)
    lacking = count_lacking(mobilisation)
    if not sum(lacking.values()):
        _close_if_filled(mobilisation, actor=actor, at=at)
        return
    asked = _call_wave(mobilisation, actor=actor, at=at)
    pending = mobilisation.calls.filter(state=CallState.SENT)
    if asked or pending.exists():
        values: dict[str, Any] = {"next_wave_at": min(call.due_at for call in pending if call.due_at)}
        if asked:
            values["wave"] = mobilisation.wave + 1
    else:
        _tell_duty(mobilisation, lacking=sum(lacking.values()), at=at)
        values = {"state": MobilisationState.EXHAUSTED.value, "next_wave_at": None}
    _save(mobilisation, values, actor=actor, at=at)


def answer_call(call: Call, state: CallState, *, note: str = "", at: datetime) -> None:
    """The person's own answer; the signed link that led here is the right to give it. A later answer replaces the first."""
    if state not in ANSWERS:
        raise ValueError(f"{state} is no answer")
    with transaction.atomic():
        mobilisation = Mobilisation.objects.select_for_update().get(pk=call.mobilisation_id)
        call.refresh_from_db()
        _check_open(mobilisation, call, state)
        before = call.state
        call.state, call.note, call.answered_at = state, note[:2000], at
        call.save(update_fields=["state", "note", "answered_at"])
        person = call.person
        change = Change(
            "mobilisation.answer", mobilisation.key, {"state": before}, {"person": person.key, "state": state}
        )
        record_changes([change], actor=Actor(name=f"{person.name} ({person.key})"), at=at)
        announce("mobilisation", [mobilisation.key])
        mobilisation.missions.filter(person=person, ends_date__isnull=True).update(ends_date=at.date())
        # The worker looks at once; choosing the next team is nothing that the person should wait for.
        values = {"state": MobilisationState.CALLING.value, "next_wave_at": at}
        _save(mobilisation, values, actor=_WORKER, at=at)


def end_calls(mobilisation: Mobilisation, *, with_accepted: bool, actor: Actor, at: datetime) -> None:
    """Tell whoever was asked, or also who accepted, that they are not needed."""
    states = [CallState.WAITING, CallState.SENT, *([CallState.ACCEPTED] if with_accepted else [])]
    for call in mobilisation.calls.filter(state__in=states).select_related("person"):
        call.state = CallState.STOOD_DOWN
        call.save(update_fields=["state"])
        _send("stand-down", mobilisation, call.person, write_stand_down(mobilisation, call.person), at=at)
        after = {"person": call.person.key, "state": CallState.STOOD_DOWN}
        record_changes([Change("mobilisation.end_call", mobilisation.key, None, after)], actor=actor, at=at)


def count_lacking(mobilisation: Mobilisation) -> Mapping[str, int]:
    """For each seat, how many people neither accepted nor are being asked."""
    needed = Counter({seat["name"]: seat["count"] for seat in mobilisation.request["seats"]})
    held = mobilisation.calls.filter(state__in=[CallState.ACCEPTED, CallState.SENT]).values_list("seat", flat=True)
    return needed - Counter(held)


def _check_open(mobilisation: Mobilisation, call: Call, state: CallState) -> None:
    """Who accepted may fall ill even when the team is complete; who comes too late is thanked."""
    is_calling = mobilisation.state in {MobilisationState.CALLING, MobilisationState.EXHAUSTED}
    is_leaving = mobilisation.state == MobilisationState.FILLED and call.state == CallState.ACCEPTED
    if not is_calling and not (is_leaving and state != CallState.ACCEPTED):
        raise CallOverError(_("This call is over. Thank you for answering."))
    if state == CallState.ACCEPTED and call.state != CallState.ACCEPTED and not _has_room(mobilisation, call):
        raise CallOverError(_("Meanwhile somebody else took this part. Thank you for being ready."))


def _has_room(mobilisation: Mobilisation, call: Call) -> bool:
    needed = sum(seat["count"] for seat in mobilisation.request["seats"] if seat["name"] == call.seat)
    return bool(mobilisation.calls.filter(state=CallState.ACCEPTED, seat=call.seat).count() < needed)


def _time_out(mobilisation: Mobilisation, *, at: datetime) -> None:
    is_overdue = has_come("due_at", at, timedelta(minutes=mobilisation.answer_minutes))
    overdue = mobilisation.calls.filter(is_overdue, state=CallState.SENT)
    keys = list(overdue.values_list("person__key", flat=True))
    overdue.update(state=CallState.TIMED_OUT)
    changes = [
        Change("mobilisation.time_out", mobilisation.key, None, {"person": key, "state": CallState.TIMED_OUT})
        for key in keys
    ]
    record_changes(changes, actor=_WORKER, at=at)


def _call_wave(mobilisation: Mobilisation, *, actor: Actor, at: datetime) -> int:
    """Ask the best team for the seats that are lacking; returns how many were asked."""
    roster = get_roster()
    request = make_remaining_request(mobilisation, count_lacking(mobilisation), roster, at=at)
    if request is None:
        return 0
    answer = answer_from(roster, request)
    members = answer["teams"][0]["members"] if answer["teams"] else []
    people = {person.key: person for person in Person.objects.filter(key__in=[member["key"] for member in members])}
    due_at = at + timedelta(minutes=mobilisation.answer_minutes)
    for member in members:
        _ask(mobilisation, people[member["key"]], member, due_at=due_at, actor=actor, at=at)
    return len(members)


def _ask(
    mobilisation: Mobilisation,
    person: Person,
    member: Mapping[str, Any],
    *,
    due_at: datetime,
    actor: Actor,
    at: datetime,
) -> None:
    Call.objects.create(
        mobilisation=mobilisation,
        person=person,
        seat=member["seat"],
        wave=mobilisation.wave + 1,
        state=CallState.SENT,
        reasons=member["reasons"],
        token_hash=hash_token(make_call_token(mobilisation.key, person.key)),
        sent_at=at,
        due_at=due_at,
    )
    _send("call", mobilisation, person, write_call(mobilisation, person, member["seat"], due_at=due_at), at=at)
    after = {"person": person.key, "seat": member["seat"], "wave": mobilisation.wave + 1}
    record_changes([Change("mobilisation.call", mobilisation.key, None, after)], actor=actor, at=at)


def _send(occasion: str, mobilisation: Mobilisation, person: Person, letter: Letter, *, at: datetime) -> None:
    """Whoever has no e-mail is telephoned: the board shows number and link."""
    if person.email:
        queue_message(
            f"{occasion} {mobilisation.key} {person.key}",
            to_address=person.email,
            subject=letter.subject,
            body=letter.body,
            language=letter.language,
            at=at,
        )


def _close_if_filled(mobilisation: Mobilisation, *, actor: Actor, at: datetime) -> None:
    """Every seat is accepted or being answered; only the first closes the call."""
    pending = [call.due_at for call in mobilisation.calls.filter(state=CallState.SENT) if call.due_at]
    if pending:
        _save(mobilisation, {"next_wave_at": min(pending)}, actor=actor, at=at)
        return
    for call in mobilisation.calls.filter(state=CallState.ACCEPTED).select_related("person"):
        begin_mission(mobilisation, call.person, call.seat, begins_date=at.date())
    values = {"state": MobilisationState.FILLED.value, "next_wave_at": None}
    _save(mobilisation, values, actor=actor, at=at)


def _tell_duty(mobilisation: Mobilisation, *, lacking: int, at: datetime) -> None:
    """Whoever is on duty learns that the machine has come to an end."""
    for shift in RotaShift.objects.filter(begins_at__lte=at, ends_at__gt=at).select_related("person"):
        letter = write_exhausted(mobilisation, shift.person, lacking=lacking)
        _send(f"exhausted-{mobilisation.wave}", mobilisation, shift.person, letter, at=at)


def _save(mobilisation: Mobilisation, values: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    save_drafts(Mobilisation, [Draft(values, id=mobilisation.id)], kind="mobilisation", actor=actor, at=at)
    mobilisation.refresh_from_db()
