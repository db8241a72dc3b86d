"""The pages of alerts: what everybody sees, what only the desk sees, and using a quarantined alert anyway."""

from collections.abc import Callable

import pytest
from django.test import Client

from museion.core.models import Account, OutgoingMessage
from museion.network.models import Museum
from museion.response.feeds.facts import load_facts
from museion.response.models import Feed, HazardEvent, QuarantinedAlert
from museion.response.queries.alerts import list_museum_keys
from museion.response.tests.alerts_in_words import REQUIRED, write_alert
from museion.response.tests.conftest import Send

SignIn = Callable[[Account], Client]


def test_everybody_sees_the_event_and_whom_it_reaches(client: Client, send: Send, saint_louis: Museum) -> None:
    (event,) = send(write_alert()).events
    listed, page = client.get("/alerts").content.decode(), client.get(event.url).content.decode()
    assert "Inondation" in listed
    assert "Musée du fleuve" in page
    assert 'class="hazard-area"' in page
    assert "not assessed" not in page


def test_the_desk_sees_why_and_tells_the_museums(
    send: Send, saint_louis: Museum, officer: Account, sign_in: SignIn
) -> None:
    (event,) = send(write_alert()).events
    desk = sign_in(officer)
    assert "Water, not assessed" in desk.get(event.url).content.decode()
    assert desk.post(f"/alerts/{event.key}/tell").status_code == 302
    assert OutgoingMessage.objects.count() == 1


def test_from_the_event_the_desk_calls_people_to_where_it_is(
    send: Send, saint_louis: Museum, officer: Account, sign_in: SignIn
) -> None:
    (event,) = send(write_alert()).events
    desk, address = sign_in(officer), "/mobilisations/new"
    assert f"{address}?event={event.key}" in desk.get(event.url).content.decode()
    form = desk.get(address, {"event": event.key}).context["form"]
    assert (form["title"], form["hazard"], form["country"]) == ("Inondation", event.hazard, "SN")
    assert float(form["latitude"]) == pytest.approx(16.0, abs=0.5)
    HazardEvent.objects.filter(pk=event.pk).update(status="Exercise")
    assert address not in desk.get(event.url).content.decode()  # An exercise is replayed, so that it says so.


@pytest.mark.parametrize("state", ["active", "expired", "cancelled", "nonsense"])
def test_the_list_answers_in_every_state(client: Client, db: None, state: str) -> None:
    assert client.get("/alerts", {"state": state}).status_code == 200


def test_nobody_but_the_desk_sees_the_quarantine(client: Client, send: Send, member: Account, sign_in: SignIn) -> None:
    send(write_alert(area=None))
    number = QuarantinedAlert.objects.get().pk
    for browser in (client, sign_in(member)):
        assert browser.get("/alerts/quarantine").status_code == 403
        assert browser.post(f"/alerts/quarantine/{number}/use", {"country": "SN"}).status_code == 403


def test_an_alert_without_an_area_is_used_with_the_desks_area(
    send: Send, saint_louis: Museum, dakar: Museum, officer: Account, sign_in: SignIn
) -> None:
    (event,) = send(write_alert(area=None)).events
    row, desk = QuarantinedAlert.objects.get(), sign_in(officer)
    assert row.reason in desk.get("/alerts/quarantine").content.decode()
    assert desk.post(f"/alerts/quarantine/{row.pk}/use", {"area": "16.03,-16.5 20"})["Location"] == event.url
    event.refresh_from_db()
    assert event.titles["en-US"] == "Inondation"
    assert list_museum_keys(event) == [saint_louis.key]
    row.refresh_from_db()
    assert row.resolved_by == "نور حداد"


def test_what_was_no_alert_becomes_an_event_by_the_desks_word(
    send: Send, saint_louis: Museum, dakar: Museum, officer: Account, sign_in: SignIn
) -> None:
    send(write_alert(fields={key: value for key, value in REQUIRED.items() if key != "sent"}))
    row, desk = QuarantinedAlert.objects.get(), sign_in(officer)
    answer = desk.post(
        f"/alerts/quarantine/{row.pk}/use",
        {"headline": "Crue du fleuve", "country": "SN", "hazard": "FL", "severity": "Severe"},
    )
    event = HazardEvent.objects.get()
    assert answer["Location"] == event.url
    assert len(list_museum_keys(event)) == 2


