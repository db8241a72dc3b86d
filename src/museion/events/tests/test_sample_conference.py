"""The invented conference: its day, and proposals that were judged as real ones are."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from museion.core.access import Actor
from museion.core.models import Account
from museion.events.actions.proposals import Proposal, StatedSpeaker, save_call, submit_proposal
from museion.events.models import Review, ReviewComment
from museion.events.sample.conference import DAYS, SLOTS, TOPICS, choose_first_day, name_session, read_titles
from museion.events.sample.reviews import review_papers
from museion.events.tests.cast import make_event
from museion.network.actions import create_person
from museion.network.actions.membership import link_account
from museion.network.models import Body


@pytest.mark.parametrize("today", [date(2026, 1, 1) + timedelta(days=days) for days in range(0, 366, 13)])
def test_the_conference_begins_on_a_monday_that_people_can_keep(today: date) -> None:
    day = choose_first_day(today)
    assert day.weekday() == 0
    assert 60 <= (day - today).days <= 115
    assert not (day.month == 12 and day.day > 13)
    assert day >= date(day.year, 1, 18)


def test_each_topic_has_titles_in_three_languages() -> None:
    assert len(read_titles()) == len(TOPICS)
    assert all({"en", "fr", "es"} == title.keys() for topic in read_titles() for title in topic)


def test_no_two_sessions_have_one_name() -> None:
    names = [name_session(place)["fr"] for place in range(DAYS * len(SLOTS) * 2)]
    assert len(set(names)) == len(names)
    assert names[0] == "Ouverture de la conférence"


def test_proposals_of_the_sample_are_judged_discussed_and_decided(
    committee: Body, operator: Actor, now: datetime
) -> None:
    event = make_event(committee, operator, now)
    save_call(event, {"opens_at": now - timedelta(days=60), "closes_at": now}, actor=operator, at=now)
    for number in range(3):
        person = create_person({"name": f"Reviewer {number}", "country": "PE"}, actor=operator, at=now)
        link_account(Account.objects.create_user(f"r{number}@example.org"), person, actor=operator, at=now)
    # The first paper is a reviewer's own.
    speakers = [
        StatedSpeaker("Kofi", email="r0@example.org" if number == 0 else "k@example.org") for number in range(24)
    ]
    papers = [
        submit_proposal(
            event,
            Proposal({"en": f"Paper {number}"}, {"en": "Tried out."}, [speaker]),
            actor=operator,
            at=now - timedelta(days=30),
        )
        for number, speaker in enumerate(speakers)
    ]
    accepted = review_papers(papers, Random(1), actor=operator, at=now)  # noqa: S311 (invents, guards nothing)
    states = [paper.__class__.objects.get(pk=paper.pk).state for paper in papers]
    assert {state: states.count(state) for state in set(states)} == {
        "accepted": len(accepted),
        "submitted": 3,
        "revise": 2,
        "rejected": 2,
    }
    assert Review.objects.count() == 48
    assert Review.objects.filter(judged_at=None).count() == 3
    assert not Review.objects.filter(contribution=papers[0], reviewer__email="r0@example.org").exists()
    assert ReviewComment.objects.exists()
