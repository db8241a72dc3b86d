"""Alerts come in: events, whom they reach, what is kept in quarantine, and that twice equals once."""

from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.journal import verify_journal
from museion.core.models import Account, OutgoingMessage
from museion.heritage.actions import create_element
from museion.network.actions import update_museum
from museion.network.models import Museum
from museion.response.actions.alerts import CLOCK_NOTE, Arrival, expire_events, receive
from museion.response.actions.telling import tell_museums
from museion.response.feeds.reader import read_feed
from museion.response.models import (
    AlertMessage,
    AlertName,
    ElementExposure,
    Exposure,
    HazardEvent,
    QuarantinedAlert,
)
from museion.response.queries.alerts import list_museum_keys
from museion.response.tests.alerts_in_words import AREA, REQUIRED, REQUIRED_INFO, write_alert
from museion.response.tests.conftest import Send

REFERENCE = f"{REQUIRED['sender']},OTHER,{REQUIRED['sent']}"


def write_update(kind: str, identifier: str = "SECOND", area: dict[str, str] = AREA) -> bytes:
    fields = {**REQUIRED, "identifier": identifier, "msgType": kind, "sent": "2026-03-14T11:30:00+00:00"}
    refers = f"{REQUIRED['sender']},{REQUIRED['identifier']},{REQUIRED['sent']}"
    return write_alert(fields={**fields, "references": refers}, area=area)


def test_the_museum_inside_is_found_and_the_one_outside_is_not(send: Send, saint_louis: Museum, dakar: Museum) -> None:
    (event,) = send(write_alert()).events
    assert list_museum_keys(event) == [saint_louis.key]
    assert (event.hazard, event.state, event.countries, event.exposed_count) == ("FL", "active", ["SN"], 1)
    reasons = Exposure.objects.get(event=event).reasons
    assert [reason["name"] for reason in reasons] == ["reach", "severity", "certainty", "risk", "readiness"]


def test_the_same_again_changes_nothing(send: Send, saint_louis: Museum) -> None:
    first = send(write_alert())
    again = send(write_alert(), minutes=10)
    assert (first.changed, again.changed) == (1, 0)
    assert [event.key for event in again.events] == [event.key for event in first.events]
    assert (AlertMessage.objects.count(), AlertName.objects.count(), Exposure.objects.count()) == (1, 1, 1)


def test_an_update_moves_the_event_instead_of_making_another(send: Send, saint_louis: Museum, dakar: Museum) -> None:
    (event,) = send(write_alert()).events
    moved = {"areaDesc": "Dakar", "circle": "14.7,-17.4 20"}
    (updated,) = send(write_update("Update", area=moved)).events
    assert updated.key == event.key
    assert list_museum_keys(updated) == [dakar.key]


@pytest.mark.parametrize(
    ("sent", "is_told"), [("2026-03-15T11:00:00+00:00", True), ("2026-03-13T11:00:00+00:00", False)]
)
def test_a_clock_that_is_one_day_off_hides_no_alert_and_no_update_of_it(
    send: Send, saint_louis: Museum, dakar: Museum, client: Client, sent: str, *, is_told: bool
) -> None:
    (event,) = send(write_alert(fields={**REQUIRED, "sent": sent})).events
    assert (event.state, list_museum_keys(event)) == ("active", [saint_louis.key])
    assert (CLOCK_NOTE in unescape(client.get(event.url).content.decode())) == is_told
    fields = {**REQUIRED, "identifier": "SECOND", "msgType": "Update", "sent": "2026-03-14T11:30:00+00:00"}
    refers = {"references": f"{REQUIRED['sender']},{REQUIRED['identifier']},{sent}"}
    (updated,) = send(write_alert(fields=fields | refers, area={"areaDesc": "Dakar", "circle": "14.7,-17.4 20"})).events
    assert (updated.key, updated.messages.count()) == (event.key, 2)
    assert list_museum_keys(updated) == [dakar.key]
    assert not QuarantinedAlert.objects.exists()


