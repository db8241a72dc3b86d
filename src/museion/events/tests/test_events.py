"""Events: who makes them, who sees drafts, what every door shows, and what a change tells."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine, OutgoingMessage
from museion.events.actions.events import announce_event, cancel_event, update_event
from museion.events.actions.series import create_series, extend_series
from museion.events.models import Event, EventSeries
from museion.events.problems import EventError
from museion.events.sample.calendar import draft_year
from museion.events.tests.cast import SOON, WORKSHOP, make_concept, make_event, open_booking, sign_up
from museion.network.models import Body

SignIn = Callable[[Account], Client]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": SOON - timedelta(minutes=1)}, "ends_at"),
        ({"titles": {}}, "titles"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"ends_at": SOON + timedelta(days=20_000)}, "ends_at"),
        ({"online_url": "https://meet.example/a"}, "format"),
    ],
)
def test_what_no_event_can_be_is_refused_with_its_field(
    wrong: dict[str, Any], field: str, committee: Body, operator: Actor, now: datetime
) -> None:
    with pytest.raises(EventError) as caught:
        make_event(committee, operator, now, **wrong)
    assert caught.value.field == field


def test_a_zone_is_kept_under_its_name_of_today(committee: Body, operator: Actor, now: datetime) -> None:
    assert make_event(committee, operator, now, time_zone="Asia/Calcutta").time_zone == "Asia/Kolkata"


def test_only_who_acts_for_a_body_makes_and_changes_its_events(
    committee: Body, member: Account, editor: Account, registrar: Account, now: datetime
) -> None:
    with pytest.raises(NotAllowedError):
        make_event(committee, make_actor(member), now)
    event = make_event(committee, make_actor(registrar), now)
    update_event(event, {"city": "Thiès"}, actor=make_actor(editor), at=now)
    with pytest.raises(NotAllowedError):
        update_event(event, {"city": "Paris"}, actor=make_actor(member), at=now)
    assert JournalLine.objects.filter(key=event.key, action="event.update").count() == 1


def test_a_draft_leaks_through_no_door(
    committee: Body, operator: Actor, editor: Account, sign_in: SignIn, now: datetime
) -> None:
    event = make_event(committee, operator, now, state="draft", titles={"en": "Secret plan"})
    public = Client()
    for address in (
        "/events?view=list",
        "/events",
        "/events?view=map",
        "/events.ics",
        "/events.atom",
        "/api/v1/events",
    ):
        assert "Secret plan" not in public.get(address).content.decode(), address
    for address in (
        event.url,
        f"{event.url}.json",
        f"{event.url}.ics",
        f"/api/v1/events/{event.key}",
        f"/events/{event.key}/register",
    ):
        assert public.get(address).status_code == 404, address
    assert sign_in(editor).get(event.url).status_code == 200
    announce_event(event, actor=operator, at=now)
    assert "Secret plan" in public.get("/events?view=list").content.decode()


def test_a_new_time_and_a_cancellation_reach_who_is_registered_in_their_language(
    committee: Body, operator: Actor, now: datetime
) -> None:
    event = make_event(committee, operator, now)
    open_booking(event, operator, now)
    sign_up(event, "Aïssatou Fall", now, language="fr")
    event = update_event(event, {"begins_at": SOON + timedelta(hours=1)}, actor=operator, at=now)
    assert event.sequence == 1
    cancel_event(event, {"fr": "Inondation"}, actor=operator, at=now)
    told = list(OutgoingMessage.objects.filter(send_key__startswith="event-changed").order_by("id"))
    assert [message.subject for message in told] == [
        "Nouvel horaire ou lieu : Atelier : sauver le papier mouillé",
        "Annulé : Atelier : sauver le papier mouillé",
    ]
    assert "Inondation" in told[1].body
    # A change of the description alone disturbs nobody.
    update_event(Event.objects.get(), {"descriptions": {"fr": "Apportez des gants."}}, actor=operator, at=now)
    assert OutgoingMessage.objects.filter(send_key__startswith="event-changed").count() == 2


def test_cancelling_needs_a_reason(committee: Body, operator: Actor, now: datetime) -> None:
    with pytest.raises(EventError):
        cancel_event(make_event(committee, operator, now), {}, actor=operator, at=now)


def test_an_event_that_people_count_on_is_cancelled_before_it_is_withdrawn(
    committee: Body, operator: Actor, now: datetime, secretariat: Account, sign_in: Callable[[Account], Client]
) -> None:
    event = make_event(committee, operator, now)
    open_booking(event, operator, now)
    sign_up(event, "Aïssatou Fall", now)
    keeper, form = sign_in(secretariat), {"reason": "entered twice"}
    refused = keeper.post(f"{event.url}/withdraw", form)
    assert refused.status_code == 409
    assert "cancel the event" in refused.content.decode()
    cancel_event(event, {"en": "Flood"}, actor=operator, at=now)
    assert keeper.post(f"{event.url}/withdraw", form, follow=True).status_code == 410


def test_the_calendar_narrows_and_says_so_when_it_cannot(committee: Body, operator: Actor, now: datetime) -> None:
    theme = make_concept(now)
    make_event(committee, operator, now, themes=[theme])
    make_event(
        committee, operator, now, titles={"en": "Webinar on loans"}, format="online", type="webinar", languages=["es"]
    )
    site = Client()

    def ask(query: str) -> str:
        return site.get(f"/events?view=list&{query}", headers={"Accept-Language": "en"}).content.decode()

    assert "Webinar on loans" in ask("format=online")
    assert "saving wet paper" not in ask("format=online")
    assert "Webinar on loans" not in ask(f"theme={theme.key}")
    assert "saving wet paper" in ask("language=en")
    assert "Webinar on loans" in ask("language=es")
    assert "saving wet paper" in ask(f"body={committee.key}&country=SN")
    assert "No event fits" in ask("type=general_assembly")
    refused = site.get("/events?type=party", headers={"Accept": "application/json"})
    assert refused.status_code == 400
    assert refused.json()["type"] == "/problems/unknown-filter"


def test_a_month_costs_few_queries_whatever_it_holds(committee: Body, operator: Actor, now: datetime) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert Client().get("/events").status_code == 200
        return len(queries)

    make_event(committee, operator, now)
    few = count()
    for _number in range(12):
        make_event(
            committee, operator, now, begins_at=datetime.now(UTC), ends_at=datetime.now(UTC) + timedelta(hours=2)
        )
    assert count() == few
    assert few < 15


def test_a_page_says_when_where_and_in_which_languages(committee: Body, operator: Actor, now: datetime) -> None:
    event = make_event(committee, operator, now, fees={"": 150, "student": 50}, currency="EUR")
    page = Client().get(event.url, headers={"Accept-Language": "es"}).content.decode()
    # No Spanish title yet: the reader sees the English one, marked.
    assert 'class="fallback"' in page
    for text in ("Dakar", "Francés", "Inglés", "150 EUR", "Africa/Dakar", "9:00"):
        assert text.lower() in page.lower(), text


def test_an_event_over_a_change_of_clocks_keeps_the_clock_of_its_place_and_says_so(
    committee: Body, operator: Actor, now: datetime
) -> None:
    """In Paris the clocks of 2027 go from two to three on 28 March: 24 hours by the clock are 23."""
    begins_at = datetime(2027, 3, 27, 17, tzinfo=UTC)
    night = {"begins_at": begins_at, "ends_at": begins_at + timedelta(hours=23), "time_zone": "Europe/Paris"}
    told = "Clocks of the place are changed while it lasts"
    page = Client().get(make_event(committee, operator, now, **night).url).content.decode()
    assert told in page
    assert page.count("18:00") >= 2
    other = night | {"time_zone": "Africa/Dakar"}
    assert told not in Client().get(make_event(committee, operator, now, **other).url).content.decode()


def test_schema_org_names_the_facts_of_an_event(committee: Body, operator: Actor, now: datetime) -> None:
    event = make_event(committee, operator, now, format="hybrid", online_url="https://meet.example/secret", capacity=40)
    linked = Client().get(f"{event.url}.jsonld").json()
    assert linked["@type"] == "Event"
    assert linked["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert linked["location"][0]["geo"]["latitude"] == 14.69
    assert linked["startDate"].endswith("+00:00")
    assert linked["maximumAttendeeCapacity"] == 40
    assert "secret" not in str(linked)
    assert "secret" not in str(Client().get(f"/api/v1/events/{event.key}").json())


def test_a_series_is_made_up_to_a_horizon_that_moves_on(committee: Body, operator: Actor, now: datetime) -> None:
    told: dict[str, Any] = {"bodies": [committee], "actor": operator, "at": now}
    made = create_series({**WORKSHOP, "begins_at": now, "ends_at": now + timedelta(hours=1)}, "FREQ=WEEKLY", **told)
    assert made.is_cut
    held = Event.objects.count()
    assert 150 <= held <= 160
    assert extend_series(now) == 0
    assert extend_series(now + timedelta(days=200)) >= 25
    assert Event.objects.count() == Event.objects.values("begins_at").distinct().count()
    assert EventSeries.objects.get().events.count() == Event.objects.count()
    with pytest.raises(EventError):
        create_series({**WORKSHOP}, "FREQ=SOMETIMES", **told)


def test_the_sample_draws_the_same_year_from_the_same_seed(committee: Body) -> None:
    from museion.events.sample.calendar import Organiser, Theme

    themes = [Theme(1, {"en": "ceramics", "fr": "céramique"})]
    organisers = [Organiser(committee.pk, committee.key, "SN")]
    first, again = ([draft.values for draft in draft_year(1, 2026, themes, organisers)] for _turn in range(2))
    assert first == again
    assert len(first) == 400
    assert all(values["ends_at"] > values["begins_at"] for values in first)
