"""Damage seen on site: sent twice it is one report, and what is lost is sought at once as its museum described it."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from museion.core.access import AccessLevel, Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.heritage.actions import create_object
from museion.heritage.models import CulturalObject
from museion.response.actions.damage import Assessment, InvalidLossError, SeenDamage, record_assessment, report_lost
from museion.response.actions.incidents import Report, report_incident
from museion.response.models import DamageAssessment, DamageItem, Incident
from museion.response.terms import DamageExtent, DamagePhase
from museion.screening.models import LossRecord

FORM = {
    "token": "a-form-on-a-phone-in-the-rain",
    "phase": "on_site",
    "what_happened": "La crue a rempli la réserve.",
    "what-0": "Masque fendu",
    "extent-0": "severe",
    "place-0": "Réserve, étagère 4",
    "risks": "Moisissure\nVol",
    "losses-income": "Fermeture de six mois",
}


@pytest.fixture
def incident(db: None, visitor: Actor, now: datetime) -> Incident:
    report = Report(token="t" * 24, title="Crue à Saint-Louis", description="L'eau monte", country="SN")
    return report_incident(report, actor=visitor, at=now).incident


def make_photo() -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "brown").save(picture, "JPEG")
    return SimpleUploadedFile("masque.jpg", picture.getvalue(), "image/jpeg")


@pytest.fixture
def mask(operator: Actor, now: datetime) -> CulturalObject:
    values = {"title": {"fr": "Masque kanaga"}, "object_type": {"fr": "masque"}, "inventory_number": "SL.1931.7"}
    return create_object(values, actor=operator, at=now)


def test_a_form_from_the_site_becomes_one_report_however_often_it_is_sent(
    incident: Incident, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser = sign_in(officer)
    address = f"/incidents/{incident.key}/damage"
    assert browser.get(address).status_code == 200
    photo = make_photo()
    first = browser.post(address, FORM | {"photo-0": photo}, headers={"accept": "application/json"}).json()
    again = browser.post(address, FORM, headers={"accept": "application/json"}).json()
    assert first["status_url"] == again["status_url"]
    item = DamageItem.objects.get(assessment=DamageAssessment.objects.get())
    assert len(item.photo.split(".")[0]) == 64
    page = browser.get(first["status_url"]).content.decode()
    assert "Masque fendu" in page
    assert "Moisissure" in page
    assert "Fermeture de six mois" in page


def test_a_lost_object_is_in_the_register_of_losses_in_one_act(
    incident: Incident, mask: CulturalObject, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser = sign_in(officer)
    lost = FORM | {"extent-0": "lost", "object-0": mask.key}
    address = browser.post(f"/incidents/{incident.key}/damage", lost).headers["Location"]
    item = DamageAssessment.objects.get().items.get()
    for _ in range(2):
        browser.post(f"{address}/items/{item.pk}")
    loss = LossRecord.objects.get()
    assert (loss.held_object, loss.inventory_number, loss.title) == (mask, "SL.1931.7", {"fr": "Masque kanaga"})
    assert (loss.status, loss.access, loss.loss_country) == ("missing", AccessLevel.DESK, "SN")
    assert f"/id/{loss.key}" in browser.get(address).content.decode()


def test_only_what_is_lost_and_known_becomes_a_loss(incident: Incident, officer: Account, now: datetime) -> None:
    seen = SeenDamage(what="Cadre rayé", extent=DamageExtent.SLIGHT)
    assessment = Assessment(token="x", phase=DamagePhase.ON_SITE, what_happened="Crue", items=[seen])
    row, is_new = record_assessment(incident, assessment, actor=make_actor(officer), at=now)
    assert is_new
    with pytest.raises(InvalidLossError):
        report_lost(row.items.get(), language="fr", actor=make_actor(officer), at=now)


def test_a_key_that_names_no_object_is_told_and_nothing_is_kept(
    incident: Incident, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    answer = sign_in(officer).post(f"/incidents/{incident.key}/damage", FORM | {"object-0": "o0000"})
    assert answer.status_code == 422
    assert not DamageAssessment.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"), [({"object-0": "o0000"}, "o0000"), ({"what-0": ""}, "what is damaged"), ({}, "note.jpg")]
)
def test_a_refused_form_keeps_no_photo_and_loses_none_in_silence(
    incident: Incident,
    officer: Account,
    sign_in: Callable[[Account], Client],
    settings: LazySettings,
    tmp_path: Path,
    sent: dict[str, str],
    told: str,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    photos = {"photo-0": make_photo()}
    if not sent:
        photos["photo-1"] = SimpleUploadedFile("note.jpg", b"no picture")
    answer = sign_in(officer).post(f"/incidents/{incident.key}/damage", FORM | photos | sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not list(tmp_path.rglob("*"))


def test_who_is_not_of_the_desk_assesses_nothing(
    incident: Incident, member: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    assert sign_in(member).get(f"/incidents/{incident.key}/damage").status_code == 403
    with pytest.raises(NotAllowedError):
        record_assessment(incident, Assessment("x", DamagePhase.SITUATION), actor=make_actor(member), at=now)
