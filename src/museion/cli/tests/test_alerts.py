"""`museion alerts read`: one document that says what came in, whom it reaches, and what could not be used."""

import gzip
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from museion.cli.tests.runner import run_museion
from museion.core.testing.home import ask_home, make_home_environment
from museion.response.tests.alerts_in_words import write_alert

HAZARDS = Path(__file__).resolve().parents[5] / "shared" / "data" / "hazards"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def test_good_and_bad_files_are_read_together(home: Path, tmp_path: Path) -> None:
    good, broken, page, cut = (tmp_path / name for name in ("good.cap", "broken.cap", "page.xml", "cut.cap.gz"))
    good.write_bytes(write_alert())
    broken.write_bytes(write_alert()[:200])
    page.write_bytes(b"<!DOCTYPE html><html><body>Service unavailable</body></html>")
    cut.write_bytes(gzip.compress(write_alert())[:-20])
    files = [str(path) for path in (broken, page, cut, good)]
    done = run_museion(home, "alerts", "read", *files, "--against", "museums", "--json")
    assert done.status == 0, done.errors
    (event,) = done.document["events"]
    assert (event["source"], event["headline"], event["status"], event["museums"]) == (
        "cap",
        "Inondation",
        "Actual",
        [],
    )
    assert [area["description"] for area in event["areas"]] == ["Saint-Louis du Sénégal"]
    assert [Path(entry["file"]).name for entry in done.document["quarantined"]] == [
        "broken.cap",
        "page.xml",
        "cut.cap.gz",
    ]
    assert all(entry["reason"] for entry in done.document["quarantined"])


def test_a_file_that_is_not_there_is_wrong_usage(home: Path, tmp_path: Path) -> None:
    for path, told in ((tmp_path / "none.cap", "no such file"), (tmp_path, "a folder, not a file")):
        refused = run_museion(home, "alerts", "read", str(path), "--json")
        assert (refused.status, refused.output) == (2, "")
        assert told in " ".join(refused.errors.split())


def test_an_alert_may_come_through_a_pipe(home: Path) -> None:
    command = [sys.executable, "-m", "museion", "alerts", "read", "/dev/stdin", "--json"]
    done = subprocess.run(
        command, input=write_alert(), env=make_home_environment(home), capture_output=True, check=True
    )
    assert len(orjson.loads(done.stdout)["events"]) == 1


def test_odd_files_are_quarantined_in_words_that_can_be_read(home: Path, tmp_path: Path) -> None:
    files = {
        "empty.cap": b"",
        "blank.cap": b"\n \n",
        "alerts.zip": b"PK\x03\x04\x14\0" + bytes(range(64)),
        "noise.cap": b"\x81\x82\x83" * 20,
        "large.cap": b"<alert>" + b" " * 50_000_000,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "wide.cap").write_bytes(write_alert().decode().encode("utf-16"))
    paths = [str(tmp_path / name) for name in (*files, "wide.cap")]
    done = run_museion(home, "alerts", "read", *paths, "--json")
    assert (done.status, len(done.document["events"])) == (0, 1), done.errors
    reasons = {Path(entry["file"]).name: entry["reason"] for entry in done.document["quarantined"]}
    assert reasons.keys() == files.keys()
    assert all(reason.isprintable() and "\ufffd" not in reason for reason in reasons.values())
    assert "ZIP" in reasons["alerts.zip"]


@pytest.mark.skipif(not HAZARDS.is_dir(), reason="the published feeds are not on this machine")
def test_every_published_file_is_an_event_a_link_or_in_quarantine(home: Path) -> None:
    files = sorted(str(path) for path in (HAZARDS / "cap").iterdir())
    first, second = (run_museion(home, "alerts", "read", *files, "--json") for _ in range(2))
    assert first.document["events"] == second.document["events"]
    reasons, again = ({entry["reason"] for entry in done.document["quarantined"]} for done in (first, second))
    settled = {
        row[0] for row in ask_home(home, "SELECT reason FROM response_quarantinedalert WHERE resolved_at IS NOT NULL")
    }
    assert reasons - again <= settled, "only what a later file put right waits no longer"
    assert again <= reasons
    assert len(first.document["links"]) == 5
    quarantined = {Path(entry["file"]).name for entry in first.document["quarantined"]}
    assert {"invalid.cap", "invalid.rss", "weather_invalid.atom", "xee.cap"} <= quarantined
    assert len({event["key"] for event in first.document["events"]}) == len(first.document["events"])
