"""The worker goes on where somebody's long write keeps the database closed, and keeps nothing of what it has done."""

import gc
import threading
import weakref
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


def test_what_a_round_read_is_let_go_with_the_round(heard: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Row:
        def __init__(self) -> None:
            self.itself = self

    rows: list[weakref.ref[Row]] = []
    register_handler("read", lambda announcements: rows.extend(weakref.ref(Row()) for _ in announcements))
    announce("museum", ["m1", "m2"])
    gc.disable()
    try:
        work_until(threading.Event(), until_empty=True, topics=["read"])
        assert [row() for row in rows] == [None, None]
    finally:
        gc.enable()
