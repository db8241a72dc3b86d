"""How the invented proposals were judged: two reviewers each, some in doubt, a discussion, a decision with its note."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.events.actions.judging import CRITERIA, assign_reviewer, decide, discuss, judge
from museion.events.models import Contribution, Review
from museion.events.problems import EventError
from museion.events.terms import ContributionState, Recommendation

REVIEWERS = 6
SHOWN = ("member@museion.example", "curator@museion.example")
"""Accounts that the demo signs in with one click."""
TO_AUTHORS = {
    Recommendation.ACCEPT: "Clear and useful to others; please say how much it cost.",
    Recommendation.REVISE: "A good subject. What was measured, and against what?",
    Recommendation.REJECT: "The abstract tells what is planned, not what was found.",
    Recommendation.UNSURE: "Je ne connais pas assez ce domaine pour trancher.",
}
DISCUSSION = (
    "Our marks are far apart. I read it as a report of practice, not as research.",
    "De acuerdo: como informe de práctica me parece sólido.",
    "Alors acceptons, avec la question sur les mesures.",
)
NOTES = {
    ContributionState.ACCEPTED: "",
    ContributionState.REVISE: "Please add what was measured, and send it again before the call closes.",
    ContributionState.REJECTED: "We had twice as many proposals as places.",
}


def list_reviewers() -> list[Account]:
    """People of the register who can sign in, so that a reviewer's page is there to be seen in the demo."""
    rows = Account.objects.filter(person_link__isnull=False, is_active=True).order_by("id")
    return [*rows.filter(email__in=SHOWN), *rows.exclude(email__in=SHOWN)[: REVIEWERS - len(SHOWN)]]


def review_papers(papers: Sequence[Contribution], random: Random, *, actor: Actor, at: datetime) -> list[Contribution]:
    """Every seventh waits for its second review, undecided. Returns those that were accepted."""
    reviewers, accepted = list_reviewers(), []
    for number, paper in enumerate(papers):
        is_open = number % 7 == 5
        held = _assign(paper, reviewers, number, actor, at - timedelta(days=20))
        wishes = [
            _judge(review, random, number, at - timedelta(days=9)) for review in held[: 1 if is_open else len(held)]
        ]
        if len(set(wishes)) > 1:
            _talk_over(paper, held, at - timedelta(days=5))
        if not is_open:
            state = _choose_state(number)
            paper = decide(paper, state.value, NOTES[state], actor=actor, at=at - timedelta(days=2))
            accepted += [paper] if state == ContributionState.ACCEPTED else []
    return accepted


def _assign(paper: Contribution, reviewers: Sequence[Account], number: int, actor: Actor, at: datetime) -> list[Review]:
    """Two who neither wrote it nor work with its authors."""
    held: list[Review] = []
    for step in range(len(reviewers)):
        if len(held) == 2:
            break
        try:
            held.append(assign_reviewer(paper, reviewers[(number + step) % len(reviewers)], actor=actor, at=at))
        except EventError:
            continue
    return held


def _judge(review: Review, random: Random, number: int, at: datetime) -> str:
    likely = {2: Recommendation.REVISE, 7: Recommendation.REJECT}.get(number % 11, Recommendation.ACCEPT)
    wish = likely if random.random() < 0.75 else random.choice(list(Recommendation))
    middle = {Recommendation.ACCEPT: 4, Recommendation.REJECT: 2}.get(wish, 3)
    scores = {name: min(5, max(1, middle + random.choice((-1, 0, 0, 1)))) for name in CRITERIA}
    judge(
        review,
        scores=scores,
        recommendation=wish.value,
        to_authors=TO_AUTHORS[wish],
        actor=make_actor(review.reviewer),
        at=at,
    )
    return wish.value


def _talk_over(paper: Contribution, held: Sequence[Review], at: datetime) -> None:
    for turn, text in enumerate(DISCUSSION):
        account = held[turn % len(held)].reviewer
        discuss(paper, text, account=account, actor=make_actor(account), at=at + timedelta(hours=turn * 7))


def _choose_state(number: int) -> ContributionState:
    return {2: ContributionState.REVISE, 7: ContributionState.REJECTED}.get(number % 11, ContributionState.ACCEPTED)
