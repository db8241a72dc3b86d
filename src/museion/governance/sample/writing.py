"""Writes the sample through the room's actions, at the moments when such things happen; doing it again changes nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from museion.core.access import Actor
from museion.core.models import Account
from museion.governance.actions.advice import create_advice
from museion.governance.actions.assemblies import (
    add_agenda_item,
    close_list,
    create_assembly,
    end_session,
    open_session,
)
from museion.governance.actions.ballots import close_ballot, create_ballot, open_ballot
from museion.governance.actions.delegates import appoint_delegate, give_proxy, note_presence
from museion.governance.actions.motions import create_motion
from museion.governance.actions.statutes import load_statutes, read_sample_statutes
from museion.governance.models import Advice, Assembly, Ballot, BallotVoter, Delegate
from museion.governance.sample.texts import ADVICE, ASSEMBLIES, CANDIDATES_TITLE, NOTICE
from museion.governance.sample.voters import cast_for, list_voters_of_bodies
from museion.governance.terms import BallotState
from museion.network.actions.membership import link_account
from museion.network.models import Body, Person, PersonAccount
from museion.network.terms import BodyKind, MandateRole

SOURCE = "sample"
BODIES = 24
VOTER = "voter@museion.example"
"""The account of the demo that has a vote in the open ballot; it has no password of its own."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Who writes, when, and by what chance."""

    actor: Actor
    now: datetime
    random: Random

    def at(self, moment: datetime) -> dict[str, Any]:
        return {"actor": self.actor, "at": moment}


def make_sample(seed: int, *, actor: Actor, at: datetime) -> None:
    stage = Stage(actor, at, Random(f"museion governance {seed}"))  # noqa: S311 (invents, guards nothing)
    load_statutes(read_sample_statutes(), actor=actor, at=datetime(2000, 1, 1, tzinfo=UTC))
    body = Body.objects.filter(source=SOURCE, kind=BodyKind.GENERAL_ASSEMBLY).first()
    if body is None or Assembly.objects.filter(source=SOURCE).exists():
        return
    for number, texts in enumerate(ASSEMBLIES):
        is_past = number < 2
        begins_at = _choose_day(at, number)
        assembly = _call(stage, body, texts, begins_at, str(number))
        _send_delegates(stage, assembly)
        close_list(assembly, **stage.at(assembly.list_closes_at + timedelta(minutes=1)))
        assembly.refresh_from_db()
        open_session(assembly, **stage.at(begins_at))
        _decide(stage, assembly, texts, is_past=is_past)
        if is_past:
            end_session(assembly, **stage.at(assembly.ends_at))
    _name_voter()
    _note_advice(stage, body)


def _choose_day(now: datetime, number: int) -> datetime:
    """Two summers ago, last summer, and one that is in session now."""
    if number == 2:
        return now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    return datetime(now.year - 2 + number, 7, 3, 9, tzinfo=UTC)


def _call(stage: Stage, body: Body, texts: dict[str, Any], begins_at: datetime, number: str) -> Assembly:
    values = {
        "source": SOURCE,
        "source_id": f"assembly/{number}",
        "body_id": body.pk,
        "names": {language: text.format(year=begins_at.year) for language, text in texts["names"].items()},
        "begins_at": begins_at,
        "ends_at": begins_at + timedelta(days=14 if number == "2" else 1),
        "place": texts["place"],
        "is_online": True,
    }
    assembly = create_assembly(values, **stage.at(begins_at - timedelta(days=90)))
    for item in texts["agenda"]:
        add_agenda_item(assembly, item, **stage.at(begins_at - timedelta(days=80)))
    return assembly


def _send_delegates(stage: Stage, assembly: Assembly) -> None:
    """Each body sends one to three people who share its five votes; two of them give a proxy."""
    named_at = assembly.list_closes_at - timedelta(days=9)
    delegates: list[Delegate] = []
    for body, people in list_voters_of_bodies(BODIES, named_at.date(), stage.random):
        votes = stage.random.choice(((5,), (3, 2), (2, 2, 1)))
        for person, count in zip(people, votes, strict=False):
            delegates.append(appoint_delegate(assembly, body, person, votes=count, **stage.at(named_at)))
            _give_account(stage, person)
    for giver, holder in ((delegates[3], delegates[0]), (delegates[5], delegates[1])):
        give_proxy(giver, holder, **stage.at(named_at + timedelta(days=1)))


