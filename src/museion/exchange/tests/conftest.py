"""A small invented repository: two museums, objects in several scripts, one of them withdrawn, one not public."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread

from museion.core.access import Actor
from museion.core.outbox import drain
from museion.exchange.actions.publishing import follow_journal
from museion.heritage.actions import create_object, withdraw_object
from museion.heritage.models import CulturalObject
from museion.network.actions import create_museum
from museion.network.models import Museum
from museion.search.actions import TOPIC

Publish = Callable[..., int]


@dataclass(frozen=True)
class Repository:
    museum: Museum
    other: Museum
    jar: CulturalObject
    scroll: CulturalObject
    gone: CulturalObject
    closed: CulturalObject


@pytest.fixture
def publish(db: None, now: datetime) -> Publish:
    """Brings what harvesters get in step, so many minutes after noon."""

    def publish_at(minutes: int = 0) -> int:
        return follow_journal(lambda: now.astimezone(UTC) + timedelta(minutes=minutes), seconds=60)

    return publish_at


@pytest.fixture
def repository(db: None, settings: LazySettings, operator: Actor, now: datetime, publish: Publish) -> Repository:
    settings.BASE_URL, settings.OAI_DOMAIN = "https://museion.example", "museion.example"
    told = {"actor": operator, "at": now}
    museum = create_museum({"names": {"fr": "Musée du fleuve", "ar": "متحف النهر"}, "country": "SN"}, **told)
    other = create_museum({"names": {"ja": "海の博物館"}, "country": "JP"}, **told)
    jar = create_object(
        {
            "title": {"fr": "Jarre à eau", "en": "Water jar"},
            "object_type": {"en": "jar"},
            "description": {"en": "<p>Fired clay &amp; <b>slip</b>,\x0b two handles.</p>"},
            "makers": [{"name": "Aminata Sow", "kind": "person"}],
            "date_text": "about 1890",
            "date_earliest": 18880101,
            "date_latest": 18921231,
            "inventory_number": "1952.14",
            "museum_id": museum.id,
        },
        **told,
    )
    scroll = create_object({"title": {"ja": "波の絵巻"}, "museum_id": other.id}, **told)
    gone = create_object({"title": {"en": "Ivory comb"}, "museum_id": museum.id}, **told)
    closed = create_object({"title": {"en": "Sealed box"}, "access": "desk"}, **told)
    publish()
    withdraw_object(gone, reason="catalogued twice", actor=operator, at=now + timedelta(minutes=5))
    publish(5)
    return Repository(museum, other, jar, scroll, gone, closed)


@pytest.fixture
def served(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the site, served by a thread that sees what the test wrote: the journal forbids the usual flush."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    # A thread that has answered closes its connections; only SQLite's in memory stays open then.
    monkeypatch.setattr(connection, "close", lambda: None)
    thread = LiveServerThread("localhost", StaticFilesHandler, connections_override={"default": connection})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    yield f"http://localhost:{thread.port}"
    thread.terminate()
    connection.dec_thread_sharing()


@pytest.fixture
def indexed(repository: Repository, settings: LazySettings, tmp_path: Path) -> Repository:
    settings.HOME = tmp_path
    while drain(TOPIC):
        pass
    return repository
