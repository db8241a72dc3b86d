"""An institution reports a loss in a browser: who may, what becomes of it, what it is told to add."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museion.core.access import AccessLevel
from museion.core.models import Account
from museion.network.models import Body
from museion.screening.models import LossRecord
from museion.screening.tests.lost_painting import write_png

LOST = {
    "title": "قناع خشبي",
    "object_type": "mask",
    "materials": "wood|pigment",
    "measurements": "H. 31 cm; 18 cm wide",
    "status": "stolen",
    "loss_country": "SN",
    "loss_date": "between 3 and 5 May 2024",
    "owner": "Awa Diop, 4 rue du Port",
}


def test_a_visitor_is_told_who_may_report(client: Client, db: None) -> None:
    assert client.get("/losses/report").status_code == 403
    assert client.post("/losses/report", LOST).status_code == 403
    assert not LossRecord.objects.exists()


def test_a_registrar_reports_in_the_name_of_the_committee_and_only_the_desk_reads_it(
    client: Client, committee: Body, registrar: Account, sign_in: Callable[[Account], Client]
) -> None:
    photo = SimpleUploadedFile("mask.png", write_png(3), "image/png")
    answer = sign_in(registrar).post("/losses/report", {**LOST, "photo": photo, "scope_key": committee.key})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    loss = LossRecord.objects.get()
    assert (loss.access, loss.scope_key, loss.is_certified) == (AccessLevel.DESK, committee.key, False)
    assert loss.materials == ["wood", "pigment"]
    assert {entry["normalised"] for entry in loss.measurements} == {310, 180}
    assert loss.photographs.count() == 1
    assert client.get(loss.url).status_code == 404


def test_whoever_reported_is_told_what_would_make_it_recognisable(
    committee: Body, registrar: Account, sign_in: Callable[[Account], Client]
) -> None:
    page = sign_in(registrar).post("/losses/report", {**LOST, "scope_key": committee.key}, follow=True)
    text = page.content.decode()
    assert "photographs" in text
    assert LossRecord.objects.get().key in text
    assert "rue du Port" not in text


@pytest.mark.parametrize("sent", [{}, {"status": "stolen"}])
def test_a_report_that_says_nothing_is_sent_back(
    committee: Body, registrar: Account, sign_in: Callable[[Account], Client], sent: dict[str, str]
) -> None:
    answer = sign_in(registrar).post("/losses/report", {**sent, "scope_key": committee.key})
    assert answer.status_code == 422
    assert not LossRecord.objects.exists()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "expected at least one answer of Object ID, or a photo"),
        ("fr", "attendu : au moins une réponse d&#x27;Object ID, ou une photo"),
        ("ar", "المتوقع إجابة واحدة على الأقل من Object ID، أو صورة"),
    ],
)
def test_what_a_report_lacks_is_said_in_the_language_of_whoever_reports(
    committee: Body, registrar: Account, sign_in: Callable[[Account], Client], language: str, told: str
) -> None:
    sent = {"scope_key": committee.key}
    page = sign_in(registrar).post("/losses/report", sent, headers={"accept-language": language})
    assert told in page.content.decode()


def test_a_report_that_says_nothing_keeps_no_photo(
    committee: Body, registrar: Account, sign_in: Callable[[Account], Client], home: Path
) -> None:
    photo = SimpleUploadedFile("mask.png", write_png(3), "image/png")
    answer = sign_in(registrar).post("/losses/report", {"status": "stolen", "photo": photo})
    assert answer.status_code == 422
    assert not [path for path in (home / "files").rglob("*") if path.is_file()]


def test_a_file_that_is_no_picture_is_named_and_nothing_is_kept(
    committee: Body, registrar: Account, sign_in: Callable[[Account], Client]
) -> None:
    photo = SimpleUploadedFile("scan.pdf", b"%PDF-1.7", "application/pdf")
    answer = sign_in(registrar).post("/losses/report", {**LOST, "photo": photo, "scope_key": committee.key})
    assert "scan.pdf" in answer.content.decode()
    assert not LossRecord.objects.exists()


def test_a_date_or_size_that_cannot_be_read_is_kept_as_written_and_told(
    committee: Body, registrar: Account, sign_in: Callable[[Account], Client]
) -> None:
    vague = {"loss_date": "during the rains", "measurements": "as large as a door", "date_period": "long ago"}
    page = sign_in(registrar).post("/losses/report", {**LOST, **vague, "scope_key": committee.key}, follow=True)
    loss = LossRecord.objects.get()
    assert (loss.loss_date_text, loss.measurements_text, loss.date_text) == tuple(vague.values())
    assert all(text in page.content.decode() for text in ("Kept as you wrote it", *vague.values()))
