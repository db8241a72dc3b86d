"""Updates, cancels, episodes: one event's timeline, whatever the order of arrival."""

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from museion.response.feeds.alerts import Alert
from museion.response.feeds.terms import MessageType, Status
from museion.response.feeds.timeline import EventState, build_events, runs_ahead
from museion.response.tests.alerts_in_words import RECEIVED, make_message

UPDATE, CANCEL = MessageType.UPDATE, MessageType.CANCEL


def test_an_update_takes_the_place_of_what_it_updates() -> None:
    (event,) = build_events(
        [make_message("first"), make_message("second", minutes=30, kind=UPDATE, refers_to=("first",))]
    )
    assert [message.identifier for message in event.messages] == ["first", "second"]
    assert [message.identifier for message in event.standing] == ["second"]
    assert event.get_state(RECEIVED) is EventState.ACTIVE


def test_a_cancel_ends_the_event_even_when_it_comes_first() -> None:
    cancel = make_message("end", minutes=90, kind=CANCEL, refers_to=("first", "second"))
    messages = [cancel, make_message("second", minutes=30, kind=UPDATE, refers_to=("first",)), make_message("first")]
    (event,) = build_events(messages)
    assert event.get_state(RECEIVED) is EventState.CANCELLED
    assert not event.unseen


def test_a_cancel_of_an_alert_never_seen_is_an_event_with_a_gap() -> None:
    (event,) = build_events([make_message("end", kind=CANCEL, refers_to=("lost",))])
    assert event.get_state(RECEIVED) is EventState.CANCELLED
    assert [reference.identifier for reference in event.unseen] == ["lost"]


def test_two_updates_of_one_alert_never_seen_are_one_event() -> None:
    messages = [
        make_message(name, minutes=n, kind=UPDATE, refers_to=("lost",)) for n, name in enumerate(("one", "two"))
    ]
    assert len(build_events(messages)) == 1


def test_references_in_a_loop_leave_the_last_word_standing() -> None:
    first = make_message("first", kind=UPDATE, refers_to=("second",))
    second = make_message("second", minutes=10, kind=UPDATE, refers_to=("first",))
    itself = make_message("itself", minutes=5, kind=UPDATE, refers_to=("itself",))
    assert [[m.identifier for m in event.standing] for event in build_events([first, second, itself])] == [
        ["second"],
        ["itself"],
    ]


def test_an_update_counts_though_a_wrong_clock_dates_what_it_updates_later() -> None:
    first = make_message("first", minutes=24 * 60)
    second = make_message("second", minutes=5, kind=UPDATE, refers_to=("first",))
    third = make_message("third", minutes=10, kind=UPDATE, refers_to=("first", "second"))
    for messages in ([first, second, third], [third, second, first]):
        (event,) = build_events(messages)
        assert [message.identifier for message in event.standing] == ["third"]
    end = make_message("end", minutes=20, kind=CANCEL, refers_to=("first", "third"))
    assert build_events([first, second, third, end])[0].get_state(RECEIVED) is EventState.CANCELLED


def test_of_the_episodes_of_one_event_the_last_stands() -> None:
    episodes = [replace(make_message(f"FL1-{n}", minutes=n, event="FL1"), episode=str(n)) for n in (9, 10, 2)]
    (event,) = build_events(episodes)
    assert [message.episode for message in event.standing] == ["10"]
    assert event.key == "cap:FL1"


def test_a_reference_with_another_sender_finds_the_only_alert_of_that_name() -> None:
    update = make_message("second", minutes=5, kind=UPDATE, refers_to=("first",))
    update = replace(update, references=(replace(update.references[0], sender="PAAQ"),))
    (event,) = build_events([make_message("first"), update])
    assert len(event.standing) == 1


def test_an_acknowledgement_changes_nothing() -> None:
    ack = make_message("heard", minutes=1, kind=MessageType.ACK, refers_to=("first",))
    (event,) = build_events([make_message("first"), ack])
    assert [message.identifier for message in event.standing] == ["first"]


def test_a_test_beside_a_real_message_does_not_hide_it() -> None:
    trial = replace(make_message("trial", minutes=3, event="E"), status=Status.TEST)
    assert build_events([trial])[0].status is Status.TEST
    assert build_events([trial, make_message("real", event="other")])[1].status is Status.TEST


def test_an_alert_from_tomorrow_is_seen_as_such() -> None:
    assert runs_ahead(make_message("early", minutes=24 * 60), RECEIVED)
    assert not runs_ahead(make_message("now", minutes=5), RECEIVED)


NAMES = st.sampled_from("abcdef")
MESSAGES = st.builds(
    make_message,
    NAMES,
    minutes=st.integers(0, 5),
    kind=st.sampled_from(MessageType),
    refers_to=st.lists(NAMES, max_size=3).map(tuple),
    event=st.sampled_from(["", "", "E"]),
)


@given(st.lists(MESSAGES, max_size=8, unique_by=lambda message: message.identifier), st.randoms())
def test_neither_order_nor_repetition_changes_the_outcome(messages: list[Alert], chance: random.Random) -> None:
    shuffled = messages * 2
    chance.shuffle(shuffled)
    assert build_events(shuffled) == build_events(messages)


@given(st.lists(MESSAGES, max_size=8, unique_by=lambda message: message.identifier))
def test_every_message_is_in_exactly_one_event(messages: list[Alert]) -> None:
    held = [message.identifier for event in build_events(messages) for message in event.messages]
    assert sorted(held) == sorted(message.identifier for message in messages)


@given(st.lists(MESSAGES, min_size=1, max_size=8, unique_by=lambda message: message.identifier))
def test_an_event_whose_last_word_is_a_warning_that_none_speaks_of_is_never_over(messages: list[Alert]) -> None:
    for event in build_events(messages):
        last = event.messages[-1]
        is_named = any(held.identifier == last.identifier for one in event.messages for held in one.references)
        if last.message_type in (MessageType.ALERT, UPDATE) and not is_named:
            assert event.get_state(RECEIVED + timedelta(days=1)) is EventState.ACTIVE
