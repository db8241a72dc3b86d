"""T-1 of the mission: whether a person may vote, with the reasons, on any day, as known now and as known then."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.governance.actions.delegates import appoint_delegate
from museion.governance.actions.statutes import RuleDraft, create_rule, read_sample_statutes, replace_rule
from museion.governance.models import Assembly, StatuteRule
from museion.governance.queries.eligibility import judge_everybody, judge_person
from museion.governance.queries.facts import Moment
from museion.governance.queries.statutes import get_setting
from museion.governance.statutes import Outcome, RuleSyntaxError, read_condition
from museion.governance.tests.conftest import BEGINS, CLOSED, NAMED, RECORDED, Cast
from museion.network.actions import create_museum, create_person
from museion.network.actions.dues import ask_due, correct_payment, record_payment
from museion.network.actions.facts import FactError
from museion.network.actions.membership import create_membership, join_committee, leave_committee, name_representative
from museion.network.models import Body, CommitteeSeat, FeeBand, Museum, Payment, Person, Representative
from museion.network.terms import MemberCategory, PaymentMeans

pytestmark = pytest.mark.django_db
SESSION = BEGINS.date()
Case = Callable[["World"], Person]


class World:
    """What a case may use; each case returns the person it is about."""

    def __init__(self, cast: Cast, assembly: Assembly, committee: Body, glass: Body, operator: Actor) -> None:
        self.cast, self.assembly, self.committee, self.glass, self.operator = cast, assembly, committee, glass, operator

    def send(self, person: Person, body: Body | None = None, *, at: datetime = NAMED, **more: object) -> Person:
        appoint_delegate(self.assembly, body or self.committee, person, actor=self.operator, at=at, **more)  # type: ignore[arg-type]
        return person

    def institution(self, band: str, paid: date | None, *, is_member: bool = True) -> Person:
        told = {"actor": self.operator, "at": RECORDED}
        person = (
            self.cast.add("Khady Sow", MemberCategory.INSTITUTIONAL)
            if is_member
            else create_person({"name": "Khady Sow"}, **told)
        )
        museum = create_museum({"names": {"fr": "Musée de la Mer"}, "country": "SN"}, **told)
        membership = create_membership(
            museum, MemberCategory.INSTITUTIONAL, from_date=date(2020, 1, 1), band=band, **told
        )
        due = ask_due(membership, 2026, day=date(2026, 1, 5), **told)
        if due and paid:
            record_payment(due, due.amount, paid_date=paid, means=PaymentMeans.TRANSFER, **told)
        name_representative(museum, person, from_date=date(2020, 1, 1), **told)
        return self.send(person)

    def seat(self, person: Person, *, is_voting: bool) -> Person:
        join_committee(
            person, self.glass, is_voting=is_voting, from_date=date(2020, 1, 1), actor=self.operator, at=RECORDED
        )
        return person


@pytest.fixture
def world(cast: Cast, assembly: Assembly, committee: Body, glass: Body, operator: Actor) -> World:
    return World(cast, assembly, committee, glass, operator)


def _crowd(world: World) -> Person:
    for number in range(5):
        world.send(world.cast.add(f"Delegate {number}"))
    return world.send(world.cast.add("The sixth"), at=NAMED.replace(hour=10))


def _weights(world: World) -> Person:
    world.send(world.cast.add("Four votes"), votes=4)
    return world.send(world.cast.add("Two more"), at=NAMED.replace(hour=10), votes=2)


def _no_member(world: World) -> Person:
    person = world.cast.add("Gone", since=date(2015, 1, 1))
    person.memberships.update(to_date=date(2025, 12, 31))
    return world.send(person)


def _too_few(world: World) -> Person:
    """Two of the committee's museums left at the end of last year."""
    museums = Museum.objects.order_by("id").values("pk")[:2]
    world.committee.memberships.filter(museum__in=museums).update(to_date=date(2025, 12, 31))
    return world.send(world.cast.add("X"))


