"""Casting votes: each voter's once, whatever is sent twice, late, from elsewhere or in another's name."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.models import JournalLine
from museion.governance.actions.assemblies import AssemblyError, close_list
from museion.governance.actions.ballots import close_ballot, create_ballot, open_ballot, seat_elected
from museion.governance.actions.delegates import (
    RefusedError,
    appoint_delegate,
    give_proxy,
    note_presence,
    remove_delegate,
    take_back_proxy,
)
from museion.governance.actions.motions import create_motion
from museion.governance.actions.voting import (
    AlreadyVotedError,
    Part,
    VoteRefusedError,
    cast_votes,
    draw_receipt,
    make_codes,
)
from museion.governance.models import (
    AgendaItem,
    Assembly,
    Ballot,
    BallotVoter,
    CastVote,
    Delegate,
    Motion,
    Presence,
    Proxy,
)
from museion.governance.queries.assemblies import get_quorum
from museion.governance.queries.ballots import write_published
from museion.governance.tests.conftest import CLOSED, NAMED, Cast
from museion.network.models import Body, Mandate, Person
from museion.network.resolutions import Adopted, hand_over_resolution

pytestmark = pytest.mark.django_db
YES, NO, BLANK = (Part(("yes",), 1), Part(("no",), 1), Part(("blank",), 1))
VOTED = CLOSED + timedelta(hours=1)
ENDS = CLOSED + timedelta(days=2)
Send = Callable[..., Delegate]


@pytest.fixture
def send(assembly: Assembly, committee: Body, cast: Cast, operator: Actor) -> Send:
    def appoint(name: str, votes: int = 1) -> Delegate:
        return appoint_delegate(assembly, committee, cast.add(name), votes=votes, actor=operator, at=NAMED)

    return appoint


@pytest.fixture
def delegates(send: Send) -> list[Delegate]:
    return [send(name) for name in ("Awa Ndiaye", "李娜", "José Ñandú", "Zeynep Çelik", "Ólafur Þór")]


@pytest.fixture
def ballot(assembly: Assembly, delegates: list[Delegate], operator: Actor) -> Ballot:
    close_list(assembly, actor=operator, at=CLOSED)
    return open_simple(assembly, operator)


def open_simple(assembly: Assembly, operator: Actor, **values: object) -> Ballot:
    assembly.refresh_from_db()
    ballot = create_ballot(assembly, {"titles": {"en": "Budget"}, **values}, actor=operator, at=CLOSED)
    return open_ballot(ballot, closes_at=ENDS, actor=operator, at=CLOSED)


def vote(ballot: Ballot, delegate: Delegate, cast: Cast, *parts: Part, receipt: str = "", at: datetime = VOTED) -> bool:
    voter = BallotVoter.objects.get(ballot=ballot, delegate=delegate)
    return cast_votes(
        ballot, voter, parts or (YES,), receipt=receipt or draw_receipt(), actor=cast.act(delegate.person), at=at
    )


def test_votes_are_counted_and_recomputed_from_the_published_file(
    ballot: Ballot, delegates: list[Delegate], cast: Cast, operator: Actor
) -> None:
    for delegate, part in zip(delegates, (YES, YES, NO, BLANK), strict=False):
        vote(ballot, delegate, cast, part)
    counted = close_ballot(ballot, actor=operator, at=ENDS)
    assert counted.result is not None
    assert (counted.result["is_carried"], counted.result["blank"], counted.result["not_cast"]) == (True, 1, 1)
    published = json.dumps(write_published(counted), default=str)
    assert all(delegate.person.name not in published and delegate.person.key not in published for delegate in delegates)


def test_the_same_form_sent_again_is_the_same_vote(ballot: Ballot, delegates: list[Delegate], cast: Cast) -> None:
    receipt = draw_receipt()
    assert vote(ballot, delegates[0], cast, YES, receipt=receipt) is True
    assert vote(ballot, delegates[0], cast, NO, receipt=receipt) is False
    assert list(CastVote.objects.values_list("choice", flat=True)) == [["yes"]]


def test_a_second_vote_is_refused(ballot: Ballot, delegates: list[Delegate], cast: Cast) -> None:
    vote(ballot, delegates[0], cast, YES)
    with pytest.raises(AlreadyVotedError):
        vote(ballot, delegates[0], cast, NO)
    assert CastVote.objects.count() == 1


def test_nobody_votes_for_another_without_a_proxy(ballot: Ballot, delegates: list[Delegate], cast: Cast) -> None:
    voter = BallotVoter.objects.get(ballot=ballot, delegate=delegates[0])
    with pytest.raises(NotAllowedError):
        cast_votes(ballot, voter, (YES,), receipt=draw_receipt(), actor=cast.act(delegates[1].person), at=VOTED)
    voter.refresh_from_db()
    assert not voter.has_voted


def test_a_delegate_removed_while_signed_in_votes_no_more(
    ballot: Ballot, delegates: list[Delegate], cast: Cast, operator: Actor
) -> None:
    voter = BallotVoter.objects.get(ballot=ballot, delegate=delegates[0])
    remove_delegate(delegates[0], emergency="replaced", actor=operator, at=CLOSED + timedelta(minutes=1))
    with pytest.raises(VoteRefusedError, match="no longer on the voter list"):
        cast_votes(ballot, voter, (YES,), receipt=draw_receipt(), actor=cast.act(delegates[0].person), at=VOTED)
    assert CastVote.objects.count() == 0


@pytest.mark.parametrize("at", [ENDS, ENDS + timedelta(seconds=1)])
def test_a_vote_after_the_end_is_refused_and_leaves_no_mark(
    ballot: Ballot, delegates: list[Delegate], cast: Cast, at: datetime
) -> None:
    with pytest.raises(VoteRefusedError, match="closed"):
        vote(ballot, delegates[0], cast, YES, at=at)
    assert not BallotVoter.objects.filter(has_voted=True).exists()


@pytest.mark.parametrize(
    "parts", [(), (YES, NO), (Part(("yes",), 0),), (Part(("maybe",), 1),), (Part(("yes", "no"), 1),)]
)
def test_a_vote_that_is_no_answer_counts_nothing(
    ballot: Ballot, delegates: list[Delegate], cast: Cast, parts: tuple[Part, ...]
) -> None:
    voter = BallotVoter.objects.get(ballot=ballot, delegate=delegates[0])
    with pytest.raises(VoteRefusedError):
        cast_votes(ballot, voter, parts, receipt=draw_receipt(), actor=cast.act(delegates[0].person), at=VOTED)
    assert not BallotVoter.objects.filter(has_voted=True).exists()


def test_a_mandate_is_split_and_its_weight_shows_nowhere(
    assembly: Assembly, send: Send, cast: Cast, operator: Actor
) -> None:
    giant, small = send("Many votes", votes=4), send("One vote")
    close_list(assembly, actor=operator, at=CLOSED)
    ballot = open_simple(assembly, operator)
    receipt = draw_receipt()
    vote(ballot, giant, cast, Part(("yes",), 3), Part(("no",), 1), receipt=receipt)
    vote(ballot, small, cast, NO)
    counted = close_ballot(ballot, actor=operator, at=VOTED + timedelta(hours=1))
    assert counted.result is not None
    assert counted.result["counts"] == {"yes": 3, "no": 2}
    published = write_published(counted)["votes"]
    assert len(published) == 5
    assert {tuple(sorted(vote)) for vote in published} == {("choice", "code")}
    assert set(make_codes(ballot, receipt, 4)) <= {vote["code"] for vote in published}


def test_nothing_kept_joins_a_voter_to_a_vote(ballot: Ballot, delegates: list[Delegate], cast: Cast) -> None:
    lines = JournalLine.objects.count()
    for delegate in delegates:
        vote(ballot, delegate, cast, YES)
    assert JournalLine.objects.count() == lines
    columns = {field.name for field in CastVote._meta.get_fields()}
    assert columns == {"id", "ballot", "code", "choice"}
    numbers = list(CastVote.objects.order_by("id").values_list("id", flat=True))
    assert min(b - a for a, b in pairwise(numbers)) > 1_000_000


def test_proxies_carry_votes_and_do_not_chain(
    assembly: Assembly, delegates: list[Delegate], cast: Cast, operator: Actor
) -> None:
    told = {"actor": operator, "at": NAMED}
    awa, li, jose, *_ = delegates
    give_proxy(awa, li, **told)
    for giver, holder, rule in ((li, jose, "no-proxy-chain"), (jose, awa, "no-proxy-chain")):
        with pytest.raises(RefusedError) as refused:
            give_proxy(giver, holder, **told)
        assert [reason.rule.name for reason in refused.value.answer.against] == [rule]
    close_list(assembly, actor=operator, at=CLOSED)
    ballot = open_simple(assembly, operator)
    assert dict(ballot.voters.values_list("delegate", "votes"))[li.pk] == 2
    assert not ballot.voters.filter(delegate=awa).exists()
    with pytest.raises(AssemblyError, match="between ballots"):
        take_back_proxy(Proxy.objects.get(), actor=operator, at=VOTED)


def test_a_fifth_proxy_is_refused(
    assembly: Assembly, send: Send, delegates: list[Delegate], glass: Body, cast: Cast, operator: Actor
) -> None:
    told = {"actor": operator, "at": NAMED}
    extra = appoint_delegate(assembly, glass, cast.add("From glass"), **told)
    holder = appoint_delegate(assembly, glass, cast.add("Holder"), **told)
    for giver in delegates[:4]:
        give_proxy(giver, holder, **told)
    with pytest.raises(RefusedError) as refused:
        give_proxy(extra, holder, **told)
    assert [reason.rule.name for reason in refused.value.answer.against] == ["proxy-limit"]


def test_a_late_proxy_needs_an_emergency_and_ends_with_the_last_hours(
    assembly: Assembly, delegates: list[Delegate], operator: Actor
) -> None:
    close_list(assembly, actor=operator, at=CLOSED)
    awa, li = Delegate.objects.select_related("assembly")[:2]
    with pytest.raises(RefusedError):
        give_proxy(awa, li, actor=operator, at=CLOSED)
    too_late = assembly.begins_at - timedelta(hours=71)
    with pytest.raises(RefusedError):
        give_proxy(awa, li, emergency="ill", actor=operator, at=too_late)
    give_proxy(awa, li, emergency="ill", actor=operator, at=CLOSED)


def test_the_list_closes_when_the_statutes_say_and_changes_after_it_need_an_emergency(
    assembly: Assembly, send: Send, committee: Body, cast: Cast, operator: Actor
) -> None:
    send("Awa Ndiaye")
    with pytest.raises(AssemblyError, match="not before"):
        close_list(assembly, actor=operator, at=NAMED)
    close_list(assembly, actor=operator, at=CLOSED)
    assembly.refresh_from_db()
    late = cast.add("Late")
    with pytest.raises(AssemblyError, match="State the emergency"):
        appoint_delegate(assembly, committee, late, actor=operator, at=CLOSED)
    with pytest.raises(AssemblyError, match="too late"):
        appoint_delegate(
            assembly, committee, late, emergency="x", actor=operator, at=assembly.begins_at - timedelta(hours=1)
        )
    added = appoint_delegate(assembly, committee, late, emergency="illness", actor=operator, at=CLOSED)
    assert added.is_listed


def test_who_keeps_one_committee_sends_nobody_for_another(
    assembly: Assembly, glass: Body, cast: Cast, registrar: object
) -> None:
    from museion.core.http.asking import make_actor  # the cast's fixture gives an account

    person = cast.add("Awa Ndiaye")
    with pytest.raises(NotAllowedError):
        appoint_delegate(assembly, glass, person, actor=make_actor(registrar), at=NAMED)


def test_a_quorum_is_of_votes_present_or_represented(
    assembly: Assembly, delegates: list[Delegate], operator: Actor
) -> None:
    give_proxy(delegates[0], delegates[1], actor=operator, at=NAMED)
    close_list(assembly, actor=operator, at=CLOSED)
    assembly.refresh_from_db()
    states = []
    for delegate in delegates[1:3]:
        delegate.refresh_from_db()
        note_presence(delegate, is_there=True, actor=operator, at=CLOSED)
        quorum = get_quorum(assembly)
        states.append((quorum.present, quorum.is_reached))
    assert states == [(2, False), (3, True)]
    note_presence(delegates[1], is_there=False, actor=operator, at=VOTED)
    assert not get_quorum(assembly).is_reached
    assert Presence.objects.count() == 2


def test_amendments_are_decided_first_and_become_the_text(
    assembly: Assembly, delegates: list[Delegate], cast: Cast, operator: Actor
) -> None:
    item = AgendaItem.objects.create(assembly=assembly, number=1, titles={"en": "Dues"})
    told = {"actor": operator, "at": NAMED}
    motion = create_motion(assembly, {"titles": {"en": "Dues"}, "texts": {"en": "90 €"}, "item_id": item.pk}, **told)
    change = create_motion(
        assembly, {"titles": {"en": "Less"}, "texts": {"en": "85 €"}, "amends_id": motion.pk}, **told
    )
    with pytest.raises(AssemblyError):
        create_motion(assembly, {"titles": {"en": "Again"}, "amends_id": change.pk}, **told)
    close_list(assembly, actor=operator, at=CLOSED)
    with pytest.raises(AssemblyError, match="before their motion"):
        open_simple(assembly, operator, motion_id=motion.pk)
    ballot = open_simple(assembly, operator, motion_id=change.pk)
    vote(ballot, delegates[0], cast, YES)
    close_ballot(ballot, actor=operator, at=ENDS)
    assert list(Motion.objects.order_by("id").values_list("state", flat=True)) == ["proposed", "carried"]
    assert Motion.objects.get(pk=motion.pk).texts == {"en": "85 €"}


def test_an_election_seats_whom_it_elected_once(
    assembly: Assembly, delegates: list[Delegate], committee: Body, cast: Cast, operator: Actor
) -> None:
    people = list(Person.objects.all()[:3])
    options = [{"code": f"o{n}", "names": {"und": p.name}, "person": p.key} for n, p in enumerate(people)]
    close_list(assembly, actor=operator, at=CLOSED)
    office = {"office_body_id": committee.pk, "office_role": "chair", "term_from": "2026-08-01", "method": "ranked"}
    ballot = open_simple(assembly, operator, options=options, **office)
    for delegate in delegates:
        vote(ballot, delegate, cast, Part(("o2", "o1"), 1))
    counted = Ballot.objects.get(pk=close_ballot(ballot, actor=operator, at=VOTED + timedelta(minutes=1)).pk)
    for _ in range(2):
        seat_elected(counted, actor=operator, at=ENDS)
    assert Mandate.objects.get().person == people[2]


def test_a_ballot_is_not_counted_early_while_somebody_may_still_vote(ballot: Ballot, operator: Actor) -> None:
    with pytest.raises(AssemblyError, match="not everybody has voted"):
        close_ballot(ballot, actor=operator, at=VOTED)


def test_a_form_from_another_site_is_refused(ballot: Ballot, delegates: list[Delegate], cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.accounts[delegates[0].person.key])
    voter = BallotVoter.objects.get(ballot=ballot, delegate=delegates[0])
    answer = client.post(f"/ballots/{ballot.key}/vote", {"voter": voter.pk, "choice": "yes", "receipt": draw_receipt()})
    assert answer.status_code == 403
    assert CastVote.objects.count() == 0


def test_a_resolution_of_a_meeting_becomes_a_motion_once(committee: Body, operator: Actor) -> None:
    adopted = Adopted(
        committee, "e00000000", "2026/1", {"fr": "Prêts"}, {"fr": "Les prêts durent un an."}, NAMED.date(), 40, 2
    )
    keys = {hand_over_resolution(adopted, actor=operator, at=NAMED) for _ in range(2)}
    motion = Motion.objects.get()
    assert keys == {motion.key}
    assert (motion.state, motion.identifiers) == ("carried", {"for": "40", "against": "2"})
    assert "40 for, 2 against" in Client().get(motion.url).content.decode()