def _decide(stage: Stage, assembly: Assembly, texts: dict[str, Any], *, is_past: bool) -> None:
    begins_at = assembly.begins_at
    for delegate in assembly.delegates.filter(is_listed=True):
        if stage.random.random() < 0.85:
            note_presence(delegate, is_there=True, **stage.at(begins_at))
    for number, motion in enumerate(texts["motions"]):
        moved = create_motion(
            assembly, {"titles": motion["titles"], "texts": motion["texts"]}, **stage.at(begins_at - timedelta(days=60))
        )
        values = {"titles": motion["titles"], "method": motion["method"], "threshold": motion.get("threshold", "1/2")}
        ballot = create_ballot(assembly, values | {"motion_id": moved.pk}, **stage.at(begins_at))
        _vote(stage, ballot, is_past=is_past or number == 0, is_counted=is_past or number == 0)
    if is_past:
        _vote(stage, _prepare_election(stage, assembly), is_past=True, is_counted=True)


def _prepare_election(stage: Stage, assembly: Assembly) -> Ballot:
    """Of five people for three seats on the board."""
    people = list(Person.objects.filter(source=SOURCE, delegations__assembly=assembly).distinct().order_by("id")[:5])
    options = [
        {"code": f"o{number}", "names": {"und": person.name}, "person": person.key}
        for number, person in enumerate(people, start=1)
    ]
    board = Body.objects.filter(source=SOURCE, kind=BodyKind.EXECUTIVE_BOARD).first()
    values = {
        "titles": CANDIDATES_TITLE,
        "method": "stv",
        "seats": 3,
        "options": options,
        "office_body_id": board.pk if board else None,
        "office_role": MandateRole.BOARD_MEMBER.value,
        "term_from": assembly.begins_at.date().replace(month=8, day=1),
    }
    return create_ballot(assembly, values, **stage.at(assembly.begins_at))


def _vote(stage: Stage, ballot: Ballot, *, is_past: bool, is_counted: bool) -> None:
    opened_at = ballot.assembly.begins_at + timedelta(minutes=10)
    closes_at = opened_at + timedelta(minutes=30) if is_past else stage.now + timedelta(days=13)
    ballot = open_ballot(ballot, closes_at=closes_at, **stage.at(opened_at))
    cast_for(ballot, stage.random, share=0.92 if is_past else 0.4, at=opened_at + timedelta(minutes=5))
    if is_counted:
        close_ballot(ballot, **stage.at(closes_at))


def _give_account(stage: Stage, person: Person) -> None:
    """Delegates vote through their own accounts; nobody can sign in to these, for they have no password."""
    if not PersonAccount.objects.filter(person=person).exists():
        account = Account.objects.create_user(f"{person.key}@museion.example", None, display_name=person.name)
        link_account(account, person, **stage.at(stage.now))


def _name_voter() -> None:
    """One who has not voted in the open ballot gets the address by which the demo knows a voter."""
    waiting = BallotVoter.objects.filter(has_voted=False, ballot__state=BallotState.OPEN).order_by("id")
    voter = waiting.select_related("delegate__person__account_link").first()
    if voter and not Account.objects.filter(email=VOTER).exists():
        Account.objects.filter(pk=voter.delegate.person.account_link.account_id).update(email=VOTER)


def _note_advice(stage: Stage, body: Body) -> None:
    for number, texts in enumerate(ADVICE):
        if Advice.objects.filter(source=SOURCE, source_id=f"advice/{number}").exists():
            continue
        values = {"source": SOURCE, "source_id": f"advice/{number}", "asked_by_id": body.pk, "publication": NOTICE}
        create_advice(values | texts, **stage.at(stage.now))
