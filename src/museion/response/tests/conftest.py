"""Two invented museums of Senegal, an officer of the desk, and a way to send alerts in."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from museion.core.access import AccessLevel, Actor, Role
from museion.core.models import Account, Grant
from museion.network.actions import create_museum
from museion.network.models import Museum
from museion.response.actions.alerts import Arrival, Received, receive
from museion.response.feeds.reader import read_feed

Send = Callable[..., Received]


@pytest.fixture
def saint_louis(db: None, operator: Actor, now: datetime) -> Museum:
    values = {
        "names": {"fr": "Musée du fleuve", "wo": "Këru dex gi"},
        "country": "SN",
        "city": "Saint-Louis",
        "latitude": 16.03,
        "longitude": -16.49,
        "email": "fleuve@example.org",
    }
    return create_museum(values, actor=operator, at=now)


@pytest.fixture
def dakar(db: None, operator: Actor, now: datetime) -> Museum:
    values = {"names": {"fr": "Musée du Cap"}, "country": "SN", "latitude": 14.69, "longitude": -17.44}
    return create_museum(values, actor=operator, at=now)


@pytest.fixture
def officer(db: None, now: datetime) -> Account:
    """Noor Haddad of the desk."""
    account = Account.objects.create_user("noor@example.org", "a long sentence nobody guesses", display_name="نور حداد")
    Grant.objects.create(account=account, role=Role.DESK_OFFICER, level=AccessLevel.DESK, valid_from=now)
    return account


@pytest.fixture
def send(db: None, operator: Actor, now: datetime) -> Send:
    def send_content(content: bytes, *, minutes: int = 0) -> Received:
        at = now + timedelta(minutes=minutes)
        return receive(Arrival(read_feed(content, received_at=at), content, "alert.cap"), actor=operator, at=at)

    return send_content
