"""The desk issues an alert in several languages, updates and cancels it; hubs read the feed and check the signatures."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from django.test import Client
from django.utils import timezone
from lxml import etree

from museion.core.access import Actor, Role
from museion.core.models import Account, Grant, JournalLine
from museion.response.actions.desk_alerts import UnusableAlertError, cancel_alert
from museion.response.feeds.alerts import Alert, Polygon, SignatureState
from museion.response.feeds.reader import read_feed
from museion.response.feeds.terms import MessageType, Severity
from museion.response.found.desk_alerts import DESK_ALERT_SOURCE
from museion.response.models import DeskAlert
from museion.response.tests.conftest import Send

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr("django.conf.settings.HOME", tmp_path)


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


def _fill(**changes: str) -> dict[str, str]:
    return {
        "hazard": "FL",
        "status": "Actual",
        "category": "Met",
        "severity": "Severe",
        "certainty": "Likely",
        "urgency": "Immediate",
        "response_type": "Prepare",
        "expires_at": f"{timezone.now() + timedelta(hours=30):%Y-%m-%dT%H:%M}",
        "headlines-fr": "Crue du fleuve Sénégal",
        "headlines-ar": "فيضان نهر السنغال",
        "instructions-fr": "Montez les réserves d'un étage.",
        "area_descriptions-fr": "Saint-Louis et environs",
        "area": "16.03,-16.49 40",
        **changes,
    }


def _issue(desk: Client, **changes: str) -> DeskAlert:
    answer = desk.post("/alerts/issue", _fill(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return DeskAlert.objects.get(key=answer["Location"].removeprefix("/id/"))


def _read_cap(client: Client, address: str) -> Alert:
    certificate = x509.load_pem_x509_certificate(client.get("/alerts/certificate.pem").content)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/cap+xml"
    (alert,) = read_feed(answer.content, received_at=timezone.now(), certificates=(certificate,)).alerts
    return alert


def _list_feed(client: Client) -> list[str]:
    feed = etree.fromstring(client.get("/alerts/cap.atom").content)
    links = feed.iterfind(f"{ATOM}entry/{ATOM}link[@rel='alternate']")
    return [link.get("href", "").removeprefix("http://testserver") for link in links]


def test_an_alert_reaches_hubs_signed_and_in_every_language_that_was_written(desk: Client) -> None:
    _issue(desk)
    anybody = Client()
    (address,) = _list_feed(anybody)
    alert = _read_cap(anybody, address)
    assert alert.signature.state is SignatureState.VERIFIED
    assert [(info.language, info.event, info.headline) for info in alert.infos] == [
        ("fr", "inondation", "Crue du fleuve Sénégal"),
        ("ar", "فيضان", "فيضان نهر السنغال"),
    ]
    # What a language lacks is taken from the others, rather than left out.
    assert {info.instruction for info in alert.infos} == {"Montez les réserves d'un étage."}
    (circle,) = alert.infos[0].areas[0].circles
    assert (circle.latitude, circle.longitude, circle.radius_km) == (16.03, -16.49, 40.0)
    assert ("GLIDE", "FL") in alert.infos[0].event_codes
    assert JournalLine.objects.filter(action="desk_alert.create", actor="نور حداد").exists()


def test_an_update_replaces_the_alert_and_refers_to_it(desk: Client) -> None:
    first = _issue(desk)
    page = desk.get(f"/alerts/{first.key}/update").content.decode()
    assert "Crue du fleuve Sénégal" in page
    answer = desk.post(
        f"/alerts/{first.key}/update",
        _fill(severity="Extreme", area="", note="La digue a cédé.", **{"headlines-es": "Crecida"}),
    )
    second = DeskAlert.objects.get(replaces=first)
    assert list(DESK_ALERT_SOURCE.iterate_keys()) == [[second.key]], "search knows the latest alone"
    assert answer["Location"] == second.url
    assert _list_feed(Client()) == [f"{second.url}.cap"]
    alert = _read_cap(Client(), f"{second.url}.cap")
    assert (alert.message_type, alert.note) == (MessageType.UPDATE, "La digue a cédé.")
    assert [reference.identifier for reference in alert.references] == [first.identifier]
    assert {info.severity for info in alert.infos} == {Severity.EXTREME}
    assert alert.areas[0].circles, "the area stays where the form states no other"
    assert second.url in desk.get(first.url).content.decode()


def test_a_cancel_stays_in_the_feed_and_ends_the_chain(desk: Client) -> None:
    first = _issue(desk)
    refused = desk.post(f"/alerts/{first.key}/cancel", {"note": " "})
    assert refused.status_code == 400
    desk.post(f"/alerts/{first.key}/cancel", {"note": "L'eau baisse."})
    last = DeskAlert.objects.get(replaces=first)
    assert _read_cap(Client(), f"{last.url}.cap").message_type == MessageType.CANCEL
    assert _list_feed(Client()) == [f"{last.url}.cap"]
    assert "L&#x27;eau baisse." in Client().get(last.url).content.decode()
    again = desk.post(f"/alerts/{first.key}/update", _fill())
    assert again.status_code == 400
    assert DeskAlert.objects.count() == 2


def test_what_two_officers_do_at_once_is_done_once(desk: Client, operator: Actor, now: datetime) -> None:
    first = _issue(desk)
    cancel_alert(first, "L'eau baisse.", actor=operator, at=now)
    with pytest.raises(UnusableAlertError, match="in the meantime"):
        cancel_alert(first, "Fausse alerte.", actor=operator, at=now)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"headlines-fr": "", "headlines-ar": ""}, "Please give a headline"),
        ({"area_descriptions-fr": ""}, "Please say in words which area"),
        ({"area": ""}, "Please name a country, or write an area."),
        ({"area": "somewhere near the river"}, "No area can be read from this"),
        ({"expires_at": "2020-01-01T00:00"}, "ended before it is sent"),
        ({"hazard": "XX"}, "Select a valid choice"),
    ],
)
def test_what_cannot_go_out_is_told_and_kept_in_the_form(desk: Client, changes: dict[str, str], told: str) -> None:
    answer = desk.post("/alerts/issue", _fill(**{"instructions-fr": "Montez les réserves.", **changes}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page
    assert "Montez les réserves." in page
    assert DeskAlert.objects.count() == 0


def test_an_alert_about_an_event_takes_its_words_and_area(desk: Client, send: Send, saint_louis: object) -> None:
    shape = (
        b'{"type": "Feature", "properties": {"headline": "Flood at Saint-Louis"}, "geometry": {"type": "Polygon", '
        b'"coordinates": [[[-17, 15.5], [-16, 15.5], [-16, 16.5], [-17, 16.5], [-17, 15.5]]]}}'
    )
    (event,) = send(shape).events
    page = desk.get(f"/alerts/issue?event={event.key}").content.decode()
    assert "Flood at Saint-Louis" in page
    answer = desk.post(f"/alerts/issue?event={event.key}", _fill(area=""))
    alert = DeskAlert.objects.get(key=answer["Location"].removeprefix("/id/"))
    assert alert.event == event
    (polygon,) = _read_cap(Client(), f"{alert.url}.cap").areas[0].polygons
    assert isinstance(polygon, Polygon)
    assert polygon.shell[0] == (15.5, -17.0)


def test_only_the_desk_issues_alerts(client: Client, db: None, now: datetime) -> None:
    assert client.get("/alerts/issue").status_code == 403
    member = Account.objects.create_user("awa@example.org", "a long sentence nobody guesses", display_name="Awa Diop")
    Grant.objects.create(account=member, role=Role.EDITOR, valid_from=now)
    client.force_login(member)
    assert client.post("/alerts/issue", _fill()).status_code == 403
    assert 'href="/alerts/issue"' not in client.get("/alerts/issued").content.decode()


def test_an_empty_feed_is_a_feed_and_the_list_says_that_there_is_none(client: Client, db: None) -> None:
    assert _list_feed(client) == []
    assert "No alert of the desk is in force." in client.get("/alerts/issued").content.decode()
