"""A backup of the one kind of store fills a home on the other, and back: every record compared, the journal's head the same."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from museion.cli.tests.runner import COMMAND
from museion.core.testing.home import get_server
from museion.core.testing.postgresql import Server

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(get_server() is None, reason="asks for MUSEION_TEST_DATABASE=postgresql"),
]

FILL = """
import django; django.setup()
from datetime import UTC, datetime, timedelta
from museion.cli.home import prepare_home
from museion.core.access import AccessLevel, Role, make_operator
from museion.core.models import Account, Grant
from museion.network.actions import create_museum
prepare_home()
at = datetime(2026, 3, 14, 12, 0, 0, 500_000, tzinfo=UTC)
for number, text in enumerate(["tab\\there", "two\\nlines\\r", "C:\\\\\\\\new\\\\N", "متحف", "\\\\N", "a \\x07 bell", '"quoted"']):
    create_museum({"names": {"en": text}, "latitude": -0.0, "longitude": 1e-7}, actor=make_operator(), at=at + timedelta(microseconds=number))
account = Account.objects.create_user("awa@example.org", "a long sentence nobody guesses", display_name="Awa Diop")
Grant.objects.create(account=account, role=Role.READER, level=AccessLevel.MEMBER, valid_from=at)
"""
SEE = """
import django; django.setup()
from datetime import UTC, datetime, timedelta
from museion.core.access import make_operator
from museion.core.journal import verify_journal
from museion.network.actions import create_museum
from museion.network.models import Museum
at = datetime(2026, 3, 14, 12, 0, 0, 500_000, tzinfo=UTC)
assert not list(verify_journal())
assert Museum.objects.filter(created_at=at).count() == 1
print([dict(museum.names) for museum in Museum.objects.order_by("id")])
create_museum({"names": {"en": "One more"}}, actor=make_operator(), at=at)
"""


def make_environment(home: Path, url: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "MUSEION_DATABASE_URL"}
    told = {"MUSEION_HOME": str(home), "DJANGO_SETTINGS_MODULE": "museion.project.settings"}
    key = home.parent / "key"
    key.write_text("3vJt0kq9Tz1mYb7Qw5Xn8Rp2Ls6Dg4Hc")
    return kept | told | {"MUSEION_BACKUP_KEY_FILE": str(key)} | ({"MUSEION_DATABASE_URL": url} if url else {})


def ask(environment: dict[str, str], *words: str) -> dict[str, Any]:
    done = subprocess.run([COMMAND, *words, "--json"], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return dict(orjson.loads(done.stdout))


def run(environment: dict[str, str], code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_backup_goes_into_the_other_store_and_back(tmp_path: Path) -> None:
    server = get_server()
    assert isinstance(server, Server)
    first = make_environment(tmp_path / "first")
    run(first, FILL)
    taken = ask(first, "backup", str(tmp_path / "embedded"))
    second = make_environment(tmp_path / "second", server.make("elsewhere"))
    assert ask(second, "restore", str(tmp_path / "embedded"), "--check")["compared"] == "records"
    moved = ask(second, "restore", str(tmp_path / "embedded"))
    assert (moved["compared"], moved["rows"], moved["head"]) == ("records", taken["rows"], taken["head"])
    assert not (tmp_path / "second/museion.sqlite3").exists()
    again = ask(second, "backup", str(tmp_path / "served"))
    assert again["head"] == taken["head"]
    third = make_environment(tmp_path / "third")
    back = ask(third, "restore", str(tmp_path / "served"))
    assert (back["compared"], back["rows"], back["head"]) == ("records", taken["rows"], taken["head"])
    names = run(first, SEE)
    assert "two\\nlines" in names
    assert run(second, SEE) == names, "and it is written on"
    assert run(third, SEE) == names
