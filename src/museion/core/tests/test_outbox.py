"""What a write promised is done, at least once, whatever fails in between."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from museion.core import outbox
from museion.core.models import OutboxEntry
from museion.core.outbox import Announcement, announce, count_waiting, drain
from museion.core.resting import NotNowError

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


class Recorder:
    """A handler that remembers what it was told, and fails on the keys it is told to fail on."""

    def __init__(self) -> None:
        self.heard: list[list[str]] = []
        self.poison: set[str] = set()

    def __call__(self, announcements: Sequence[Announcement]) -> None:
        keys = [announcement.key for announcement in announcements]
        if self.poison & set(keys):
            raise RuntimeError("the index is not there")
        self.heard.append(keys)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    handler = Recorder()
    monkeypatch.setattr(outbox, "HANDLERS", {"notice": handler})
    return handler


def test_every_announcement_reaches_its_handler_once(recorder: Recorder) -> None:
    announce("museum", ["m1", "m2"])
    announce("museum", ["m2", "m3"])
    assert drain("notice") == 4
    assert recorder.heard == [["m1", "m2", "m3"]]
    assert count_waiting("notice") == 0
    assert drain("notice") == 0


def test_a_crash_before_the_rows_are_gone_replays_them(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*arguments: object) -> None:
        raise KeyboardInterrupt

    announce("museum", ["m1"])
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_remove", crash)
        with pytest.raises(KeyboardInterrupt):
            drain("notice")
    assert count_waiting("notice") == 1
    drain("notice")
    assert recorder.heard == [["m1"], ["m1"]]


def test_a_failure_is_kept_and_tried_again_later(recorder: Recorder) -> None:
    recorder.poison = {"m1"}
    announce("museum", ["m1"])
    drain("notice", now=NOON)
    entry = OutboxEntry.objects.get()
    assert (entry.attempts, entry.error) == (1, "RuntimeError: the index is not there")
    assert drain("notice", now=NOON + timedelta(seconds=1)) == 0
    recorder.poison = set()
    assert drain("notice", now=NOON + timedelta(seconds=3)) == 1
    assert count_waiting("notice") == 0


def test_the_wait_doubles_up_to_an_hour_and_never_overflows(recorder: Recorder) -> None:
    recorder.poison = {"m1"}
    announce("museum", ["m1"])
    for _ in range(60):
        now = OutboxEntry.objects.get().retry_at or NOON
        assert drain("notice", now=now) == 1
    entry = OutboxEntry.objects.get()
    assert entry.attempts == 60
    assert entry.retry_at is not None
    assert entry.retry_at - now == timedelta(hours=1)


def test_one_poisonous_record_holds_up_no_other(recorder: Recorder) -> None:
    recorder.poison = {"m7"}
    announce("museum", [f"m{number}" for number in range(100)])
    now = NOON
    for _ in range(60):
        drain("notice", batch=64, now=now)
        now += timedelta(seconds=30)
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == ["m7"]


def test_a_put_off_batch_does_not_hold_up_fresh_ones(recorder: Recorder) -> None:
    recorder.poison = {"m1"}
    announce("museum", ["m1"])
    drain("notice", now=NOON)
    announce("museum", ["m2"])
    drain("notice", now=NOON)
    assert recorder.heard == [["m2"]]


def test_what_a_clock_that_ran_ahead_put_off_is_not_waited_for(recorder: Recorder) -> None:
    recorder.poison = {"m1"}
    announce("museum", ["m1"])
    drain("notice", now=NOON + timedelta(days=3650))
    recorder.poison = set()
    assert drain("notice", now=NOON) == 1
    assert recorder.heard == [["m1"]]


def test_a_handler_that_can_do_nothing_now_fails_no_record_and_says_why_once(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[int] = []

    def refuse(announcements: Sequence[Announcement]) -> None:
        asked.append(len(announcements))
        raise NotNowError("the index is made anew")

    clock = [0.0]
    monkeypatch.setattr("museion.core.resting.time.monotonic", lambda: clock[0])
    announce("museum", ["m1"])
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "HANDLERS", {"notice": refuse})
        for clock[0] in (10.0, 10.5, 20.0, 30.0):
            assert drain("notice") == 0
    entry = OutboxEntry.objects.get()
    assert (asked, entry.attempts, entry.retry_at, entry.error) == ([1, 1, 1], 0, None, "")
    assert [record.message for record in caplog.records] == ["outbox topic notice waits: the index is made anew"]
    clock[0] = 40.0
    assert drain("notice") == 1
    assert recorder.heard == [["m1"]]
