"""`museion screen` keeps the contract that other programs rely on."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from museion.cli.commands import app
from museion.core.access import Actor
from museion.screening.actions.runs import make_screening
from museion.screening.models import LossRecord, Screening
from museion.screening.registers import asking
from museion.screening.runs.questions import Question
from museion.screening.sealed.records import write_paper
from museion.screening.tests.cast import BOATS, catch_up, lose
from museion.screening.tests.drawings import draw_painting, encode

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path / "static"
    asking.close_registers()
    return tmp_path


@pytest.fixture
def boats(home: Path, operator: Actor, now: datetime) -> LossRecord:
    loss = lose(BOATS, actor=operator, at=now, photo=7)
    catch_up()
    return loss


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode(draw_painting(7)[10:-10], "JPEG"))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["screen", *map(str, arguments)])


def test_one_document_holds_matches_with_reasons_and_the_notice(boats: LossRecord, photo: Path) -> None:
    result = run("--photo", photo, "--text", "huile sur toile", "--field", "type=painting", "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    best = answer["matches"][0]
    assert best["key"] == boats.key
    assert best["probability"] > 0.9
    assert {"key", "title", "score", "probability", "why"} <= set(best)
    assert {"feature", "points", "asked", "held"} <= set(best["why"][0])
    assert Screening.objects.filter(key=answer["record"]).exists()
    assert "not an accusation" in answer["notice"]


def test_a_batch_answers_every_line_in_order(boats: LossRecord, photo: Path, tmp_path: Path) -> None:
    lines: list[Any] = [
        {"photo": ["photo.jpg"]},
        {"text": "Bateaux au port de Saint-Louis", "fields": {}},
        {"photo": ["missing.jpg"], "text": "Bateaux"},
        {"fields": {"type": "amphora", "measurements": [{"dimension": "height", "value": 41, "unit": "cm"}]}},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), "", "{broken"]))
    result = run("--batch", path, "--json")
    answers = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert result.exit_code == 1
    assert [bool(answer["record"]) for answer in answers] == [True, True, False, True, False]
    assert [answer["matches"][0]["key"] for answer in answers[:2]] == [boats.key, boats.key]
    assert "line 3: photo missing.jpg" in answers[2]["error"]
    assert "line 6" in answers[4]["error"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--field", "colour=red"), "colour"),
        (("--field", "type"), "name=value"),
        (("--text", " "), "at least one photo"),
        (("--batch", "x", "--text", "y"), "in the file itself"),
        (("--batch", "/nowhere.jsonl"), "No such file"),
        (("verify",), "name a file"),
        (("verify", "/nowhere.pdf"), "No such file"),
    ],
)
def test_wrong_usage_is_refused_in_clear_words(home: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize(
    ("change", "status", "finding"),
    [
        (lambda paper: paper, 0, "genuine"),
        (lambda paper: paper.replace(b"%PDF-1.", b"%PDF-2.", 1), 1, "changed"),
        (lambda paper: b"%PDF-1.7\n%%EOF", 1, "unsigned"),
    ],
)
def test_a_record_is_verified_offline(
    operator: Actor, now: datetime, tmp_path: Path, change: Callable[[bytes], bytes], status: int, finding: str
) -> None:
    made = make_screening(Question(text="Bateaux au port"), actor=operator, at=now)
    path = tmp_path / "record.pdf"
    path.write_bytes(change(write_paper(Screening.objects.get(key=made.key), at=now, language="en")))
    result = run("verify", path, "--json")
    assert (result.exit_code, json.loads(result.stdout)["finding"]) == (status, finding)


def test_a_catalogue_is_screened_with_the_pictures_of_a_folder(boats: LossRecord, photo: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "sale.csv", tmp_path / "worklist.csv"
    table.write_text("lot,title,image\n1,Vase,\n2,Marine,photo.jpg\n")
    result = run("catalogue", table, "--pictures", tmp_path, "--csv", out, "--json")
    assert result.exit_code == 0, result.output
    first = json.loads(result.stdout)["lots"][0]
    assert (first["lot"], first["matches"][0]["key"]) == ("2", boats.key)
    assert out.read_text(encoding="utf-8-sig").startswith("lot,urgency")
