"""A community that takes its consent back while an export runs is not in the rest of it."""

from datetime import date, datetime

import pytest

from museion.cli import export
from museion.core.access import PUBLIC_VIEWER, Actor
from museion.core.kinds import KINDS
from museion.heritage.actions import create_element
from museion.heritage.actions.consent import give_consent, withdraw_consent


@pytest.mark.django_db
def test_an_export_that_runs_leaves_out_what_is_taken_back_meanwhile(
    operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "BATCH", 1)
    told = {"actor": operator, "at": now}
    songs = [create_element({"names": {"mi": f"Waiata {number}"}}, **told) for number in range(3)]
    running = export.iterate_records(KINDS["element"], PUBLIC_VIEWER)
    assert songs[0].key.encode() in next(running)
    give_consent(songs[1], given_by="Hapū", given_date=date(2025, 2, 6), **told)
    withdraw_consent(songs[1], withdrawn_by="Hapū", **told)
    rest = b"".join(running)
    assert songs[1].key.encode() not in rest
    assert songs[2].key.encode() in rest