@pytest.mark.parametrize("area", ["", "somewhere", "POLYGON ((1 2, 3 4))", "91,0 10"])
def test_an_area_that_cannot_be_read_is_asked_for_again(
    send: Send, officer: Account, sign_in: SignIn, area: str
) -> None:
    send(write_alert(area=None))
    row, desk = QuarantinedAlert.objects.get(), sign_in(officer)
    stated = {"area": area, "headline": "Crue du fleuve", "hazard": "FL", "severity": "Severe"}
    page = desk.post(f"/alerts/quarantine/{row.pk}/use", stated, follow=True).content.decode()
    row.refresh_from_db()
    assert 'role="alert"' in page
    assert 'value="Crue du fleuve"' in page, "what was written is not lost with the area"
    assert f">{area}</textarea>" in page
    assert page.count('value="FL" selected') == page.count('value="Severe" selected') == 1
    assert row.resolved_at is None


def test_the_reason_is_told_in_the_language_of_the_officer(send: Send, officer: Account, sign_in: SignIn) -> None:
    send(write_alert(area=None).replace(b"<status>Actual</status>", "<status>حقيقي</status>".encode()))
    row, desk = QuarantinedAlert.objects.get(), sign_in(officer)
    assert row.reason.startswith("alert/status: the value cannot be used, found “حقيقي”; expected Actual")
    french = desk.get("/alerts/quarantine", headers={"accept-language": "fr"}).content.decode()
    assert "alert/status : la valeur est inutilisable, trouvé : « \u2068حقيقي\u2069 » ; attendu : " in french
    arabic = desk.get("/alerts/quarantine", headers={"accept-language": "ar"}).content.decode()
    assert "لا يمكن استعمال القيمة، والموجود «\u2068حقيقي\u2069»" in arabic
    QuarantinedAlert.objects.update(wording={})
    assert '<span lang="en" dir="ltr">alert/status: the value' in desk.get("/alerts/quarantine").content.decode()


def test_a_long_quarantine_is_light_and_opens_one_form_at_a_time(send: Send, officer: Account, sign_in: SignIn) -> None:
    for number in range(30):
        send(write_alert(fields=REQUIRED | {"identifier": f"crue-{number}"}, area=None))
    desk, row = sign_in(officer), QuarantinedAlert.objects.latest("id")
    page = desk.get("/alerts/quarantine").content
    assert len(page) < 100_000
    assert b'name="country"' not in page
    assert desk.get("/alerts/quarantine", {"row": row.pk}).content.count(b'name="country"') == 1


def test_the_event_is_offered_to_programs(client: Client, send: Send, saint_louis: Museum) -> None:
    (event,) = send(write_alert()).events
    assert client.get(f"/id/{event.key}.json").json()["exposed_count"] == 1
    assert client.get("/api/v1/hazard-events", {"state": "active"}).json()["items"][0]["key"] == event.key


def test_the_desk_follows_a_feed_and_pauses_it(officer: Account, sign_in: SignIn) -> None:
    desk, url = sign_in(officer), "https://alertes.example.sn/cap.atom"
    desk.post("/alerts/feeds", {"url": url, "title": "Météo du fleuve"})
    assert "not asked yet" in desk.get("/alerts/feeds").content.decode()
    assert 'role="alert"' in desk.post("/alerts/feeds", {"url": url}, follow=True).content.decode()
    desk.post(f"/alerts/feeds/{Feed.objects.get().slug}/switch")
    assert not Feed.objects.get().is_active


def test_known_sources_are_followed_with_one_click_and_offered_no_more(officer: Account, sign_in: SignIn) -> None:
    desk, address = sign_in(officer), load_facts()["usgs"].addresses[0]
    offered = f'value="{address}"'
    assert offered in desk.get("/alerts/feeds").content.decode()
    desk.post("/alerts/feeds", {"url": address, "title": "USGS earthquakes"})
    assert Feed.objects.get().url == address
    assert offered not in desk.get("/alerts/feeds").content.decode()


def test_nobody_but_the_desk_sees_feeds(client: Client, db: None) -> None:
    assert client.get("/alerts/feeds").status_code == 403
