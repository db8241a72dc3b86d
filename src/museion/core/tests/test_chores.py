"""Chores come round by the clock; those that can wait let a busy outbox go first, for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from museion.core import chores
from museion.core.chores import LONGEST_WAIT, Chore, ChoreClock

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the chores that were done, in order: of a call that cannot wait, and of a file that can."""
    held: list[str] = []
    every = timedelta(seconds=4)
    made = (
        Chore("call", every, lambda _at: held.append("call") or 1),
        Chore("file", every, lambda _at: held.append("file") or 1, can_wait=True),
    )
    monkeypatch.setattr(chores, "CHORES", {chore.name: chore for chore in made})
    return held


@pytest.mark.django_db
def test_a_busy_outbox_goes_before_what_can_wait(done: list[str]) -> None:
    clock = ChoreClock(NOON)
    clock.run_due(NOON, is_busy=True)
    assert done == ["call"]
    clock.run_due(NOON + timedelta(seconds=5))
    assert done == ["call", "call", "file"]


@pytest.mark.django_db
def test_nothing_waits_for_ever(done: list[str]) -> None:
    clock = ChoreClock(NOON)
    clock.run_due(NOON + LONGEST_WAIT, is_busy=True)
    clock.run_due(NOON + LONGEST_WAIT + timedelta(seconds=5), is_busy=True)
    assert done == ["call", "file", "call"]
