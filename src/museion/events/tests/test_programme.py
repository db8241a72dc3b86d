"""From a call to a programme: proposals, anonymous reviews, decisions, conflicts, files, and who may see what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine, OutgoingMessage
from museion.events.actions.judging import assign_reviewer, decide, discuss, judge
from museion.events.actions.programme import (
    add_material,
    add_room,
    create_session,
    hand_over_paper,
    move_session,
    place_contribution,
)
from museion.events.actions.proposals import Proposal, StatedSpeaker, save_call, submit_proposal
from museion.events.models import Call, Contribution, Event, Material, Review, ReviewComment, Room, Session, Speaker
from museion.events.planning.programmes import ConflictKind, Interest, Slot, Somebody, find_conflicts, find_interests
from museion.events.problems import EventError
from museion.events.queries.schedule import find_programme_conflicts, get_sessions_of
from museion.events.tests.cast import SOON, make_event
from museion.network import proceedings
from museion.network.actions import create_museum, create_person
from museion.network.models import Body

VISITOR = Actor(name="visitor")
SCORES = {"relevance": 4, "quality": 5, "originality": 3}


@pytest.fixture
def conference(committee: Body, operator: Actor, now: datetime) -> Event:
    event = make_event(committee, operator, now, type="conference", ends_at=SOON + timedelta(days=2))
    values = {"opens_at": now, "closes_at": SOON, "topics": [{"en": "Water"}, {"en": "Fire"}], "most_words": 20}
    save_call(event, values, actor=operator, at=now)
    return event


def propose(event: Event, now: datetime, name: str = "Mei Tanaka", **values: object) -> Contribution:
    speakers = [StatedSpeaker(name, f"{name.split()[0].lower()}@people.example", "Museum of Paper", "JP")]
    told: dict[str, object] = {
        "titles": {"en": "Wet paper, dried slowly"},
        "abstracts": {"en": "Drying slowly."},
        "speakers": speakers,
    }
    return submit_proposal(event, Proposal(**(told | values)), actor=VISITOR, at=now)  # type: ignore[arg-type]


def test_a_proposal_is_seen_by_the_committee_until_it_is_accepted(
    conference: Event, operator: Actor, editor: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    paper = propose(conference, now)
    for address in (paper.url, f"{paper.url}.json", f"/api/v1/contributions/{paper.key}"):
        assert Client().get(address).status_code == 404
    assert sign_in(editor).get(paper.url).status_code == 200
    decide(paper, "accepted", "Welcome!", actor=operator, at=now)
    assert Client().get(f"/api/v1/contributions/{paper.key}").json()["speakers"][0]["name"] == "Mei Tanaka"
    assert "people.example" not in Client().get(paper.url).content.decode()
    message = OutgoingMessage.objects.filter(subject__startswith="Accepted").get()
    assert "Welcome!" in message.body


@pytest.mark.parametrize(
    "wrong", [{"titles": {}}, {"abstracts": {}}, {"speakers": []}, {"abstracts": {"en": "word " * 21}}]
)
def test_a_proposal_without_what_is_needed_is_refused(
    conference: Event, wrong: dict[str, object], now: datetime
) -> None:
    with pytest.raises(EventError):
        propose(conference, now, **wrong)


def test_a_call_that_is_over_takes_nothing(conference: Event, now: datetime) -> None:
    with pytest.raises(EventError):
        propose(conference, SOON)
    assert Call.objects.get().closes_at == SOON


def test_reviews_are_anonymous_and_nobody_judges_their_own(
    conference: Event,
    operator: Actor,
    member: Account,
    editor: Account,
    sign_in: Callable[[Account], Client],
    now: datetime,
) -> None:
    paper = propose(conference, now)
    own = Account.objects.create_user("mei@people.example", "a long sentence nobody guesses")
    with pytest.raises(EventError):
        assign_reviewer(paper, own, actor=operator, at=now)
    review = assign_reviewer(paper, member, actor=operator, at=now)
    page = sign_in(member).get(f"/reviews/{review.pk}").content.decode()
    assert "Mei Tanaka" not in page
    assert "Museum of Paper" not in page
    assert sign_in(own).get(f"/reviews/{review.pk}").status_code == 404
    assert "Mei Tanaka" in sign_in(editor).get(f"/reviews/{review.pk}").content.decode()
    with pytest.raises(NotAllowedError):
        judge(review, scores=SCORES, recommendation="accept", actor=make_actor(editor), at=now)
    with pytest.raises(EventError):
        judge(review, scores={"quality": 9}, recommendation="accept", actor=make_actor(member), at=now)
    judge(review, scores=SCORES, recommendation="accept", to_authors="Fine.", actor=make_actor(member), at=now)
    assert Review.objects.get().scores == SCORES


def test_who_works_with_an_author_does_not_judge(conference: Event, operator: Actor, now: datetime) -> None:
    museum = create_museum({"names": {"en": "Museum of paper"}}, actor=operator, at=now)
    create_person({"name": "Ken", "email": "ken@people.example", "institution_id": museum.pk}, actor=operator, at=now)
    ken = Account.objects.create_user("ken@people.example", "a long sentence nobody guesses")
    with pytest.raises(EventError, match="same institution"):
        assign_reviewer(propose(conference, now), ken, actor=operator, at=now)


def test_interests_tell_reasons_apart() -> None:
    author = Somebody("a@x.example", "p1", "museum", "JP")
    assert find_interests(Somebody("a@x.example"), [author]) == {Interest.AUTHOR}
    assert find_interests(Somebody(country="JP"), [author]) == {Interest.COUNTRY}
    assert find_interests(Somebody(), [author]) == frozenset()


def test_discussion_is_for_those_who_judge(conference: Event, operator: Actor, member: Account, now: datetime) -> None:
    paper = propose(conference, now)
    with pytest.raises(NotAllowedError):
        discuss(paper, "Hm.", account=member, actor=make_actor(member), at=now)
    assign_reviewer(paper, member, actor=operator, at=now)
    discuss(paper, "Strong method.", account=member, actor=make_actor(member), at=now)
    assert ReviewComment.objects.get().text == "Strong method."
    line = JournalLine.objects.get(key=paper.key, action="contribution.discuss")
    assert (line.actor, "Strong" in str(line.after)) == (str(member), False)
    assert "Strong method" not in Client().get(f"/proposals/{paper.token}").content.decode()


def test_authors_revise_and_withdraw_by_their_link(conference: Event, operator: Actor, now: datetime) -> None:
    paper = propose(conference, now)
    decide(paper, "revise", "Shorter, please.", actor=operator, at=now)
    site = Client()
    assert "Shorter, please." in site.get(f"/proposals/{paper.token}").content.decode()
    sent = {
        "titles-en": "Short",
        "abstracts-en": "Dry.",
        "speaker-name": ["Mei"],
        "speaker-email": [""],
        "speaker-institution": [""],
        "speaker-country": ["JP"],
    }
    assert site.post(f"/proposals/{paper.token}", sent).status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.titles) == ("submitted", {"en": "Short"})
    assert Speaker.objects.get().name == "Mei"
    site.post(f"/proposals/{paper.token}", {"do": "withdraw"})
    paper.refresh_from_db()
    assert paper.state == "withdrawn"
    assert site.get(f"/proposals/{paper.key}").status_code == 404


def test_what_was_accepted_is_not_rewritten_although_the_call_is_open(
    conference: Event, operator: Actor, now: datetime
) -> None:
    paper = propose(conference, now)
    decide(paper, "accepted", "", actor=operator, at=now)
    sent = {"titles-en": "Buy now", "abstracts-en": "Cheap.", "speaker-name": ["Mei"], "speaker-email": [""]}
    answer = Client().post(f"/proposals/{paper.token}", sent | {"speaker-institution": [""], "speaker-country": [""]})
    assert answer.status_code == 422
    assert "has decided" in answer.content.decode()
    paper.refresh_from_db()
    assert (paper.state, "Buy now" in str(paper.titles)) == ("accepted", False)


def test_authors_hear_the_decision_in_their_language(conference: Event, operator: Actor, now: datetime) -> None:
    paper = propose(conference, now, language="fr")
    with translation.override("es"):
        decide(paper, "accepted", "", actor=operator, at=now)
    assert OutgoingMessage.objects.latest("id").subject.startswith("Accepté")


def test_the_grid_tells_of_one_room_twice_and_one_person_in_two_rooms(
    conference: Event, operator: Actor, now: datetime
) -> None:
    hall, studio = (add_room(conference, name, actor=operator, at=now) for name in ("Hall", "Studio"))
    first, second = (
        create_session(conference, {"titles": {"en": name}}, actor=operator, at=now) for name in ("A", "B")
    )
    for session in (first, second):
        paper = decide(
            propose(conference, now, titles={"en": session.titles["en"]}), "accepted", "", actor=operator, at=now
        )
        place_contribution(paper, session, actor=operator, at=now)
    move_session(first, SOON, hall, actor=operator, at=now)
    move_session(second, SOON + timedelta(minutes=60), hall, actor=operator, at=now)
    found = find_programme_conflicts(conference, get_sessions_of(conference))
    assert {conflict.kind for conflict in found} == {ConflictKind.ROOM, ConflictKind.PERSON}
    move_session(second, SOON + timedelta(minutes=90), studio, actor=operator, at=now)
    assert find_programme_conflicts(conference, get_sessions_of(conference)) == []
    with pytest.raises(EventError):
        move_session(second, SOON + timedelta(days=30), studio, actor=operator, at=now)


def test_the_schedule_page_moves_a_session_by_its_form(
    conference: Event, operator: Actor, editor: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    room = add_room(conference, "Grande salle", actor=operator, at=now)
    session = create_session(conference, {"titles": {"en": "Opening"}}, actor=operator, at=now)
    site = sign_in(editor)
    wall = SOON.strftime("%Y-%m-%dT10:30")
    moved = site.post(
        f"/events/{conference.key}/schedule", {"do": "move", "session": session.key, "begins_at": wall, "room": room.pk}
    )
    assert moved.status_code == 302
    session.refresh_from_db()
    assert session.begins_at == SOON.replace(hour=10, minute=30)  # Dakar keeps UTC
    assert Room.objects.get() == session.room
    assert Client().post(f"/events/{conference.key}/schedule", {"do": "move"}).status_code == 403
    page = Client().get(f"/events/{conference.key}/programme").content.decode()
    assert "10:30–12:00" in page
    assert Client().get(f"/events/{conference.key}/programme.pdf").content.startswith(b"%PDF")
    assert Client().get(session.url).status_code == 200
    assert Session.objects.count() == 1


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8), st.integers(0, 2)), max_size=14))
def test_the_sweep_finds_what_comparing_all_pairs_finds(drawn: list[tuple[int, int, int]]) -> None:
    start = datetime(2026, 6, 1, tzinfo=UTC)
    slots = [
        Slot(str(place), start + timedelta(minutes=15 * begin), 15 * length, room)
        for place, (begin, length, room) in enumerate(drawn)
    ]
    found = find_conflicts(slots, start, start + timedelta(days=1))
    expected = sum(
        one.room == other.room and one.begins_at < other.ends_at and other.begins_at < one.ends_at  # type: ignore[operator]
        for place, one in enumerate(slots)
        for other in slots[place + 1 :]
    )
    assert len([conflict for conflict in found if conflict.kind == ConflictKind.ROOM]) == expected


def test_ten_thousand_sessions_are_checked_in_a_moment() -> None:
    start = datetime(2026, 6, 1, tzinfo=UTC)
    slots = [
        Slot(str(n), start + timedelta(minutes=30 * (n % 500)), 30, n // 500, frozenset({f"p{n}"}))
        for n in range(10_000)
    ]
    assert find_conflicts(slots, start, start + timedelta(days=30)) == []


def test_files_are_read_by_who_may(conference: Event, operator: Actor, now: datetime) -> None:
    paper = decide(propose(conference, now), "accepted", "", actor=operator, at=now)
    site = Client()
    slides = SimpleUploadedFile("slides.pdf", b"%PDF-1.7 slides")
    assert site.post(f"/proposals/{paper.token}", {"do": "upload", "kind": "slides", "file": slides}).status_code == 302
    material = Material.objects.get()
    address = f"/materials/{material.pk}/{material.file_name}"
    assert site.get(address).status_code == 404
    Material.objects.update(is_public=True)
    assert site.get(address).headers["Content-Disposition"].startswith("attachment")
    with pytest.raises(EventError):
        add_material(conference, b"<script>", name="page.html", actor=operator, at=now)


def test_papers_are_handed_to_whoever_keeps_publications(
    conference: Event, operator: Actor, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    taken: list[proceedings.Proceeding] = []

    def take(proceeding: proceedings.Proceeding, *, actor: Actor, at: datetime) -> str:
        taken.append(proceeding)
        return "a12345678"

    paper = decide(propose(conference, now), "accepted", "", actor=operator, at=now)
    monkeypatch.setattr(proceedings, "PROCEEDING_TAKERS", [])
    with pytest.raises(proceedings.NoLibraryError):
        hand_over_paper(paper, actor=operator, at=now)
    monkeypatch.setattr(proceedings, "PROCEEDING_TAKERS", [take])
    hand_over_paper(paper, actor=operator, at=now)
    assert taken[0].authors[0].name == "Mei Tanaka"
    assert taken[0].event_date == date.fromordinal(SOON.toordinal())
    assert Contribution.objects.get().publication_key == "a12345678"
