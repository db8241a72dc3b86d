"""Screening over HTTP, by JSON, by form, in batches; and who reads a run again."""

import base64
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museion.core.access import Actor
from museion.core.models import Account
from museion.screening.models import LossRecord
from museion.screening.tests.cast import BOATS, catch_up, lose
from museion.screening.tests.drawings import draw_painting, encode

pytestmark = pytest.mark.django_db
PHOTO = encode(draw_painting(7)[10:-10], "JPEG")


@pytest.fixture
def boats(db: None, operator: Actor, now: datetime) -> LossRecord:
    loss = lose(BOATS, actor=operator, at=now, photo=7)
    catch_up()
    return loss


def test_json_with_a_photo_finds_the_loss(client: Client, boats: LossRecord) -> None:
    asked = {"photos": [base64.b64encode(PHOTO).decode()], "fields": {"type": "peinture"}}
    answer = client.post("/api/v1/screen", asked, "application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["matches"][0]["key"] == boats.key
    assert answer.json()["url"].startswith("/screenings/")


def test_a_form_with_a_file_finds_it_too(client: Client, boats: LossRecord) -> None:
    sent = {"photo": SimpleUploadedFile("p.jpg", PHOTO), "text": "huile", "fields": '{"type": "painting"}'}
    answer = client.post("/api/v1/screen", sent)
    assert answer.json()["matches"][0]["key"] == boats.key


def test_a_batch_answers_in_order_and_says_what_could_not_be_asked(client: Client, boats: LossRecord) -> None:
    questions = [{"text": "Bateaux au port de Saint-Louis"}, {"photos": ["no base64!"]}, {"fields": {"colour": "red"}}]
    answers = client.post("/api/v1/screen/batch", {"questions": questions}, "application/json").json()
    assert answers[0]["matches"][0]["key"] == boats.key
    assert "base64" in answers[1]["error"]
    assert "colour" in answers[2]["error"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "This could not be used; expected was a day such as 2004-10-08."),
        ("fr", "un jour, par exemple 2004-10-08"),
        ("es", "un día, por ejemplo 2004-10-08"),
    ],
)
def test_what_of_a_question_was_not_used_is_told_in_the_language_of_the_asker(
    client: Client, boats: LossRecord, language: str, told: str
) -> None:
    asked = {"text": "Bateaux", "fields": {"date_documented": "avant-hier"}}
    answer = client.post("/api/v1/screen", asked, "application/json", headers={"accept-language": language}).json()
    (problem,) = answer["problems"]
    assert {*problem} == {"part", "value", "told"}
    assert (problem["part"], problem["value"]) == ("date_documented", "avant-hier")
    assert told in problem["told"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"colour": "red"}, 422),
        ({"fields": {"colour": "red"}}, 422),
        ({}, 422),
        ({"photos": [base64.b64encode(b"no picture").decode()]}, 422),
    ],
)
def test_what_cannot_be_asked_is_a_problem(client: Client, body: dict[str, object], status: int) -> None:
    answer = client.post("/api/v1/screen", body, "application/json")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_only_who_asked_reads_it_by_its_key(client: Client, boats: LossRecord) -> None:
    officer = Account.objects.create_user("officer@example.org", "long enough to be one")
    client.force_login(officer)
    made = client.post("/api/v1/screen", {"text": "Bateaux"}, "application/json").json()
    assert client.get(f"/api/v1/screenings/{made['record']}").status_code == 200
    stranger = Client()
    assert stranger.get(f"/api/v1/screenings/{made['record']}").status_code == 404
    assert stranger.get(f"/api/v1{made['url']}").status_code == 200


def test_whoever_asks_too_often_is_told_when_to_go_on(client: Client, boats: LossRecord, settings: Any) -> None:
    settings.SCREENINGS_PER_MINUTE = 3
    ask = {"questions": [{"text": "Bateaux"}] * 4}
    answer = client.post("/api/v1/screen/batch", ask, "application/json", REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 429
    assert answer.json()["type"] == "/problems/too-many-requests"
    assert 0 < int(answer.headers["Retry-After"]) == answer.json()["retry_after"] <= 60
    page = client.post("/screen", {"text": "Bateaux"}, REMOTE_ADDR="192.0.2.7", HTTP_ACCEPT="text/html")
    assert page.status_code == 429
    assert (
        client.post("/api/v1/screen", {"text": "Bateaux"}, "application/json", REMOTE_ADDR="192.0.2.8").status_code
        == 200
    )


def test_behind_a_proxy_each_visitor_is_counted_alone(client: Client, boats: LossRecord, settings: Any) -> None:
    settings.SCREENINGS_PER_MINUTE, settings.PROXIES = 1, 1

    def ask(forwarded: str) -> int:
        headers = {"X-Forwarded-For": forwarded}
        return client.post("/api/v1/screen", {"text": "Bateaux"}, "application/json", headers=headers).status_code

    assert [ask("203.0.113.1"), ask("198.51.100.9, 203.0.113.1"), ask("203.0.113.2")] == [200, 429, 200]


def test_an_answer_names_the_matched_loss_as_its_source_does(client: Client, boats: LossRecord) -> None:
    match = client.post("/api/v1/screen", {"text": "Bateaux au port de Saint-Louis"}, "application/json").json()[
        "matches"
    ][0]
    assert (match["key"], match["inventory_number"], match["source_id"]) == (
        boats.key,
        boats.inventory_number,
        boats.source_id,
    )


def test_a_file_that_is_too_large_is_told_and_not_left_out(client: Client, boats: LossRecord, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = len(PHOTO) - 1
    sent = {"photo": SimpleUploadedFile("boats.jpg", PHOTO), "text": "Bateaux au port"}
    answer = client.post("/api/v1/screen", sent)
    assert answer.status_code == 422
    assert "boats.jpg is larger than" in answer.json()["detail"]


def test_what_is_wrong_with_a_document_is_told_by_its_place(client: Client, boats: LossRecord) -> None:
    told = client.post("/api/v1/screen", {"text": "Bateaux", "fotos": []}, "application/json").json()["detail"]
    assert told.startswith("fotos: ")
    assert "http" not in told
