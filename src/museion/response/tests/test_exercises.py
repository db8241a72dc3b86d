"""An exercise goes the whole way: museums told, people called, times measured, everything marked as an exercise."""

from collections.abc import Callable
from datetime import datetime

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account, OutgoingMessage
from museion.network import sample as network_sample
from museion.network.models import Museum
from museion.response.actions.calling import answer_call
from museion.response.models import HazardEvent, Incident, Mobilisation
from museion.response.queries.exercises import list_replayable, measure_exercise
from museion.response.requests import find_skill, read_request
from museion.response.sample.crew import make_roster_sample, make_rota_sample
from museion.response.scenarios import read_scenarios
from museion.response.terms import CallState
from museion.response.tests.conftest import Send
from museion.response.tests.test_reading_json_feeds import QUAKE
from museion.vocabulary import sample as vocabulary_sample


@pytest.fixture
def network(db: None, operator: Actor) -> None:
    at = timezone.now()
    vocabulary_sample.make_sample(1, actor=operator, at=at)
    network_sample.make_sample(1, actor=operator, at=at, size=network_sample.NetworkSize(museums=300, people=1500))
    make_roster_sample(1, actor=operator, at=at)
    make_rota_sample(1, actor=operator, at=at)


def test_one_click_takes_an_invented_fire_from_the_alert_to_the_calls(
    network: None, saint_louis: Museum, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser = sign_in(officer)
    assert "Saint-Louis" in browser.get("/exercises").content.decode()
    answer = browser.post("/exercises", {"scenario": "saint-louis-fire"})
    assert answer.status_code == 302
    incident = Incident.objects.get()
    assert incident.status == "Exercise"
    assert HazardEvent.objects.get().status == "Exercise"
    messages = list(OutgoingMessage.objects.values_list("subject", flat=True))
    assert len(messages) >= 4
    assert all(
        "EXERCI" in subject.upper() or "EJERCICIO" in subject.upper() or "تمرين" in subject for subject in messages
    )
    for call in Mobilisation.objects.get().calls.filter(state=CallState.SENT):
        answer_call(call, CallState.ACCEPTED, at=timezone.now())
    measured = measure_exercise(incident)
    assert measured.museums_told >= 1
    assert measured.accepted == measured.needed
    assert measured.told_after is not None
    assert measured.filled_after is not None
    assert measured.told_after < measured.filled_after
    page = browser.get("/exercises").content.decode()
    assert f"{measured.needed}/{measured.needed}" in page
    assert "complete after" in browser.get(f"/incidents/{incident.key}").content.decode()


def test_an_earthquake_that_was_is_replayed_from_its_own_page(
    network: None, send: Send, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    (quake,) = send(orjson.dumps({"type": "FeatureCollection", "features": [QUAKE]})).events
    browser = sign_in(officer)
    assert f'value="{quake.key}"' in browser.get(quake.url).content.decode()
    assert "Replay M 7.1 - 20 km SW of Lima" in browser.get("/exercises").content.decode()
    answer = browser.post("/exercises", {"event": quake.key})
    assert answer["Location"].startswith("/mobilisations/")
    incident = Incident.objects.get()
    replayed = incident.events.get()
    assert (incident.status, replayed.status, quake.status) == ("Exercise", "Exercise", "Actual")
    reached = [list(event.exposures.order_by("museum_id").values_list("museum_id")) for event in (quake, replayed)]
    assert reached[0] == reached[1] != []
    told = OutgoingMessage.objects.filter(send_key__startswith="alert ")
    assert all(text.startswith(("[EXERCISE]", "[EJERCICIO]")) for text in told.values_list("subject", flat=True))
    assert not quake.exposures.filter(told_at__isnull=False).exists()
    assert measure_exercise(incident).museums_told == told.count() > 0
    assert incident.mobilisations.get().calls.filter(state=CallState.SENT).exists()
    assert replayed.key not in [event.key for event in list_replayable(make_actor(officer).viewer, limit=9)]


def test_what_reached_nobody_is_not_replayed(
    db: None, send: Send, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    (quake,) = send(orjson.dumps({"type": "FeatureCollection", "features": [QUAKE]})).events
    browser = sign_in(officer)
    assert "Replay" not in browser.get(quake.url).content.decode()
    answer = browser.post("/exercises", {"event": quake.key})
    assert answer.status_code == 422
    assert "No museum is in reach" in answer.content.decode()
    assert not Incident.objects.exists()


def test_every_scenario_asks_for_skills_that_the_thesaurus_has(db: None, operator: Actor, now: datetime) -> None:
    vocabulary_sample.make_sample(1, actor=operator, at=now)
    for scenario in read_scenarios().values():
        assert read_request(scenario.request).seats
        assert {"en", "fr", "es", "ar"} <= scenario.titles.keys() & scenario.descriptions.keys()
    assert find_skill("rescate tras inundación") or find_skill("rescue after flood")


def test_the_exercises_are_the_desks(client: Client, member: Account, sign_in: Callable[[Account], Client]) -> None:
    assert client.get("/exercises").status_code == 403
    assert sign_in(member).post("/exercises", {"scenario": "saint-louis-fire"}).status_code == 403
