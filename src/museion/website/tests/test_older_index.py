"""An index that this version cannot use: one clear line, nothing failed, and a status that says what is the matter."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from museion.core.access import Actor
from museion.core.models import OutboxEntry
from museion.core.outbox import RESTS, drain
from museion.network.actions import create_museum
from museion.search import setup
from museion.search.actions import TOPIC, rebuild_index
from museion.search.engines.tantivy.folders import LAYOUT_FILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(settings: LazySettings, tmp_path: Path, operator: Actor, now: datetime) -> Iterator[Path]:
    """Of an older version, with one museum in it."""
    settings.HOME = tmp_path
    create_museum({"names": {"en": "Museum of Boats"}}, actor=operator, at=now)
    OutboxEntry.objects.all().delete()
    rebuild_index()
    layout = tmp_path / "index" / "current" / LAYOUT_FILE
    layout.write_text("0123456789abcdef")
    RESTS.end(TOPIC)
    yield layout
    RESTS.end(TOPIC)


def test_it_is_one_clear_line_and_no_failure(
    index: Path, client: Client, operator: Actor, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    create_museum({"names": {"en": "Museum of Nets"}}, actor=operator, at=now)
    with caplog.at_level(logging.WARNING, "museion"):
        assert [drain(TOPIC), drain(TOPIC)] == [0, 0]
    told = [record for record in caplog.records if "topic index" in record.message]
    assert len(told) == 1
    assert "museion reindex" in told[0].message
    assert told[0].exc_info is None
    health = client.get("/healthz").json()
    assert (health["status"], health["index"], health["outbox"]) == ("failing", "outdated", "ok")
    assert health["documents"] is None
    assert client.get("/readyz").status_code == 503
    assert "museion reindex" not in client.get("/search?q=boats").content.decode(), (
        "visitors cannot do anything about it"
    )


def test_the_status_tells_of_the_new_one_that_is_made(index: Path, client: Client) -> None:
    rebuild = setup.get_engine().start_rebuild()
    assert client.get("/healthz").json()["index"] == "rebuilding"
    rebuild.publish()
    rebuild.close()
    assert client.get("/healthz").json()["index"] == "ok"
