"""Reviewers and authors are reminded before their deadlines: once, in their language, of what they owe."""

from datetime import datetime, timedelta

import pytest

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine, OutgoingMessage
from museion.events.actions.events import cancel_event
from museion.events.actions.judging import assign_reviewer, decide, judge
from museion.events.actions.programme import add_material
from museion.events.actions.proposals import Proposal, StatedSpeaker, save_call, submit_proposal
from museion.events.actions.reminding import remind_of_deadlines
from museion.events.models import Contribution, Event
from museion.events.problems import EventError
from museion.events.tests.cast import SOON, make_event
from museion.network.models import Body

CLOSES, DUE = SOON - timedelta(days=20), SOON - timedelta(days=12)


@pytest.fixture
def conference(committee: Body, operator: Actor, now: datetime) -> Event:
    event = make_event(committee, operator, now, type="conference", ends_at=SOON + timedelta(days=2))
    call = {"opens_at": now, "closes_at": CLOSES, "reviews_due_at": DUE, "text_languages": ["en", "fr"]}
    save_call(event, call, actor=operator, at=now)
    return event


def propose(event: Event, now: datetime, **titles: str) -> Contribution:
    speaker = StatedSpeaker("Mei Tanaka", "mei@people.example", "Museum of Paper", "JP")
    texts = titles or {"en": "Wet paper", "fr": "Papier mouillé"}
    return submit_proposal(event, Proposal(texts, texts, [speaker], language="fr"), actor=Actor("visitor"), at=now)


def get_letters(prefix: str) -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(send_key__startswith=prefix).order_by("id"))


def test_a_reviewer_gets_one_letter_before_the_day_and_one_when_it_is_over(
    conference: Event, member: Account, operator: Actor, now: datetime
) -> None:
    member.language = "fr"
    member.save()
    papers = [propose(conference, now) for _number in range(3)]
    reviews = [assign_reviewer(paper, member, actor=operator, at=now) for paper in papers]
    scores = {"relevance": 4, "quality": 5, "originality": 3}
    judge(reviews[0], scores=scores, recommendation="accept", actor=make_actor(member), at=now)
    for days in (-10, -3, -3, -1, 1, 2):
        remind_of_deadlines(DUE + timedelta(days=days))
    before, after = get_letters("review-reminder")
    assert (before.to_address, before.language) == (member.email, "fr")
    assert [f"/reviews/{review.pk}\n" in before.body for review in reviews] == [False, True, True]
    assert before.subject != after.subject


def test_authors_are_asked_for_the_languages_that_lack(conference: Event, now: datetime) -> None:
    whole, half = propose(conference, now), propose(conference, now, en="Wet paper")
    for days in (-5, -2, -1, 1):
        remind_of_deadlines(CLOSES + timedelta(days=days))
    (letter,) = get_letters("proposal-languages")
    assert "français" in letter.subject
    assert half.token in letter.body
    assert whole.token not in letter.body


def test_authors_without_slides_are_asked_for_them(conference: Event, operator: Actor, now: datetime) -> None:
    first, second = (decide(propose(conference, now), "accepted", "", actor=operator, at=now) for _number in range(2))
    add_material(conference, b"%PDF-1.7", name="slides.pdf", contribution=first, actor=operator, at=now)
    for days in (-9, -6, -5):
        remind_of_deadlines(SOON + timedelta(days=days))
    (letter,) = get_letters("proposal-slides")
    assert second.token in letter.body


def test_nobody_is_reminded_of_what_does_not_take_place(conference: Event, operator: Actor, now: datetime) -> None:
    propose(conference, now, en="Wet paper")
    cancel_event(conference, {"en": "Flood"}, actor=operator, at=now)
    assert remind_of_deadlines(CLOSES - timedelta(days=1)) == 0


def test_the_journal_says_what_a_changed_call_said_before(conference: Event, operator: Actor, now: datetime) -> None:
    later = CLOSES + timedelta(days=7)
    save_call(conference, {"opens_at": now, "closes_at": later}, actor=operator, at=now)
    line = JournalLine.objects.filter(key=conference.key, action="event.update_call").latest("number")
    assert line.before["closes_at"][:10] == CLOSES.date().isoformat()
    assert line.after["closes_at"][:10] == later.date().isoformat()


def test_judgements_are_not_due_before_the_call_opens(conference: Event, operator: Actor, now: datetime) -> None:
    call = {"opens_at": now, "closes_at": CLOSES, "reviews_due_at": now - timedelta(days=1)}
    with pytest.raises(EventError):
        save_call(conference, call, actor=operator, at=now)
