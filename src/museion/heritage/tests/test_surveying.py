"""A survey of condition: a list made beforehand, checks that come from a device without a line, each recorded once."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from museion.core.access import AccessLevel, Role
from museion.core.models import Account, Grant, JournalLine
from museion.core.outbox import drain
from museion.heritage.actions import care
from museion.heritage.actions.care import InvalidCareError
from museion.heritage.actions.loans import create_loan
from museion.heritage.actions.surveys import MOST_OBJECTS, begin_survey
from museion.heritage.models import CheckPhotograph, ConditionCheck, Survey
from museion.heritage.queries.surveys import get_kept_at, list_surveyed
from museion.heritage.tests.care_cast import NOON, PASSWORD, make_museum, make_object, make_registrar
from museion.search.actions import TOPIC

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
TOKEN = "a1" * 24


@pytest.fixture(name="cast")
def _cast(client: Client, settings: Any, tmp_path: Path) -> dict[str, Any]:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    museum = make_museum("Musée du Bardo")
    account, registrar = make_registrar(museum, "samia@example.org")
    jar = make_object(museum, "NA 1", store_location="Réserve 2")
    lamp = make_object(museum, "NA 2", title={"ar": "مصباح"}, store_location="Réserve 2, étagère 4")
    make_object(museum, "NA 3", store_location="Réserve 21")
    client.force_login(account)
    survey = begin_survey(museum, "Réserve 2", [jar, lamp], actor=registrar, at=NOON)
    return {"museum": museum, "jar": jar, "lamp": lamp, "registrar": registrar, "survey": survey}


def _send(client: Client, cast: dict[str, Any], **changes: Any) -> Any:
    form = {
        "object": cast["jar"].key,
        "token": TOKEN,
        "checked_date": TODAY.isoformat(),
        "checker": "سامية",
        "method": "observed",
        "reason": "routine",
        "condition": "needs_work",
        "completeness": "complete",
    }
    return client.post(f"/surveys/{cast['survey'].key}/checks", {**form, **changes})


def _make_photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", out.getvalue(), "image/jpeg")


def test_a_check_that_arrives_twice_is_recorded_once_with_its_marked_photo(
    cast: dict[str, Any], client: Client
) -> None:
    mark = '[{"file_name": "new:0", "x": 0.5, "y": 0.25, "text": "écaillure"}, {"file_name": "new:7", "x": 0, "y": 0}]'
    told = [_send(client, cast, photos=_make_photo(), marks=mark) for _again in range(2)]
    assert [answer.status_code for answer in told] == [201, 201]
    assert told[0].json() == told[1].json()
    made, photo = ConditionCheck.objects.get(), CheckPhotograph.objects.get()
    assert [(held["file_name"], held["text"]) for held in made.marks] == [(photo.file_name, "écaillure")]
    assert made.survey == cast["survey"]
    assert JournalLine.objects.filter(action="condition_check.create").count() == 1
    page = client.get(made.url).content.decode()
    assert photo.file_name in page
    assert "écaillure" in page
    assert client.get("/api/v1/surveys").json()["items"][0]["checks"] == [made.key]
    assert client.get(f"{made.url}.json").json()["photographs"] == [photo.file_name]
    client.logout()
    assert client.get(made.url).status_code == 404
    assert photo.file_name not in client.get(cast["jar"].url).content.decode()


def test_a_check_somebody_else_made_meanwhile_is_told_and_not_overwritten(cast: dict[str, Any], client: Client) -> None:
    values = {"checked_date": TODAY, "checker": "Rosa", "condition": "in_jeopardy"}
    theirs = care.record_check(cast["jar"], values, actor=cast["registrar"], at=NOON)
    refused = _send(client, cast)
    assert refused.status_code == 409
    assert refused.json()["known"] == theirs.key
    assert "Rosa" in refused.json()["problems"][0]
    assert ConditionCheck.objects.count() == 1
    assert _send(client, cast, anyway="1").status_code == 201
    assert _send(client, cast, token="b2" * 24, known=theirs.key).status_code == 409
    assert set(ConditionCheck.objects.values_list("checker", flat=True)) == {"Rosa", "سامية"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"condition": "splendid"}, "Condition"),
        ({"checker": " "}, "Checked by"),
        ({"checked_date": (TODAY + timedelta(days=2000)).isoformat()}, "future"),
        ({"object": "XX 99"}, "XX 99"),
        ({"object": ""}, "No object"),
        ({"token": "short"}, "known again"),
        ({"photos": SimpleUploadedFile("film.jpg", b"\x00\x00\x00\x18ftypmp42" * 9)}, "film.jpg"),
        ({"marks": '[{"file_name": "new:0", "x": 7, "y": 0}]', "photos": "photo"}, "outside"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason_and_leaves_nothing(
    cast: dict[str, Any], client: Client, changes: dict[str, Any], words: str
) -> None:
    changes = {name: _make_photo() if value == "photo" else value for name, value in changes.items()}
    answer = _send(client, cast, **changes)
    assert answer.status_code == 422
    assert words in " ".join(answer.json()["problems"])
    assert not ConditionCheck.objects.exists()
    assert not CheckPhotograph.objects.exists()


def test_a_survey_is_for_who_acts_for_the_museum_alone(cast: dict[str, Any], client: Client) -> None:
    other, _actor = make_registrar(make_museum("Musée Guimet", "FR"), "luc@example.org")
    assert client.get(cast["survey"].url).status_code == 200
    client.force_login(other)
    assert client.get(cast["survey"].url).status_code == 404
    assert _send(client, cast).status_code == 404
    client.logout()
    assert client.get(cast["survey"].url).status_code == 404
    assert client.get("/surveys/new").status_code == 403


def test_a_list_is_made_from_a_place_a_round_a_loan_due_checks_and_typed_numbers(
    cast: dict[str, Any], client: Client
) -> None:
    museum, actor = cast["museum"], {"actor": cast["registrar"], "at": NOON}
    bowl, coin = make_object(museum, "NA 4"), make_object(museum, "NA 5")
    held = care.begin_round(museum, "Réserve 21", **actor)
    dates = {"begins_date": TODAY, "due_date": TODAY + timedelta(days=9)}
    loan = create_loan(
        {"museum_id": museum.id, "direction": "out", "partner_name": "Galería", **dates}, [(bowl.id, "")], **actor
    )
    due = {"checked_date": TODAY, "checker": "S", "condition": "no_work", "next_check_date": TODAY}
    care.record_check(coin, due, **actor)
    address = f"/surveys/new?museum={museum.key}"
    assert "Réserve 21" in client.get(f"{address}&round={held.key}&loan={loan.key}").content.decode()
    sent = {
        "title": "Toutes",
        "place": "Réserve 2",
        "objects": "NA 3\nNA 3",
        "is_due": "on",
        "loan": loan.key,
        "round": held.key,
    }
    made = Survey.objects.get(key=client.post(address, sent)["Location"].rsplit("/", 1)[-1])
    numbers = [each.object.inventory_number for each in list_surveyed(made)]
    assert sorted(numbers) == ["NA 1", "NA 2", "NA 3", "NA 4", "NA 5"]
    assert client.post(address, {"title": "Rien", "objects": "NA 77"}).status_code == 400
    assert "NA 77" in client.post(address, {"title": "Rien", "objects": "NA 77"}).content.decode()
    assert client.post(address, {"title": "Rien", "place": "Cave"}).status_code == 400
    assert {record.inventory_number for record in get_kept_at(museum, "Réserve 2")} == {"NA 1", "NA 2"}


def test_a_search_makes_a_list_of_the_museums_own_objects(cast: dict[str, Any], client: Client) -> None:
    make_object(make_museum("Musée Guimet", "FR"), "G 1")
    drain(TOPIC)
    page = client.get("/search?q=jarre&kind=object").content.decode()
    assert "/surveys/new?search=q%3Djarre" in page
    address = f"/surveys/new?museum={cast['museum'].key}"
    assert "found: 2" in client.get(f"{address}&search=q%3Djarre").content.decode()
    made = client.post(address, {"title": "Jarres", "search": "q=jarre&kind=object"})
    listed = Survey.objects.get(key=made["Location"].rsplit("/", 1)[-1]).listed.all()
    assert {record.inventory_number for record in listed} == {"NA 1", "NA 3"}
    assert client.get(f"{address}&search=q%3Dtitle%253A%2528").status_code == 200
    client.logout()
    assert "/surveys/new" not in client.get("/search?q=jarre&kind=object").content.decode()


def test_a_list_that_is_too_long_or_empty_is_refused(cast: dict[str, Any]) -> None:
    told = {"actor": cast["registrar"], "at": NOON}
    with pytest.raises(InvalidCareError, match="Nothing of this museum"):
        begin_survey(cast["museum"], "Rien", [make_object(make_museum("Musée Guimet", "FR"))], **told)
    many = [type(cast["jar"])(id=number, museum_id=cast["museum"].id) for number in range(1, MOST_OBJECTS + 2)]
    with pytest.raises(InvalidCareError, match=str(MOST_OBJECTS + 1)):
        begin_survey(cast["museum"], "Tout", many, **told)


def test_progress_is_told_and_a_closed_survey_still_takes_what_was_on_its_way(
    cast: dict[str, Any], client: Client, django_assert_max_num_queries: Any
) -> None:
    client.post(f"/surveys/{cast['survey'].key}/close")
    cast["survey"].refresh_from_db()
    assert cast["survey"].closed_at
    assert _send(client, cast).status_code == 201
    with django_assert_max_num_queries(30):
        page = client.get(cast["survey"].url).content.decode()
    assert '<span data-tell="checked">1</span>' in page
    assert [each.is_checked for each in list_surveyed(cast["survey"])] == [True, False]


def test_the_form_of_one_object_takes_photos_too(cast: dict[str, Any], client: Client) -> None:
    address = f"/objects/{cast['lamp'].key}/condition"
    form = {
        "checked_date": TODAY,
        "checker": "S",
        "method": "observed",
        "reason": "routine",
        "condition": "no_work",
        "completeness": "complete",
    }
    bad = SimpleUploadedFile("film.jpg", b"no picture")
    assert client.post(address, {**form, "photos": bad}).status_code == 400
    assert not ConditionCheck.objects.exists()
    client.post(
        address,
        {**form, "photos": _make_photo(), "marks": '[{"file_name": "new:0", "x": 0, "y": 1, "text": "fêlure"}]'},
    )
    assert ConditionCheck.objects.get().marks[0]["file_name"] == CheckPhotograph.objects.get().file_name


def test_who_names_no_museum_chooses_among_those_they_may_write_for(cast: dict[str, Any], client: Client) -> None:
    assert client.get("/objects/new?language=fr")["Location"] == f"/objects/new?language=fr&museum={cast['museum'].key}"
    second = make_museum("Musée de Carthage")
    everywhere = Account.objects.create_user("leila@example.org", PASSWORD)
    Grant.objects.create(account=everywhere, role=Role.SECRETARIAT, level=AccessLevel.COMMITTEE)
    client.force_login(everywhere)
    page = client.get("/loans/new").content.decode()
    assert f"/loans/new?museum={second.key}" in page
    assert "Musée du Bardo" in page
    reader = Account.objects.create_user("paul@example.org", PASSWORD)
    Grant.objects.create(account=reader, role=Role.READER, level=AccessLevel.COMMITTEE)
    for account in (reader, None):
        client.logout()
        if account:
            client.force_login(account)
        assert client.get("/objects/new").status_code == 403
