"""A table of losses with photos beside it becomes records, pictures and registers; what is wrong is told and costs no more."""

import csv
import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from museion.core.access import AccessLevel, make_operator
from museion.core.dates.days import get_year
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.outbox import drain
from museion.screening.actions.losses import change_loss_status, publish_loss, withdraw_loss
from museion.screening.models import LossPhotograph, LossRecord
from museion.screening.registers import get_registers
from museion.screening.registers.keeping import PHOTOS, TEXTS
from museion.screening.registers.words import describe_values
from museion.screening.terms import LossStatus
from museion.screening.tests.cast import match_photo

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
FBI = Path("/work/shared/data/stolen/fbi-nsaf-1000.csv")

JAR = {
    "object_type": "jarre",
    "materials": "terre cuite|engobe",
    "measurements": "41,3 x 26,8 cm",
    "inscriptions_markings": "Stamp: two fish|ΑΓΙΟΣ",
    "title": "Jarre aux deux oiseaux",
    "date_period": "7th century BCE",
    "maker": "Unknown",
    "inventory_number": "S.1934.207",
    "photo": "photos/jar.jpg|photos/back of jar.png",
}


def make_picture(seed: int, form: str = "JPEG") -> bytes:
    noise = np.random.default_rng(seed).integers(0, 255, (40, 40, 3), np.uint8)
    file = BytesIO()
    Image.fromarray(noise).resize((480, 480), Image.Resampling.BICUBIC).save(file, form)
    return file.getvalue()


def write_table(folder: Path, rows: list[dict[str, str]]) -> Path:
    (folder / "photos").mkdir(exist_ok=True)
    (folder / "photos" / "jar.jpg").write_bytes(make_picture(1))
    (folder / "photos" / "back of jar.png").write_bytes(make_picture(2, "PNG"))
    (folder / "photos" / "letter.jpg").write_text("Dear Sir or Madam")
    path = folder / "losses.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    return path


def make_order(
    path: Path, mapping: str = "object-id", *, is_dry: bool = False, files_in: tuple[Path, ...] = ()
) -> Order:
    importer = IMPORTERS["losses"]
    return Order(
        importer,
        load_mapping(mapping, importer),
        path,
        make_operator(via="import"),
        lambda: NOON,
        is_dry=is_dry,
        files_in=files_in,
    )


def load(path: Path, mapping: str = "object-id", *, files_in: tuple[Path, ...] = ()) -> Outcome:
    outcome = import_file(make_order(path, mapping, files_in=files_in))
    while drain(TEXTS) + drain(PHOTOS):
        pass
    return outcome


def test_every_column_of_object_id_and_the_photos_arrive(tmp_path: Path) -> None:
    assert load(write_table(tmp_path, [JAR])).created == 1
    loss = LossRecord.objects.get()
    assert loss.title == {"und": "Jarre aux deux oiseaux"}
    assert loss.materials == ["terre cuite", "engobe"]
    assert [held["normalised"] for held in loss.measurements] == [413.0, 268.0]
    assert [mark["kind"] for mark in loss.inscriptions_markings] == ["stamp", "inscription"]
    assert (get_year(loss.date_earliest or 0), get_year(loss.date_latest or 0)) == (-699, -600)
    assert (loss.status, loss.access, loss.published_at) == ("stolen", "public", NOON)
    assert [picture.media_type for picture in loss.photographs.all()] == ["image/jpeg", "image/png"]


def test_what_was_imported_is_found_by_its_words_and_by_its_photo(tmp_path: Path) -> None:
    load(write_table(tmp_path, [JAR]))
    key = LossRecord.objects.get().key
    registers = get_registers()
    asked = describe_values({"object_type": {"es": "jarra"}, "measurements": [{"normalised": 413.0}]})
    assert registers.match_text(asked)[0].id == key
    assert [match.object_key for match in match_photo(registers, make_picture(2))] == [key]
    edition = registers.edition()
    assert (edition["count"], edition["with_photos"], edition["waiting"]) == (1, 1, 0)
    assert len(edition["checksum"]) == 64


