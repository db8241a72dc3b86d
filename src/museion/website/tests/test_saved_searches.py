"""Saved searches: kept, told of, paused, deleted; and nobody else's."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from museion.core.access import AccessLevel, Actor, Role
from museion.core.messages import send_due_messages
from museion.core.models import Account, Grant, OutboxEntry, OutgoingMessage
from museion.core.outbox import drain
from museion.network.actions import create_museum
from museion.search import documents
from museion.search.actions import alerts as noticing
from museion.search.actions import digests
from museion.search.actions.digests import LISTED, send_digests
from museion.search.actions.webhooks import sign, tell_webhooks
from museion.search.models import SavedSearch, SearchAlert, WebhookDelivery
from museion.website.tests.conftest import Network

pytestmark = pytest.mark.django_db
SOON = datetime.now(UTC) + timedelta(days=8)


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_user("aida@example.org", "a long enough password")


@pytest.fixture
def keeper(client: Client, account: Account, network: Network) -> Client:
    OutboxEntry.objects.all().delete()
    client.force_login(account)
    return client


def _save(keeper: Client, **asked: str) -> SavedSearch:
    response = keeper.post("/saved/new", {"title": "Boats", "mail_rhythm": "daily", **asked})
    assert response.status_code == 302, response.content.decode()
    return SavedSearch.objects.get(key=response.headers["Location"].removeprefix("/saved/"))


def _arrive(operator: Actor, now: datetime, name: str = "Museum of River Boats", **values: object) -> str:
    museum = create_museum({"names": {"en": name}, "country": "SN", **values}, actor=operator, at=now)
    drain("index")
    return museum.key


def test_a_record_that_comes_in_is_told_of(keeper: Client, operator: Actor, now: datetime) -> None:
    search = _save(keeper, q="boats", country="SN")
    assert "Nothing came in" in keeper.get(f"/saved/{search.key}").content.decode()
    key = _arrive(operator, now)
    _arrive(operator, now, "Museum of Bread")
    page = keeper.get(f"/saved/{search.key}").content.decode()
    assert f"/id/{key}" in page
    assert "Museum of Bread" not in page
    assert "1 record came in" in keeper.get("/saved").content.decode()


def test_a_change_to_what_was_found_already_is_no_news(
    keeper: Client, network: Network, operator: Actor, now: datetime
) -> None:
    search = _save(keeper, q="river")
    other = _save(keeper, q="dredger")
    from museion.core.saving import Draft, save_drafts
    from museion.network.models import Museum

    draft = Draft({"descriptions": {"en": "Boats, nets and a dredger."}}, id=network.museum.id)
    save_drafts(Museum, [draft], kind="museum", actor=operator, at=now)
    drain("index")
    assert not search.alerts.exists(), "the museum was found by it before"
    assert [alert.key for alert in other.alerts.all()] == [network.museum.key]


def test_a_record_comes_in_once(keeper: Client, operator: Actor, now: datetime) -> None:
    search = _save(keeper, q="boats")
    key = _arrive(operator, now)
    noticing.notice_announced([noticing.Announcement("museum", key)])
    assert search.alerts.count() == 1


def test_nobody_hears_of_what_they_may_not_read(
    keeper: Client, account: Account, operator: Actor, now: datetime
) -> None:
    search = _save(keeper, q="boats")
    _arrive(operator, now, "Secret store of boats", access=AccessLevel.DESK)
    assert not search.alerts.exists()
    Grant.objects.create(
        account=account, role=Role.DESK_OFFICER, level=AccessLevel.DESK, valid_from=now - timedelta(days=1)
    )
    key = _arrive(operator, now, "Second store of boats", access=AccessLevel.DESK)
    assert [alert.key for alert in search.alerts.all()] == [key]
    assert key in keeper.get(f"/saved/{search.key}").content.decode()
    account.grants.all().delete()
    assert key not in keeper.get(f"/saved/{search.key}").content.decode(), "a right that ended shuts what came by it"


def test_a_paused_search_hears_of_nothing_until_it_goes_on(keeper: Client, operator: Actor, now: datetime) -> None:
    search = _save(keeper, q="boats")
    keeper.post(f"/saved/{search.key}/pause")
    _arrive(operator, now)
    assert not search.alerts.exists()
    keeper.post(f"/saved/{search.key}/resume")
    _arrive(operator, now, "Another museum of boats")
    assert search.alerts.count() == 1


def test_deleting_can_be_undone(keeper: Client) -> None:
    search = _save(keeper, q="boats")
    response = keeper.post(f"/saved/{search.key}/delete", follow=True)
    assert "Undo" in response.content.decode()
    assert keeper.get(f"/saved/{search.key}").status_code == 404
    keeper.post(f"/saved/{search.key}/restore")
    assert keeper.get(f"/saved/{search.key}").status_code == 200


def test_it_is_nobody_elses(keeper: Client, operator: Actor, now: datetime) -> None:
    search = _save(keeper, q="boats")
    stranger = Client()
    assert stranger.get("/saved").status_code == 302
    stranger.force_login(Account.objects.create_user("other@example.org", "a long enough password"))
    for address in (f"/saved/{search.key}", f"/id/{search.key}"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"/saved/{search.key}/delete").status_code == 404
    assert search.key not in stranger.get("/saved").content.decode()
    assert "saved_search" not in stranger.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"title": " "}, "Give the search a name"), ({"q": "title:(loom"}, "cannot be read"),
     ({"webhook_url": "ftp://x"}, "must begin with https"), ({"webhook_url": "https://me:pw@example.org/"}, "must not hold"),
     ({"mail_rhythm": "hourly"}, "no such rhythm")],
)  # fmt: skip
def test_what_cannot_be_kept_is_said(keeper: Client, asked: dict[str, str], said: str) -> None:
    response = keeper.post("/saved/new", {"title": "Boats", "mail_rhythm": "never", "q": "boats", **asked})
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not SavedSearch.objects.exists()


@pytest.mark.usefixtures("lost_index")
def test_nothing_is_kept_while_the_search_does_not_answer(keeper: Client) -> None:
    response = keeper.post("/saved/new", {"title": "Boats", "mail_rhythm": "never", "q": "boats"})
    assert response.status_code == 503
    assert "not that nothing was found" in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_feeds_open_by_their_address_alone_until_it_is_renewed(keeper: Client, operator: Actor, now: datetime) -> None:
    search = _save(keeper, q="boats")
    key = _arrive(operator, now)
    page = keeper.get(f"/saved/{search.key}").content.decode()
    address = page.partition('id="feed" href="')[2].partition('"')[0].removeprefix("http://testserver")
    feed = Client().get(address)
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert f"/id/{key}" in feed.content.decode()
    assert Client().get(address.replace("-", "-x", 1)).status_code == 404
    keeper.post(f"/saved/{search.key}/renew")
    assert Client().get(address).status_code == 404


def test_the_calendar_holds_what_has_days(
    keeper: Client, operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = _save(keeper, q="boats")
    _arrive(operator, now)
    source = documents.SOURCES["museum"]
    days = (date(2026, 5, 2), date(2026, 5, 4))
    dated = replace(
        source, present=lambda keys, language: [replace(card, days=days) for card in source.present(keys, language)]
    )
    monkeypatch.setitem(documents.SOURCES, "museum", dated)
    page = keeper.get(f"/saved/{search.key}").content.decode()
    address = page.partition('id="calendar" href="')[2].partition('"')[0].removeprefix("http://testserver")
    calendar = Client().get(address).content.decode()
    assert "DTSTART;VALUE=DATE:20260502" in calendar
    assert "DTEND;VALUE=DATE:20260505" in calendar


def test_the_calendar_begins_with_what_is_found_already_and_not_over(
    keeper: Client, network: Network, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = documents.SOURCES["museum"]

    def subscribe(first: date) -> str:
        days = (first, first + timedelta(days=1))
        dated = replace(
            source, present=lambda keys, tag: [replace(card, days=days) for card in source.present(keys, tag)]
        )
        monkeypatch.setitem(documents.SOURCES, "museum", dated)
        page = keeper.get(f"/saved/{search.key}").content.decode()
        address = page.partition('id="calendar" href="')[2].partition('"')[0].removeprefix("http://testserver")
        return Client().get(address).content.decode()

    search = _save(keeper, q="river", kind="museum")
    coming = timezone.now().date() + timedelta(days=9)
    assert subscribe(coming).count(f"DTSTART;VALUE=DATE:{coming:%Y%m%d}") == 1
    assert "BEGIN:VEVENT" not in subscribe(coming - timedelta(days=30))


def test_a_digest_is_one_e_mail_for_all_searches_and_never_empty(
    keeper: Client, account: Account, operator: Actor, now: datetime
) -> None:
    _save(keeper, q="boats")
    _save(keeper, q="river", title="Rivers")
    assert send_digests(SOON) == 0
    assert not OutgoingMessage.objects.exists()
    key = _arrive(operator, now)
    SearchAlert.objects.update(found_at=SOON - timedelta(hours=1))
    assert send_digests(SOON) == 2
    message = OutgoingMessage.objects.get()
    assert message.to_address == account.email
    assert message.body.count(f"/id/{key}") == 2
    assert "/saved" in message.body
    assert send_digests(SOON) == 0


def test_an_alert_that_was_written_late_is_mailed_once_all_the_same(
    keeper: Client, operator: Actor, now: datetime
) -> None:
    """Its record came in before the last e-mail, which could not know of it yet."""
    search = _save(keeper, q="boats", mail_rhythm="soon")
    _arrive(operator, now)
    assert send_digests(SOON) == 1
    key = _arrive(operator, now, "Museum of Fishing Boats")
    search.alerts.filter(key=key).update(found_at=SOON - timedelta(hours=1))
    assert send_digests(SOON + timedelta(hours=1)) == 1
    assert send_digests(SOON + timedelta(hours=2)) == 0
    bodies = list(OutgoingMessage.objects.order_by("id").values_list("body", flat=True))
    assert [key in body for body in bodies] == [False, True]


def test_a_clock_that_ran_ahead_puts_no_digest_off(keeper: Client, operator: Actor, now: datetime) -> None:
    """Neither the next digest of that search nor the e-mail that was written meanwhile waits for those years."""
    _save(keeper, q="boats", mail_rhythm="daily")
    _arrive(operator, now)
    ahead = SOON + timedelta(days=3650)
    assert send_digests(ahead) == 1
    message = OutgoingMessage.objects.get()
    assert message.made_at == ahead
    assert send_due_messages(SOON) == 1
    message.refresh_from_db()
    assert (message.made_at, message.sent_at) == (SOON, SOON)
    _arrive(operator, now, "Museum of Fishing Boats")
    assert send_digests(SOON) == 1
    assert send_digests(SOON) == 0


def test_a_digest_says_how_many_came_in_and_lists_the_newest(keeper: Client, operator: Actor, now: datetime) -> None:
    _save(keeper, q="boats")
    for number in range(LISTED + 2):
        create_museum({"names": {"en": f"Museum of Boats {number}"}, "country": "SN"}, actor=operator, at=now)
    drain("index")
    assert send_digests(SOON) == 1
    message = OutgoingMessage.objects.get()
    assert message.subject == f"{LISTED + 2} new records for your searches"
    assert "and 2 more" in message.body


def test_e_mail_that_is_asked_for_later_tells_of_what_comes_in_from_then_on(
    keeper: Client, operator: Actor, now: datetime
) -> None:
    search = _save(keeper, q="boats", mail_rhythm="never")
    old = _arrive(operator, now)
    keeper.post(f"/saved/{search.key}", {"title": "Boats", "mail_rhythm": "daily", "webhook_url": ""})
    assert send_digests(SOON) == 0
    new = _arrive(operator, now, "Museum of Fishing Boats")
    assert send_digests(SOON) == 1
    body = OutgoingMessage.objects.get().body
    assert (old in body, new in body) == (False, True)


def test_accounts_that_were_closed_hold_up_nobodys_e_mail(
    keeper: Client, account: Account, operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Account.objects.create_user("closed@example.org", "a long enough password")
    search = _save(keeper, q="boats")
    SavedSearch.objects.update(account=closed)
    _save(keeper, q="boats")
    _arrive(operator, now)
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    monkeypatch.setattr(digests, "_ACCOUNTS_AT_ONCE", 1)
    assert send_digests(SOON) == 1
    assert OutgoingMessage.objects.get().to_address == account.email
    assert search.alerts.exists()


class _Receiver(BaseHTTPRequestHandler):
    got: list[tuple[dict[str, str], bytes]] = []
    answers: list[int] = []
    pause = 0.0
    at_once, most_at_once = 0, 0

    def do_POST(self) -> None:
        _Receiver.at_once += 1
        _Receiver.most_at_once = max(_Receiver.at_once, _Receiver.most_at_once)
        time.sleep(self.pause)
        _Receiver.at_once -= 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.answers.pop(0) if self.answers else 200)
        self.end_headers()

    def log_message(self, _format: str, *args: object) -> None:
        """Silence."""


@pytest.fixture
def receiver() -> Iterator[str]:
    _Receiver.got, _Receiver.answers, _Receiver.pause = [], [], 0.0
    _Receiver.at_once = _Receiver.most_at_once = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Receiver)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook?x=1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_is_signed_and_tried_again(
    keeper: Client, receiver: str, operator: Actor, now: datetime, settings: LazySettings
) -> None:
    settings.ALLOW_PRIVATE_FEEDS = True
    _Receiver.answers = [503, 200]
    search = _save(keeper, q="boats", webhook_url=receiver)
    key = _arrive(operator, now)
    assert tell_webhooks(SOON) == 1
    delivery = WebhookDelivery.objects.get()
    assert (delivery.sent_at, delivery.problem) == (None, "HTTP 503")
    assert tell_webhooks(SOON) == 0, "its pause is not over"
    assert tell_webhooks(SOON + timedelta(minutes=1)) == 1
    delivery.refresh_from_db()
    assert delivery.sent_at is not None
    (first, _), (headers, body) = _Receiver.got
    assert first["webhook-id"] == headers["webhook-id"], "its receiver can tell that it is the same"
    assert headers["webhook-signature"] == sign(delivery, int(headers["webhook-timestamp"]))
    message = json.loads(body)
    assert [record["key"] for record in message["data"]["records"]] == [key]
    assert "sent" in keeper.get(f"/saved/{search.key}").content.decode()


def test_a_receiver_that_keeps_us_waiting_holds_up_no_other(
    keeper: Client, receiver: str, operator: Actor, now: datetime, settings: LazySettings
) -> None:
    settings.ALLOW_PRIVATE_FEEDS = True
    _Receiver.pause = 0.4
    for number in range(6):
        _save(keeper, q="boats", title=f"Boats {number}", webhook_url=receiver)
    _arrive(operator, now)
    assert tell_webhooks(SOON) == 6
    assert _Receiver.most_at_once > 1, "the others do not wait for one that is slow"
    assert WebhookDelivery.objects.filter(sent_at__isnull=False).count() == 6


def test_a_webhook_never_reaches_the_inside(
    keeper: Client, receiver: str, operator: Actor, now: datetime, settings: LazySettings
) -> None:
    settings.ALLOW_PRIVATE_FEEDS = False
    _save(keeper, q="boats", webhook_url=receiver)
    _arrive(operator, now)
    tell_webhooks(SOON)
    delivery = WebhookDelivery.objects.get()
    assert delivery.given_up_at is not None
    assert "private network" in delivery.problem
    assert _Receiver.got == []


def test_trouble_with_alerts_never_holds_up_the_index(
    keeper: Client, operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = _save(keeper, q="boats")

    def fail(*args: object, **named: object) -> int:
        raise RuntimeError("no memory")

    with monkeypatch.context() as broken:
        broken.setattr(noticing, "notice_arrivals", fail)
        key = _arrive(operator, now)
    time.sleep(0.3)  # readers look after a new commit five times a second
    assert key in keeper.get("/search?q=boats").content.decode()
    assert OutboxEntry.objects.filter(topic="alerts", key=key).count() == 1
    assert drain("alerts") == 1
    assert [alert.key for alert in search.alerts.all()] == [key]