CASES: dict[str, tuple[Case, set[str]]] = {
    "an individual who paid and was sent": (lambda w: w.send(w.cast.add("Awa Ndiaye")), set()),
    "one whom a committee of three members sent": (_too_few, {"least-members"}),
    "one whom no body sent": (lambda w: w.cast.add("Modou Fall"), {"appointed"}),
    "one who did not pay": (lambda w: w.send(w.cast.add("X", paid=None)), {"good-standing"}),
    "one who paid on the closing day": (lambda w: w.send(w.cast.add("X", paid=date(2026, 6, 2))), set()),
    "one who paid a day later": (lambda w: w.send(w.cast.add("X", paid=date(2026, 6, 3))), {"paid-in-time"}),
    "one who pays after the session": (lambda w: w.send(w.cast.add("X", paid=date(2026, 9, 1))), {"good-standing"}),
    "a student": (lambda w: w.send(w.cast.add("X", MemberCategory.STUDENT)), {"voting-category"}),
    "a supporting member": (lambda w: w.send(w.cast.add("X", MemberCategory.SUPPORTING)), {"voting-category"}),
    "an honorary member, exempt from dues": (
        lambda w: w.send(w.cast.add("X", MemberCategory.HONORARY)),
        {"voting-category"},
    ),
    "somebody who left last year": (_no_member, {"member"}),
    "a representative of an institution that paid": (lambda w: w.institution("I", date(2026, 3, 1)), set()),
    "a representative who belongs through the institution alone": (
        lambda w: w.institution("I", date(2026, 3, 1), is_member=False),
        set(),
    ),
    "one of an institution that did not pay": (
        lambda w: w.institution("I", None, is_member=False),
        {"institution", "good-standing"},
    ),
    "a representative of one that did not": (lambda w: w.institution("I", None), {"institution"}),
    "a representative of one whose band has no vote": (
        lambda w: w.institution("supporting", date(2026, 3, 1)),
        {"institution"},
    ),
    "a representative of nobody": (
        lambda w: w.send(w.cast.add("X", MemberCategory.INSTITUTIONAL)),
        {"institution"},
    ),
    "a delegate of the committee in which they vote": (
        lambda w: w.send(w.seat(w.cast.add("X"), is_voting=True), w.glass),
        set(),
    ),
    "a delegate of a committee in which they do not vote": (
        lambda w: w.send(w.seat(w.cast.add("X"), is_voting=False), w.glass),
        {"one-voting-committee"},
    ),
    "a delegate of a committee in which they do not sit": (
        lambda w: w.send(w.cast.add("X"), w.glass),
        {"one-voting-committee"},
    ),
    "the sixth delegate of a body with five votes": (_crowd, {"votes-of-the-body"}),
    "a delegate with more votes than are left": (_weights, {"votes-of-the-body"}),
    "a late change in an emergency": (
        lambda w: w.send(w.cast.add("X"), at=datetime(2026, 6, 20, tzinfo=UTC), emergency="illness"),
        set(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_statutes_answer_with_the_rules_that_are_broken(world: World, name: str) -> None:
    make, broken = CASES[name]
    FeeBand.objects.create(code="supporting", is_voting=False, valid_from=date(2010, 1, 1))
    person = make(world)
    verdict = judge_person(world.assembly, person, Moment(SESSION))[-1]
    assert {reason.rule.name for reason in verdict.answer.against} == broken
    assert verdict.answer.is_yes == (not broken)
    assert all(reason.rule.article and reason.rule.texts["en"] for reason in verdict.answer.reasons)


def test_a_second_voting_committee_is_refused_when_it_is_asked_for(world: World, general_assembly: Body) -> None:
    person = world.seat(world.cast.add("Awa Ndiaye"), is_voting=True)
    told = {"actor": world.operator, "at": NAMED}
    other = Body.objects.create(
        kind="international_committee", names={"en": "Textiles"}, created_at=NAMED, changed_at=NAMED
    )
    with pytest.raises(FactError, match="votes in"):
        join_committee(person, other, is_voting=True, from_date=date(2026, 1, 1), **told)
    join_committee(person, other, is_voting=False, from_date=date(2026, 1, 1), **told)
    held = CommitteeSeat.objects.known().get(person=person, is_voting=True)
    leave_committee(held, date(2026, 3, 1), **told)
    assert CommitteeSeat.objects.filter(person=person).count() == 3
    assert not CommitteeSeat.objects.known().on(date(2026, 3, 2)).filter(person=person, is_voting=True).exists()


def test_the_same_person_is_answered_for_an_earlier_day(world: World) -> None:
    person = world.send(world.cast.add("Awa Ndiaye", paid=date(2026, 4, 20)))
    answers = {
        day: {reason.rule.name for reason in judge_person(world.assembly, person, Moment(day))[-1].answer.against}
        for day in (date(2026, 2, 1), date(2026, 4, 25), date(2026, 5, 3))
    }
    assert answers == {
        date(2026, 2, 1): {"good-standing", "appointed"},
        date(2026, 4, 25): {"appointed"},
        date(2026, 5, 3): set(),
    }


def test_a_corrected_payment_changes_what_is_known_now_and_not_what_was_known_then(world: World) -> None:
    person = world.send(world.cast.add("Awa Ndiaye"))
    payment = Payment.objects.known().get(due__person=person)
    corrected_at = datetime(2026, 6, 10, tzinfo=UTC)
    correct_payment(payment, paid_date=date(2026, 6, 4), actor=world.operator, at=corrected_at, reason="bank's slip")
    now, then = (
        judge_person(world.assembly, person, Moment(SESSION, known_at))[0]
        for known_at in (None, datetime(2026, 6, 9, tzinfo=UTC))
    )
    assert (now.answer.is_yes, then.answer.is_yes) == (False, True)
    assert (now.facts["settled_date"], then.facts["settled_date"]) == (date(2026, 6, 4), date(2026, 2, 10))


def test_money_in_parts_settles_on_the_day_of_the_last(world: World) -> None:
    person = world.send(world.cast.add("Awa Ndiaye", paid=None))
    due = person.dues.get()
    for day, amount in ((date(2026, 2, 1), "80"), (date(2026, 5, 30), "5")):
        told = {"means": PaymentMeans.CASH, "actor": world.operator, "at": CLOSED}
        record_payment(due, Decimal(amount), paid_date=day, **told)
    assert judge_person(world.assembly, person, Moment(SESSION))[0].facts["settled_date"] == date(2026, 5, 30)


def test_the_list_of_everybody_says_the_same_as_each_answer_alone(world: World) -> None:
    people = [make(world) for name, (make, _) in CASES.items() if "sixth" not in name and "more votes" not in name]
    together = {(v.person_id, v.sent): v.answer.is_yes for v in judge_everybody(world.assembly, Moment(SESSION))}
    alone = {
        (v.person_id, v.sent): v.answer.is_yes
        for person in people
        for v in judge_person(world.assembly, person, Moment(SESSION))
    }
    assert alone.items() <= together.items()
    assert {True, False} == set(together.values())


def test_equal_facts_are_judged_by_as_few_queries_for_many_as_for_one(
    world: World, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(12):
        world.send(world.cast.add(f"Person {number}"))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert len(list(judge_everybody(world.assembly, Moment(SESSION)))) == 12


def test_votes_per_body_are_a_setting_of_the_day(statutes: None) -> None:
    days = (date(2000, 1, 1), date(2008, 3, 18), date(2026, 1, 1))
    assert [get_setting("votes-per-body", day).get("national_committee") for day in days] == [3, 5, 5]
    assert [get_setting("votes-per-body", day).get("regional_alliance") for day in days] == [None, None, 5]


def test_the_law_changes_from_a_day_on_and_past_days_keep_theirs(world: World) -> None:
    student = world.send(world.cast.add("Fatou Diouf", MemberCategory.STUDENT))
    rule = StatuteRule.objects.known().get(name="voting-category")
    draft = next(draft for draft in read_sample_statutes() if draft.name == "voting-category")
    wider = RuleDraft(
        draft.name,
        "7.1",
        {"en": "Students vote too."},
        date(2026, 7, 1),
        when=draft.when,
        require=draft.require,
        parameters={"categories": ["individual", "institutional", "student"]},
    )
    before = datetime(2026, 5, 20, tzinfo=UTC)
    replace_rule(rule, wider, actor=world.operator, at=CLOSED, reason="decided by the assembly")
    assert judge_person(world.assembly, student, Moment(SESSION))[0].answer.is_yes
    assert not judge_person(world.assembly, student, Moment(SESSION, before))[0].answer.is_yes
    world.assembly.rules_date = date(2026, 6, 30)
    assert not judge_person(world.assembly, student, Moment(SESSION))[0].answer.is_yes


def test_a_rule_that_does_not_apply_is_told_as_such(world: World) -> None:
    person = world.send(world.cast.add("Awa Ndiaye"))
    reasons = {r.rule.name: r.outcome for r in judge_person(world.assembly, person, Moment(SESSION))[0].answer.reasons}
    assert reasons["institution"] == Outcome.NOT_ABOUT
    assert reasons["good-standing"] == Outcome.KEPT


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("standing", "after the fact comes one of"),
        ("Standing is paid", "does not begin with the name of a fact"),
        ("standing equals paid", "after the fact comes one of"),
        ("shoe_size is 43", "no fact is called shoe_size"),
        ("voting_committees at most {most}", "no parameter"),
    ],
)
def test_a_line_that_is_no_rule_is_refused_with_what_could_stand_there(
    statutes: None, operator: Actor, line: str, problem: str
) -> None:
    draft = RuleDraft("odd", "99", {"en": "Odd."}, date(2026, 1, 1), require=(line,))
    with pytest.raises(RuleSyntaxError, match=problem):
        create_rule(draft, actor=operator, at=RECORDED)


def test_a_day_is_not_held_against_a_number() -> None:
    with pytest.raises(RuleSyntaxError, match="cannot be held against"):
        read_condition("settled_date at most 5").holds({"settled_date": date(2026, 1, 1)}, {})


def test_who_does_not_keep_the_statutes_cannot_write_them(statutes: None, registrar: Account) -> None:
    draft = RuleDraft("mine", "1", {"en": "I vote twice."}, date(2026, 1, 1))
    with pytest.raises(NotAllowedError):
        create_rule(draft, actor=make_actor(registrar), at=RECORDED)


def test_a_representative_is_of_a_museum(world: World) -> None:
    world.institution("I", None)
    assert Representative.objects.known().get().museum == Museum.objects.get(names__fr="Musée de la Mer")