def test_the_same_table_again_changes_nothing(tmp_path: Path) -> None:
    path = write_table(tmp_path, [JAR, {"title": "Icône", "photo": ""}])
    load(path)
    edition = get_registers().edition()
    again = load(path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert get_registers().edition()["checksum"] == edition["checksum"]
    assert LossPhotograph.objects.count() == 2


def test_a_photo_that_is_none_costs_the_photo_and_is_told(tmp_path: Path) -> None:
    rows = [
        {**JAR, "photo": "photos/nowhere.jpg|photos/jar.jpg"},
        {**JAR, "inventory_number": "S.2", "photo": "photos/letter.jpg"},
        {**JAR, "inventory_number": "S.3", "photo": "photos"},
    ]
    outcome = load(write_table(tmp_path, rows))
    assert (outcome.created, outcome.rejected, outcome.left_out) == (3, 0, 3)
    assert [example.value for example in outcome.examples] == ["nowhere.jpg", "letter.jpg", "photos"]
    assert LossPhotograph.objects.count() == 1


def test_answers_may_be_tables_in_json(tmp_path: Path) -> None:
    row = {
        "title": "Portrait",
        "measurements": json.dumps([{"dimension": "height", "value": "24", "unit": "in"}]),
        "date_period": json.dumps({"display": "c. 1880", "from": 1875, "to": 1885}),
        "maker": json.dumps({"name": "Ana Ruiz", "kind": "person"}),
        "distinguishing_features": json.dumps(["scratch", "old label"]),
    }
    load(write_table(tmp_path, [row]))
    loss = LossRecord.objects.get()
    assert loss.measurements[0]["normalised"] == pytest.approx(609.6)
    assert (loss.date_text, loss.date_earliest) == ("c. 1880", 18750101)
    assert loss.makers[0]["name"] == "Ana Ruiz"
    assert loss.distinguishing_features == {"und": "scratch; old label"}


def test_rows_without_any_number_stay_apart_and_are_known_again(tmp_path: Path) -> None:
    rows = [{"title": "Untitled", "maker": "Ana Ruiz", "measurements": f"{side} x 30 cm"} for side in (20, 21, 22)]
    path = write_table(tmp_path, rows)
    assert load(path).created == 3
    assert load(path).unchanged == 3


def test_a_bad_value_costs_the_value_not_the_loss(tmp_path: Path) -> None:
    outcome = load(write_table(tmp_path, [{**JAR, "loss_country": "Atlantis"}]))
    assert (outcome.created, outcome.left_out) == (1, 1)
    assert LossRecord.objects.get().loss_country == ""


@pytest.mark.parametrize(("column", "value"), [("status", "eaten by goats"), ("publication_level", "us three")])
def test_a_status_or_level_that_cannot_be_read_accuses_nobody_and_publishes_nothing(
    tmp_path: Path, column: str, value: str
) -> None:
    rows = [{**JAR, column: value}, {"title": "Icône", "object_type": "icon"}]
    outcome = load(write_table(tmp_path, rows))
    assert (outcome.created, outcome.rejected) == (1, 1)
    assert outcome.examples[0].value == value
    assert "line 2" in outcome.examples[0].place
    assert LossRecord.objects.get().title == {"und": "Icône"}


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Volée", "stolen"),
        ("desaparecido", "missing"),
        ("Looted, never inventoried", "looted_unregistered"),
        ("", "stolen"),
    ],
)
def test_statuses_are_read_in_the_words_of_the_site(tmp_path: Path, written: str, status: str) -> None:
    load(write_table(tmp_path, [{**JAR, "status": written}]))
    assert LossRecord.objects.get().status == status


def test_the_level_partners_of_the_mission_is_not_public(tmp_path: Path) -> None:
    load(write_table(tmp_path, [{**JAR, "publication_level": "partners"}]))
    assert LossRecord.objects.get().access == "partner"


def test_what_the_desk_set_is_not_undone_by_a_table_that_does_not_say(tmp_path: Path) -> None:
    load(write_table(tmp_path, [JAR]))
    loss, desk = LossRecord.objects.get(), make_operator()
    change_loss_status(loss, LossStatus.RECOVERED, actor=desk, at=NOON, reason="handed in")
    publish_loss(loss, AccessLevel.DESK, actor=desk, at=NOON)
    load(write_table(tmp_path, [{**JAR, "subject": "two birds"}]))
    again = LossRecord.objects.get()
    assert (again.status, again.access, again.subject) == ("recovered", "desk", {"und": "two birds"})


def test_a_withdrawn_loss_does_not_come_back_with_its_table(tmp_path: Path) -> None:
    path = write_table(tmp_path, [JAR])
    load(path)
    withdraw_loss(LossRecord.objects.get(), actor=make_operator(), at=NOON, reason="reported twice")
    outcome = load(path)
    assert (outcome.created, outcome.updated, outcome.rejected) == (0, 0, 1)
    assert "reported twice" in outcome.examples[0].problem
    assert not LossRecord.objects.current().exists()


def test_everything_that_is_wrong_with_a_row_is_told(tmp_path: Path) -> None:
    outcome = load(write_table(tmp_path, [{**JAR, "photo": "photos/nowhere.jpg|photos/letter.jpg"}]))
    assert "nowhere.jpg" in outcome.examples[0].problem
    assert "letter.jpg" in outcome.examples[0].problem


def test_a_row_that_says_nothing_is_refused(tmp_path: Path) -> None:
    outcome = load(write_table(tmp_path, [JAR, {"photo": "photos/letter.jpg"}]))
    assert (outcome.created, outcome.rejected) == (1, 1)
    assert "title" in outcome.examples[0].problem


@pytest.mark.skipif(not FBI.exists(), reason="the shared data are not here")
def test_the_national_stolen_art_file_is_read(tmp_path: Path) -> None:
    outcome = load(FBI, "fbi")
    # Two rows are, to the letter, as two before them.
    assert (outcome.created, outcome.rejected, outcome.left_out) == (998, 2, 0)
    asked = describe_values({"title": {"en": "Shakti II"}, "makers": [{"name": "Creme, B."}]})
    best = get_registers().match_text(asked)[0]
    assert LossRecord.objects.get(key=best.id).title == {"en": "Shakti II"}


def test_photos_outside_the_table_s_folder_are_not_read_unless_the_operator_names_the_folder(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "private", tmp_path / "table"
    elsewhere.mkdir()
    folder.mkdir()
    (elsewhere / "portrait.jpg").write_bytes(make_picture(3))
    named = f"../private/portrait.jpg|{elsewhere / 'portrait.jpg'}|photos/../photos/jar.jpg"
    path = write_table(folder, [JAR | {"photo": named}])
    outcome = load(path)
    assert (outcome.created, outcome.rejected, outcome.left_out) == (1, 0, 2)
    assert {example.value for example in outcome.examples} == {named.split("|")[0], named.split("|")[1]}
    assert LossPhotograph.objects.count() == 1
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert load(path, files_in=(elsewhere,)).left_out == 0
    assert LossPhotograph.objects.count() == 2


def test_a_dry_run_keeps_no_picture_and_tells_of_the_bad_one(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    path = write_table(tmp_path, [JAR | {"photo": "photos/jar.jpg|photos/letter.jpg"}])
    outcome = import_file(make_order(path, is_dry=True))
    assert (outcome.created, outcome.left_out) == (1, 1)
    assert not LossRecord.objects.exists()
    assert not (tmp_path / "media").exists()