@pytest.mark.parametrize("is_first", [True, False], ids=["the cancel came first", "in order"])
def test_a_cancel_ends_the_event_whatever_comes_first(send: Send, saint_louis: Museum, is_first: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    contents = [write_alert(), write_update("Cancel")]
    for content in reversed(contents) if is_first else contents:
        send(content)
    event = HazardEvent.objects.current().get()
    assert (event.state, event.messages.count()) == ("cancelled", 2)


def test_two_events_that_turn_out_to_be_one_keep_both_addresses(send: Send, client: Client) -> None:
    other = {**REQUIRED, "identifier": "OTHER", "sent": "2026-03-14T11:10:00+00:00"}
    (first,) = send(write_alert()).events
    (second,) = send(write_alert(fields=other)).events
    refers = " ".join(f"{REQUIRED['sender']},{name},{REQUIRED['sent']}" for name in (REQUIRED["identifier"], "OTHER"))
    joined = {**REQUIRED, "identifier": "BOTH", "msgType": "Update", "sent": "2026-03-14T11:40:00+00:00"}
    (event,) = send(write_alert(fields={**joined, "references": refers})).events
    assert event.key == first.key
    assert client.get(f"/id/{second.key}", follow=True).redirect_chain[-1][0] == f"/id/{first.key}"


def test_an_alert_that_names_a_country_reaches_its_museums(send: Send, saint_louis: Museum, dakar: Museum) -> None:
    area = {"areaDesc": "Sénégal", "geocode": "<valueName>ISO 3166-1</valueName><value>SEN</value>"}
    received = send(write_alert(area=area))
    assert set(list_museum_keys(received.events[0])) == {saint_louis.key, dakar.key}
    assert not received.quarantined


def test_a_part_of_a_country_reaches_its_museums_and_those_whose_part_is_not_known(
    send: Send, saint_louis: Museum, dakar: Museum, operator: Actor, now: datetime
) -> None:
    update_museum(dakar, {"subdivision": "SN-DK"}, actor=operator, at=now + timedelta(minutes=1))
    area = {"areaDesc": "Saint-Louis", "geocode": "<valueName>ISO 3166-2</valueName><value>SN-SL</value>"}
    (event,) = send(write_alert(area=area)).events
    (exposure,) = event.exposures.all()
    assert (exposure.museum, exposure.is_inside) == (saint_louis, False)
    assert exposure.reasons[0]["fact"] == "in the country; its region is not known"
    update_museum(saint_louis, {"subdivision": "SN-SL"}, actor=operator, at=now + timedelta(minutes=2))
    again = {**REQUIRED, "identifier": "AGAIN"}
    (event,) = send(write_alert(fields=again, area=area)).events
    assert event.exposures.get().reasons[0]["fact"] == "in the region that the alert names"
    assert event.countries == ["SN"]


def test_living_heritage_in_reach_is_named_and_what_is_not_public_is_not(
    send: Send, client: Client, operator: Actor, now: datetime
) -> None:
    near = {"countries": ["SN", "MR"], "latitude": 16.02, "longitude": -16.5}
    create_element({"names": {"wo": "Gaal yu mbind", "fr": "Pirogues peintes"}, **near}, actor=operator, at=now)
    create_element({"names": {"fr": "Rite réservé"}, "access": "committee", **near}, actor=operator, at=now)
    create_element(
        {"names": {"fr": "Danse de Casamance"}, "latitude": 12.6, "longitude": -16.3}, actor=operator, at=now
    )
    (event,) = send(write_alert()).events
    page = client.get(event.url).content.decode()
    assert "Pirogues peintes" in page
    assert "Living heritage in reach (1)" in page
    assert "Rite réservé" not in page
    assert "Danse de Casamance" not in page
    send(write_alert())
    assert ElementExposure.objects.count() == 2


def test_an_alert_without_an_area_is_an_event_and_waits_in_quarantine(send: Send) -> None:
    received = send(write_alert(area=None))
    assert [row.event_id for row in received.quarantined] == [received.events[0].id]
    assert QuarantinedAlert.objects.get().reason.startswith("area")


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_without_a_required_element_it_is_quarantined_once(send: Send, name: str) -> None:
    content = write_alert(fields={key: value for key, value in REQUIRED.items() if key != name})
    for _time in range(2):
        assert [row.reason for row in send(content).quarantined] == [
            f"alert/{name}: a required element is missing or empty"
        ]
    assert (QuarantinedAlert.objects.count(), HazardEvent.objects.count()) == (1, 0)


def test_what_waits_resolves_itself_when_the_mended_version_comes(send: Send, saint_louis: Museum) -> None:
    without_scope = {key: value for key, value in REQUIRED.items() if key != "scope"}
    (row,) = send(write_alert(fields=without_scope)).quarantined
    (event,) = send(write_alert(), minutes=10).events
    row.refresh_from_db()
    assert row.resolved_at is not None
    assert row.event_id == event.pk
    (placeless,) = send(write_alert(fields={**REQUIRED, "identifier": "OTHER"}, area=None)).quarantined
    send(write_alert(fields={**REQUIRED, "identifier": "OTHER-2", "msgType": "Update", "references": REFERENCE}))
    placeless.refresh_from_db()
    assert placeless.resolved_at is not None


@pytest.mark.parametrize(
    "fields", [{"sender": "warnings@weather.example.org"}, {"sent": "2026-03-14T10:59:00+00:00"}, {"identifier": "9"}]
)
def test_what_waits_goes_on_waiting_for_its_own_publisher_and_a_later_word(send: Send, fields: dict[str, str]) -> None:
    without_scope = {key: value for key, value in REQUIRED.items() if key != "scope"}
    (row,) = send(write_alert(fields=without_scope)).quarantined
    send(write_alert(fields={**REQUIRED, **fields}), minutes=10)
    row.refresh_from_db()
    assert row.resolved_at is None


def test_an_event_runs_out(send: Send, operator: Actor, now: datetime) -> None:
    (event,) = send(write_alert(info={**REQUIRED_INFO, "expires": "2026-03-14T14:00:00+00:00"})).events
    assert event.state == "active"
    assert expire_events(actor=operator, at=now + timedelta(hours=3)) == 1
    event.refresh_from_db()
    assert event.state == "expired"


def test_museums_are_told_once_in_their_language(
    send: Send, saint_louis: Museum, dakar: Museum, officer: Account, now: datetime
) -> None:
    (event,) = send(write_alert()).events
    actor = make_actor(officer)
    assert [tell_museums(event, base_url="https://museion.example", actor=actor, at=now) for _ in range(2)] == [1, 0]
    message = OutgoingMessage.objects.get()
    assert (message.to_address, message.language, message.subject) == ("fleuve@example.org", "fr", "Inondation")
    send(write_update("Update", area={"areaDesc": "Dakar", "circle": "14.7,-17.4 20"}))
    assert Exposure.objects.get(museum=saint_louis).told_at == now
    assert list(verify_journal()) == []


def test_who_has_no_right_receives_and_tells_nothing(send: Send, visitor: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        receive(Arrival(read_feed(write_alert(), received_at=now), b""), actor=visitor, at=now)
    (event,) = send(write_alert()).events
    with pytest.raises(NotAllowedError):
        tell_museums(event, base_url="", actor=visitor, at=now)
