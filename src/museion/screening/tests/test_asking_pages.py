"""Asking about an object in a browser, with and without a photo, and who may open the answer."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museion.core.access import AccessLevel, Actor, Role
from museion.core.models import Account, Grant
from museion.screening.models import Judgement, LossRecord, Screening
from museion.screening.registers import asking
from museion.screening.terms import Verdict
from museion.screening.tests.drawings import encode
from museion.screening.tests.lost_painting import make_loss, write_png

PURPOSE = "contrôle douanier"


@pytest.fixture
def loss(db: None, operator: Actor, now: datetime) -> LossRecord:
    return make_loss(operator, now)


def ask(client: Client, **sent: object) -> str:
    answer = client.post("/screen", sent)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.headers["Location"]


def test_a_photo_finds_the_loss_and_shows_both_pictures(client: Client, loss: LossRecord) -> None:
    photo = SimpleUploadedFile("IMG_0001.png", write_png(7, turn=90), "image/png")
    page = client.get(ask(client, photo=photo, purpose=PURPOSE)).content.decode()
    match = Screening.objects.get().matches.get()
    assert match.verdict == Verdict.URGENT
    assert "Bateaux au port de Saint-Louis" in page
    assert page.count('class="dot-') > 10
    assert match.evidence["registered"] in page
    assert PURPOSE in page
    assert "rue du Fleuve" not in page


def test_the_page_never_says_stolen_nor_certain_of_the_object(client: Client, loss: LossRecord) -> None:
    photo = SimpleUploadedFile("a.png", write_png(7), "image/png")
    page = client.get(ask(client, photo=photo)).content.decode()
    assert "100 %" not in page
    assert "not an accusation and not a certificate" in page


def test_words_find_the_loss_and_say_no_more_than_possible(client: Client, loss: LossRecord) -> None:
    page = client.get(ask(client, text="Fall, Aïssatou: Bateaux au port de Saint-Louis")).content.decode()
    assert Screening.objects.get().matches.get().verdict in {Verdict.POSSIBLE, Verdict.LOOKALIKE}
    assert "SL-204" in page


def test_nothing_found_does_not_read_as_not_stolen(client: Client, loss: LossRecord) -> None:
    photo = SimpleUploadedFile("b.png", write_png(8), "image/png")
    page = client.get(ask(client, photo=photo)).content.decode()
    assert "No registered loss was recognised" in page
    assert "does not mean that the object is not stolen" in page


def test_a_blank_wall_does_not_read_as_a_search_without_a_find(client: Client, loss: LossRecord) -> None:
    photo = SimpleUploadedFile("wall.png", encode(np.full((400, 600, 3), 180, np.uint8)), "image/png")
    page = client.get(ask(client, photo=photo)).content.decode()
    assert "The photo could not be compared" in page
    assert "No registered loss was recognised" not in page


def test_a_photo_too_many_or_too_large_is_told_and_the_rest_is_asked(
    client: Client, loss: LossRecord, settings: LazySettings
) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    photos = [SimpleUploadedFile("scan.tif", b"x" * 1024 * 1025)]
    photos += [SimpleUploadedFile(f"{number}.png", write_png(7)) for number in range(9)]
    page = client.get(ask(client, photo=photos)).content.decode()
    assert loss.url in page
    assert "scan.tif is larger than 1 MB" in page
    assert "Only the first 8 photos are compared" in page
    alone = client.post("/screen", {"photo": SimpleUploadedFile("scan.tif", b"x" * 1024 * 1025)})
    assert (alone.status_code, "larger than 1 MB" in alone.content.decode()) == (422, True)


def test_a_register_without_photos_does_not_read_as_a_search_without_a_find(client: Client, db: None) -> None:
    photo = SimpleUploadedFile("b.png", write_png(8), "image/png")
    page = client.get(ask(client, photo=photo)).content.decode()
    assert "The photo could not be compared" in page
    assert "The register holds no photo" in page


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_question_is_sent_back(client: Client, db: None, text: str) -> None:
    answer = client.post("/screen", {"text": text})
    assert answer.status_code == 422
    assert "Take a photo" in answer.content.decode()
    assert not Screening.objects.exists()


def test_a_file_that_is_no_picture_is_not_taken_for_a_search_without_a_find(client: Client, db: None) -> None:
    answer = client.post("/screen", {"photo": SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")})
    assert answer.status_code == 422
    assert not Screening.objects.exists()


def test_the_words_of_a_refused_question_stay_in_the_form(client: Client, db: None) -> None:
    photo = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    page = client.post("/screen", {"photo": photo, "purpose": PURPOSE}).content.decode()
    assert PURPOSE in page


def test_only_who_holds_the_link_opens_the_answer(
    client: Client, loss: LossRecord, member: Account, sign_in: Callable[[Account], Client]
) -> None:
    address = ask(client, text="Bateaux au port")
    key = Screening.objects.get().key
    assert Client().get(address).status_code == 200
    assert Client().get(f"/screenings/{key}").status_code == 404
    assert Client().get(f"{address[:-4]}AAAA").status_code == 404
    assert sign_in(member).get(f"/screenings/{key}").status_code == 404


def test_who_asked_when_signed_in_comes_back_by_the_key(
    loss: LossRecord, member: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser = sign_in(member)
    ask(browser, text="Bateaux au port")
    assert browser.get(f"/screenings/{Screening.objects.get().key}").status_code == 200


def test_the_desk_judges_and_others_do_not(
    client: Client, loss: LossRecord, member: Account, now: datetime, sign_in: Callable[[Account], Client]
) -> None:
    address = ask(client, text="Bateaux au port de Saint-Louis")
    assert 'name="decision"' not in client.get(address).content.decode()
    assert sign_in(member).post(f"{address}/matches/1", {"decision": "match"}).status_code == 403
    Grant.objects.create(account=member, role=Role.DESK_OFFICER, level=AccessLevel.DESK, valid_from=now)
    sign_in(member).post(f"{address}/matches/1", {"decision": "match", "reason": "même craquelure"})
    assert Judgement.objects.get().decision == "match"
    page = client.get(address).content.decode()
    assert "même craquelure" in page
    assert "1 person has confirmed the match" in page


def test_adding_details_keeps_the_photo_and_the_words(client: Client, loss: LossRecord) -> None:
    photo = SimpleUploadedFile("c.png", write_png(7), "image/png")
    address = ask(client, photo=photo, text="huile")
    page = client.get(address)
    refine = page.context["refine_url"]
    form = client.get(refine).content.decode()
    kept = Screening.objects.get().asked["photos"][0]
    assert f'name="kept_photo" value="{kept}"' in form
    again = ask(client, kept_photo=kept, text="huile sur toile")
    assert "Bateaux" in client.get(again).content.decode()


def test_a_long_description_is_added_to_without_standing_in_an_address(client: Client, loss: LossRecord) -> None:
    told = "جرة من الفخار عليها نقوش " * 800
    refine = client.get(ask(client, text=told, object_type="jarre")).context["refine_url"]
    assert len(refine) < 200
    form = client.get(refine).content.decode()
    assert told.strip() in form
    assert 'value="jarre"' in form
    assert client.get("/screen?again=q00000000").status_code == 404


def test_photos_of_the_check_before_come_before_those_that_are_too_many(client: Client, loss: LossRecord) -> None:
    ask(client, photo=SimpleUploadedFile("a.png", write_png(7)))
    kept = Screening.objects.get().asked["photos"][0]
    photos = [SimpleUploadedFile(f"{place}.png", write_png(7)) for place in range(8)]
    page = client.get(ask(client, kept_photo=kept, photo=photos)).content.decode()
    assert "Only the first 8 photos are compared" in page
    assert "Bateaux" in page


def test_what_was_asked_is_told_by_the_questions_names(client: Client, loss: LossRecord) -> None:
    page = client.get(
        f"{ask(client, object_type='mask', place_of_origin_discovery='Dakar', value_eur='900')}?lang=fr"
    ).content.decode()
    asked = page.split('id="asked"')[1]
    assert "lieu d’origine" in asked.replace("'", "’") or "origine" in asked
    assert "place_of_origin" not in asked
    assert "value_eur" not in asked


def test_the_headline_follows_the_people_who_judged(
    client: Client, loss: LossRecord, member: Account, now: datetime, sign_in: Callable[[Account], Client]
) -> None:
    address = ask(client, photo=SimpleUploadedFile("a.png", write_png(7)))
    Grant.objects.create(account=member, role=Role.DESK_OFFICER, level=AccessLevel.DESK, valid_from=now)
    desk = sign_in(member)
    desk.post(f"{address}/matches/1", {"decision": "no_match", "reason": "other frame"})
    page = client.get(address)
    assert page.context["headline"].title == "Judged to be another object"
    assert "check at once" not in page.content.decode()
    desk.post(f"{address}/matches/1", {"decision": "match"})
    assert client.get(address).context["headline"].title == "This agrees with a registered loss"


def test_the_due_diligence_record_is_a_pdf_of_this_run(client: Client, loss: LossRecord) -> None:
    address = ask(client, text="Bateaux au port")
    answer = client.get(f"{address}/record.pdf")
    assert answer.content.startswith(b"%PDF")
    assert Screening.objects.get().key in answer.headers["Content-Disposition"]


def test_a_broken_register_does_not_look_like_nothing_found(client: Client, loss: LossRecord, home: Path) -> None:
    manifest = next(path for path in (home / "screening" / "photos").iterdir() if path.is_file())
    manifest.write_bytes(b"no manifest")
    asking.close_registers()
    answer = client.post("/screen", {"photo": SimpleUploadedFile("a.png", write_png(7), "image/png")})
    assert answer.status_code == 503
    assert "does not mean that nothing was found" in answer.content.decode()
