"""The worker goes on where somebody's long write keeps the database closed."""

import threading
from collections.abc import Sequence

import pytest
from django.db import OperationalError

from museion.cli.worker import work_until
from museion.core import outbox
from museion.core.outbox import Announcement, announce, count_waiting, register_handler

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(outbox, "HANDLERS", {})

    def handle(announcements: Sequence[Announcement]) -> None:
        heard.extend(announced.key for announced in announcements)

    register_handler("notice", handle)
    return heard


def fail_once(monkeypatch: pytest.MonkeyPatch, message: str) -> None:
    remove, failures = outbox._remove, [OperationalError(message)]

    def try_to_remove(*arguments: object) -> None:
        if failures:
            raise failures.pop()
        remove(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "_remove", try_to_remove)


def test_a_database_that_is_kept_closed_for_long_is_waited_for(
    heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    announce("museum", ["m1"])
    fail_once(monkeypatch, "database is locked")
    work_until(threading.Event(), until_empty=True, topics=["notice"])
    assert heard == ["m1", "m1"]
    assert count_waiting("notice") == 0


def test_a_database_that_is_damaged_ends_the_worker(heard: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    announce("museum", ["m1"])
    fail_once(monkeypatch, "disk I/O error")
    with pytest.raises(OperationalError, match="disk"):
        work_until(threading.Event(), until_empty=True, topics=["notice"])
