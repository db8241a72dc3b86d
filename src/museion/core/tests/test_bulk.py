"""Rows written by bare SQL live beside those that the ORM writes."""

from datetime import datetime

import pytest

from museion.core.bulk import insert_rows, take_ids
from museion.core.models import OutboxEntry

pytestmark = pytest.mark.django_db


def test_ids_that_were_taken_are_given_to_nobody_else(now: datetime) -> None:
    ids = take_ids(OutboxEntry, 3)
    insert_rows(
        OutboxEntry,
        ("id", "topic", "kind", "key", "attempts", "retry_at", "error"),
        [(number, "t", "museum", f"m{number}", 0, now, "") for number in ids],
    )
    later = OutboxEntry.objects.create(topic="t", kind="museum", key="later")
    assert later.pk not in ids
    assert set(take_ids(OutboxEntry, 2)).isdisjoint({*ids, later.pk})
