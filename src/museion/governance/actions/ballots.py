"""Preparing, opening, closing and counting a ballot, and seating whom it elected."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.governance.actions.assemblies import AssemblyError
from museion.governance.actions.motions import move_motion
from museion.governance.counting import count_votes
from museion.governance.models import Assembly, Ballot, BallotVoter, Motion
from museion.governance.queries.ballots import list_voters, make_question
from museion.governance.queries.statutes import read_share
from museion.governance.terms import AssemblyState, BallotState, Method, MotionState
from museion.network.actions import create_mandate
from museion.network.models import Mandate, Person
from museion.network.terms import Appointment

MAJORITY_OPTIONS = [
    {"code": "yes", "names": {"en": "Yes", "fr": "Oui", "es": "Sí", "ar": "نعم"}},
    {"code": "no", "names": {"en": "No", "fr": "Non", "es": "No", "ar": "لا"}},
]


def create_ballot(assembly: Assembly, values: dict[str, Any], *, actor: Actor, at: datetime) -> Ballot:
    """A majority needs no options; other methods name at least two, and no more seats than those."""
    check_right(actor, "ballot.create", assembly)
    method = Method(values.get("method", Method.SIMPLE))
    if method in {Method.SIMPLE, Method.QUALIFIED}:
        values = values | {"options": MAJORITY_OPTIONS, "seats": 1}
    _check_options(values)
    read_share(values.get("threshold", "1/2"))
    if values.get("motion_id") and Motion.objects.get(pk=values["motion_id"]).assembly_id != assembly.pk:
        raise AssemblyError(_("The motion is another assembly's."))
    return _save(Draft({"assembly_id": assembly.pk, **values}), actor=actor, at=at)


def _check_options(values: Mapping[str, Any]) -> None:
    codes = [option["code"] for option in values.get("options", ())]
    if len(codes) < 2 or len(set(codes)) < len(codes):
        raise AssemblyError(_("A ballot has at least two options, each once."))
    if not 1 <= values.get("seats", 1) < max(len(codes), 2):
        raise AssemblyError(_("There are fewer seats than options, and at least one."))


@transaction.atomic
def open_ballot(ballot: Ballot, *, closes_at: datetime, actor: Actor, at: datetime) -> Ballot:
    """Writes down who may vote with how many votes; from here on these do not change but for who is removed."""
    ballot = _lock(ballot, "ballot.update", actor)
    assembly = ballot.assembly
    if ballot.state != BallotState.DRAFT:
        raise AssemblyError(_("This ballot was opened before."))
    if assembly.state not in {AssemblyState.LIST_CLOSED, AssemblyState.IN_SESSION}:
        raise AssemblyError(_("Close the voter list first."))
    if closes_at <= at:
        raise AssemblyError(_("A ballot closes after it opens."))
    if ballot.motion and ballot.motion.amendments.filter(state__in=["proposed", "at_vote"]).exists():
        raise AssemblyError(_("Amendments are decided before their motion."))
    voters = [BallotVoter(ballot=ballot, delegate=delegate, votes=votes) for delegate, votes in list_voters(assembly)]
    if not voters:
        raise AssemblyError(_("Nobody on the list may vote."))
    BallotVoter.objects.bulk_create(voters, batch_size=400)
    if ballot.motion:
        move_motion(ballot.motion, MotionState.AT_VOTE, actor=actor, at=at)
    values = {"state": BallotState.OPEN.value, "opens_at": at, "closes_at": closes_at}
    return _save(Draft(values, id=ballot.pk), actor=actor, at=at)


@transaction.atomic
def close_ballot(ballot: Ballot, *, actor: Actor, at: datetime) -> Ballot:
    """Count. Before the announced end only when everybody has voted."""
    ballot = _lock(ballot, "ballot.update", actor)
    if ballot.state != BallotState.OPEN or ballot.closes_at is None:
        raise AssemblyError(_("This ballot is not open."))
    waiting = ballot.voters.filter(has_voted=False).count()
    if at < ballot.closes_at and waiting:
        raise AssemblyError(_("The announced end has not come, and not everybody has voted."))
    votes = [(code, tuple(choice)) for code, choice in ballot.cast.values_list("code", "choice")]
    entitled = ballot.voters.aggregate(all=Sum("votes"))["all"] or 0
    tally = count_votes(make_question(ballot), votes)
    result = tally.as_json() | {"entitled": entitled, "not_cast": entitled - tally.votes, "absent": waiting}
    if ballot.motion:
        state = MotionState.CARRIED if tally.is_carried else MotionState.REJECTED
        move_motion(ballot.motion, state, actor=actor, at=at)
    return _save(Draft({"state": BallotState.COUNTED.value, "result": result}, id=ballot.pk), actor=actor, at=at)


@transaction.atomic
def seat_elected(ballot: Ballot, *, actor: Actor, at: datetime) -> list[Mandate]:
    """A mandate for each person elected; doing it again makes none twice."""
    if ballot.state != BallotState.COUNTED or not ballot.office_body or not ballot.term_from:
        raise AssemblyError(_("This ballot elects nobody to an office, or is not counted."))
    check_right(actor, "mandate.create", ballot.office_body)
    people = {option["code"]: option.get("person", "") for option in ballot.options}
    keys = [people[code] for code in (ballot.result or {}).get("elected", ()) if people.get(code)]
    seated = []
    for person in Person.objects.filter(key__in=keys):
        held = Mandate.objects.filter(
            person=person, body=ballot.office_body, role=ballot.office_role, from_date=ballot.term_from
        )
        seated.append(held.first() or _seat(ballot, person, actor=actor, at=at))
    return seated


def _seat(ballot: Ballot, person: Person, *, actor: Actor, at: datetime) -> Mandate:
    values = {
        "person_id": person.pk,
        "body_id": ballot.office_body_id,
        "role": ballot.office_role,
        "appointment": Appointment.ELECTED.value,
        "from_date": ballot.term_from,
        "to_date": ballot.term_to,
    }
    return create_mandate(values, actor=actor, at=at, reason=ballot.key)


def _lock(ballot: Ballot, action: str, actor: Actor) -> Ballot:
    """The row as it is now, held until the transaction ends, so that two people cannot open or count at once."""
    check_right(actor, action, ballot)
    return (
        Ballot.objects.select_for_update(of=("self",))
        .select_related("assembly__body", "motion", "office_body")
        .get(pk=ballot.pk)
    )


def _save(draft: Draft, *, actor: Actor, at: datetime) -> Ballot:
    saved = save_drafts(Ballot, [draft], kind="ballot", actor=actor, at=at)
    return Ballot.objects.select_related("assembly__body", "motion").get(key=saved.keys[0])


def withdraw_ballot(ballot: Ballot, *, actor: Actor, at: datetime, reason: str) -> None:
    """Only one that was never opened; one that was stays for ever."""
    check_right(actor, "ballot.withdraw", ballot)
    if ballot.state != BallotState.DRAFT:
        raise AssemblyError(_("A ballot that was opened cannot be taken away."))
    withdraw_records(Ballot, [ballot.key], kind="ballot", actor=actor, at=at, reason=reason)
