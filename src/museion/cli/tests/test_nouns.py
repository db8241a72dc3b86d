"""Journal, export, account, worker and doctor do what they say, in JSON for pipes."""

import csv
import io
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from museion.cli import checks, translations
from museion.cli.checks import DoubtError, IllError, check_address, check_home, check_settings, run_checks
from museion.cli.tests.runner import run_museion
from museion.core.environment import make_private_folder
from museion.core.testing.home import ask_home, make_empty_home, make_home_environment

MAKE = """
import django; django.setup()
from datetime import UTC, datetime
from museion.core.access import make_operator
from museion.network.actions import create_museum
for names in ({"fr": "Musée de la mer"}, {"ja": "海の博物館"}, {"en": "=cmd|' /C calc'!A0"}):
    create_museum({"names": names, "city": names.get("en", "")}, actor=make_operator(), at=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import subprocess
    import sys

    home = tmp_path_factory.mktemp("home")
    assert run_museion(home, "journal", "head").status == 0
    environment = make_home_environment(home)
    subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True)
    return home


def test_the_journal_verifies_and_its_head_can_be_noted(home: Path) -> None:
    head = run_museion(home, "journal", "head", "--json").document["head"]
    assert head.startswith("3:")
    assert run_museion(home, "journal", "verify", "--head", head, "--json").document == {
        "lines": 3,
        "head": head,
        "intact": True,
        "flaws": [],
    }


def test_a_head_that_does_not_fit_is_a_failure(home: Path) -> None:
    done = run_museion(home, "journal", "verify", "--head", f"9:{'0' * 64}", "--json")
    assert done.status == 1
    assert done.document["flaws"][0]["number"] == 9


def test_an_export_is_one_record_a_line(home: Path) -> None:
    lines = run_museion(home, "export", "museum").output.splitlines()
    assert [json.loads(line)["names"] for line in lines][:2] == [{"fr": "Musée de la mer"}, {"ja": "海の博物館"}]


def test_an_export_to_a_file_tells_what_it_wrote(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "museums.jsonl"
    told = run_museion(home, "export", "museum", str(target), "--json").document
    assert told == {"kind": "museum", "records": len(target.read_text().splitlines()), "file": str(target)}
    assert run_museion(home, "export", "museum", "--json").status == 2
    assert run_museion(home, "export", "museums", str(target), "--json").document == told
    assert "No kind 'paintings'; there are" in run_museion(home, "export", "paintings", "--json").errors


def test_an_exported_table_runs_no_formula(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "museums.csv"
    assert run_museion(home, "export", "museum", str(target), "--format", "csv").status == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text())))
    assert len(rows) == 3
    assert rows[2]["city"] == "'=cmd|' /C calc'!A0"


def test_the_worker_ends_when_nothing_is_due(home: Path) -> None:
    done = run_museion(home, "worker", "--until-empty", "--json")
    assert done.status == 0
    assert not any(done.document["waiting"].values())


def test_accounts_are_made_granted_and_listed(home: Path) -> None:
    weak = run_museion(home, "account", "create", "lin.hui@example.org", MUSEION_PASSWORD="short")
    assert (weak.status, "too short" in weak.errors) == (2, True)
    made = run_museion(
        home, "account", "create", "Lin.Hui@example.org", "--name", "林慧", MUSEION_PASSWORD="竹林七賢與榮啟期之磚畫也"
    )
    assert made.status == 0, made.errors
    assert run_museion(home, "account", "grant", "lin.hui@example.org", "editor", "--level", "committee").status == 0
    mistyped = run_museion(home, "account", "grant", "lin.hui@example.org", "editor", "--scope", "m9a5yj8n4")
    assert (mistyped.status, "mistyped" in mistyped.errors) == (2, True)
    account = run_museion(home, "account", "list", "--json").document["accounts"][0]
    assert account["email"] == "lin.hui@example.org"
    assert [(grant["role"], grant["level"]) for grant in account["grants"]] == [("editor", "committee")]
    assert str(ask_home(home, "SELECT password FROM core_account")[0][0]).startswith("argon2$")
    root = {"MUSEION_PASSWORD": "竹林七賢與榮啟期之磚畫也"}
    assert run_museion(home, "account", "create", "zoe@example.org", "--administrator", **root).status == 0
    lines = run_museion(home, "account", "list").output.splitlines()
    assert ["editor everywhere" in lines[0], "administrator" in lines[1]] == [True, True]


def test_the_doctor_names_what_is_ill(tmp_path: Path) -> None:
    done = run_museion(make_empty_home(tmp_path), "doctor", "--json")
    assert done.status == 1
    ill = {check["check"] for check in done.document["checks"] if not check["ok"]}
    assert "database" in ill
    assert "disk" not in ill


def test_a_setting_that_is_mistyped_is_told_with_the_one_that_is_near(tmp_path: Path) -> None:
    mistyped = {"MUSEION_SERACH_URL": "http://search:9200", "MUSEION_HOSTS_FLIE": "/run/hosts"}
    done = run_museion(make_empty_home(tmp_path), "doctor", "--json", **mistyped)
    settings = next(check for check in done.document["checks"] if check["check"] == "settings")
    assert (settings["ok"], settings["doubtful"]) == (True, True)
    assert "MUSEION_SERACH_URL is no setting: is MUSEION_SEARCH_URL meant?" in settings["detail"]
    assert "MUSEION_HOSTS_FLIE is no setting" in settings["detail"]


@pytest.mark.parametrize("words", [("journal", "head"), ("backup", "backups"), ("worker", "--until-empty"), ("serve",)])
def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "key").write_text("3vJt0kq9Tz1mYb7Qw5Xn8Rp2Ls6Dg4Hc")
    away = {"MUSEION_DATABASE_URL": "postgresql://museion:geheim@127.0.0.1:9/museion"}
    done = run_museion(tmp_path, *words, MUSEION_BACKUP_KEY_FILE=str(tmp_path / "key"), **away)
    assert (done.status, "Traceback" in done.errors, "geheim" in done.errors) == (1, False, False), done.errors
    assert "The database cannot be used: connection failed" in done.errors


def test_a_part_that_is_away_is_not_mended_by_a_new_index(tmp_path: Path) -> None:
    away = {"MUSEION_PHOTO_PARTS": "http://127.0.0.1:9", "MUSEION_PHOTO_PARTS_TOKEN": "of all parts"}
    assert run_museion(tmp_path, "journal", "head").status == 0
    done = run_museion(tmp_path, "doctor", "--json", **away)
    losses = next(check for check in done.document["checks"] if check["check"] == "loss register")
    assert "Part http://127.0.0.1:9 of the photo index does not answer. Look at that part's own log" in losses["detail"]
    assert "reindex" not in losses["detail"]


def test_a_part_is_kept_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "part").write_text("a file")
    done = run_museion(tmp_path, "photo-part", str(tmp_path / "part"), MUSEION_PHOTO_PARTS_TOKEN="of all parts")
    assert (done.status, "is a file" in done.errors, "Traceback" in done.errors) == (2, True, False)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """One that every user of the machine may enter, as no folder of pytest's is."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_home_is_made_for_nobody_else_and_one_that_others_may_enter_is_told(
    open_folder: Path, settings: LazySettings
) -> None:
    home = open_folder / "new"
    before = os.umask(0o022)
    try:
        done = run_museion(home, "doctor", "--json")
    finally:
        os.umask(before)
    well = next(check for check in done.document["checks"] if check["check"] == "home")
    assert (stat.S_IMODE(home.stat().st_mode), well["ok"], well["doubtful"]) == (0o700, True, False)
    settings.HOME = home
    home.chmod(0o2750)
    make_private_folder(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o2750, "a group of its operator's choice"
    assert check_home().startswith("nobody else")
    home.chmod(0o755)
    with pytest.raises(DoubtError, match=f"chmod o-rwx {home}"):
        check_home()
    settings.ALLOWED_HOSTS = ["museums.example.org"]
    with pytest.raises(IllError):
        check_home()


@pytest.mark.parametrize(
    "key", ["short", "a" * 64, "django-insecure-Qw5Xn8Rp2Ls6Dg4HcQw5Xn8Rp2Ls6Dg4HcQw5Xn8Rp2Ls6Dg4Hc"]
)
def test_a_key_that_can_be_guessed_is_told_and_never_shown(key: str, settings: LazySettings) -> None:
    settings.SECRET_KEY = key
    with pytest.raises(DoubtError, match="MUSEION_SECRET_KEY can be guessed: it has fewer than 50 characters") as told:
        check_settings()
    assert key not in str(told.value)
    settings.ALLOWED_HOSTS = ["museums.example.org"]
    with pytest.raises(IllError):
        check_settings()


def test_a_home_without_its_secret_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    done = run_museion(tmp_path, "journal", "head")
    assert (done.status, "no empty `secret-key` in it" in done.errors) == (1, True), done.errors


@pytest.mark.django_db
def test_the_doctor_sees_what_the_outbox_fails_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from museion.core.models import OutboxEntry

    OutboxEntry.objects.create(topic="index", kind="museum", key="m9a5yj8n3", attempts=3, error="OSError: disk full")
    with pytest.raises(IllError, match="index fails on m9a5yj8n3: OSError: disk full"):
        checks.check_outbox()


@pytest.mark.django_db
def test_the_doctor_doubts_mails_that_may_not_have_gone_out(now: datetime) -> None:
    from museion.core.messages import MOST_ATTEMPTS, queue_message

    for name, attempts, problem in (("cut", 1, ""), ("waits", 3, "busy"), ("refused", MOST_ATTEMPTS, "no such user")):
        message = queue_message(
            f"test {name}", to_address=f"{name}@people.example", subject="Hello", body="", language="en", at=now
        )
        message.attempts, message.problem = attempts, problem
        message.save()
    with pytest.raises(DoubtError, match="1 e-mails may have gone out or not, 1 were given up"):
        checks.check_mail()


def test_a_missing_or_guessed_translation_is_found(tmp_path: Path) -> None:
    catalogue = tmp_path / "django.po"
    catalogue.write_text(
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\nmsgid "museum"\nmsgstr "musée"\n\nmsgid "jar"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "vase"\nmsgstr "vas"\n\nmsgid "%d museum"\nmsgid_plural "%d museums"\n'
        'msgstr[0] "%d musée"\nmsgstr[1] ""\n\n#~ msgid "old"\n#~ msgstr ""\n\n'
        'msgid "%d vase"\nmsgid_plural "%d vases"\nmsgstr[0] "%d vase"\n\n'
        'msgid ""\n"a long "\n"text"\nmsgstr ""\n"un long "\n"texte"\n'
    )
    assert translations.find_untranslated(catalogue) == ["jar", "vase", "%d museum", "%d vase"]
    assert translations.find_untranslated(tmp_path / "none.po") == [f"{tmp_path / 'none.po'} is missing"]


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_doctor_doubts_a_guess_and_calls_it_ill_once_others_are_written_to(settings: LazySettings) -> None:
    settings.BASE_URL, settings.EMAIL_HOST = "", ""
    (finding,) = run_checks((("address", check_address),))
    assert (finding.is_well, finding.is_doubtful) == (True, True)
    assert "MUSEION_BASE_URL" in finding.detail
    settings.EMAIL_HOST = "mail.example.org"
    (finding,) = run_checks((("address", check_address),))
    assert (finding.is_well, finding.is_doubtful) == (False, False)
    settings.BASE_URL = "https://museums.example.org"
    (finding,) = run_checks((("address", check_address),))
    assert (finding.is_well, finding.is_doubtful) == (True, False)
