"""A community's consent can be taken back, and every door obeys at once."""

import hashlib
import tracemalloc
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from museion.core.access import PUBLIC_VIEWER, AccessLevel, Actor, NotAllowedError, Role
from museion.core.models import Account, Grant, Release
from museion.heritage.actions import consent, create_element
from museion.heritage.actions.consent import (
    InvalidConsentError,
    add_measure,
    attach_recording,
    give_consent,
    withdraw_consent,
)
from museion.heritage.found.elements import ELEMENT_SOURCE, present_elements
from museion.heritage.models import Consent, IntangibleElement, Recording, SafeguardingMeasure
from museion.heritage.queries import get_elements
from museion.heritage.tests.care_cast import NOON, OPERATOR

pytestmark = pytest.mark.django_db
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)


@pytest.fixture(name="song")
def _song(settings: LazySettings, tmp_path: Path) -> IntangibleElement:
    settings.MEDIA_ROOT = tmp_path
    values = {"names": {"mi": "Waiata tangi", "en": "Lament"}, "communities": {"mi": "Ngāti Porou"}}
    element = create_element(values, actor=OPERATOR, at=NOON)
    limits = {"en": "not to be sung outside the marae"}
    give_consent(element, given_by="Hapū", given_date=date(2025, 2, 6), limits=limits, actor=OPERATOR, at=NOON)
    attach_recording(element, BytesIO(SOUND), {"en": "sung in 1958"}, actor=OPERATOR, at=NOON)
    return element


def test_taking_consent_back_closes_every_door_at_once(song: IntangibleElement, client: Client) -> None:
    recording = Recording.objects.get()
    assert "not to be sung" in client.get(song.url).content.decode()
    assert client.get(f"/recordings/{recording.file_name}").status_code == 200
    export = get_elements(PUBLIC_VIEWER).order_by("id").iterator(chunk_size=1)
    withdraw_consent(song, withdrawn_by="Hapū", actor=OPERATOR, at=NOON)
    assert client.get(song.url).status_code == 404
    assert client.get(f"{song.url}.json").status_code == 404
    assert client.get(f"/api/v1/elements/{song.key}").status_code == 404
    assert client.get(f"/recordings/{recording.file_name}").status_code == 404
    assert list(present_elements([song.key], "en")) == []
    assert song.key not in [element.key for element in export]


def test_an_index_is_not_told_to_lack_what_it_must_not_hold(song: IntangibleElement) -> None:
    assert list(ELEMENT_SOURCE.iterate_keys()) == [[song.key]]
    withdraw_consent(song, withdrawn_by="Hapū", actor=OPERATOR, at=NOON)
    assert list(ELEMENT_SOURCE.iterate_keys()) == []


def test_consent_given_again_opens_at_the_level_it_had(song: IntangibleElement) -> None:
    song.access = "member"
    song.save()
    withdraw_consent(song, withdrawn_by="Hapū", actor=OPERATOR, at=NOON)
    with pytest.raises(InvalidConsentError, match="No consent"):
        withdraw_consent(song, withdrawn_by="Hapū", actor=OPERATOR, at=NOON)
    give_consent(song, given_by="Hapū", given_date=date(2026, 3, 1), actor=OPERATOR, at=NOON)
    assert (song.access, song.consent, Consent.objects.count()) == ("member", "given", 2)


def test_a_community_that_nobody_asked_closes_what_is_shown_of_it(song: IntangibleElement, client: Client) -> None:
    song.consents.all().delete()
    IntangibleElement.objects.filter(pk=song.pk).update(consent="not_recorded")
    song.refresh_from_db()
    withdraw_consent(song, withdrawn_by="Hapū", actor=OPERATOR, at=NOON)
    assert client.get(song.url).status_code == 404
    assert (song.consents.get().given_date, song.consents.get().withdrawn_by) == (None, "Hapū")
    give_consent(song, given_by="Hapū", given_date=date(2026, 3, 1), actor=OPERATOR, at=NOON)
    page = client.get(song.url).content.decode()
    assert "never given" in page


def test_a_consent_that_cannot_be_kept_so_stays_in_the_form(song: IntangibleElement, client: Client) -> None:
    keeper = Account.objects.create_user("tama@example.org", "a long sentence nobody guesses")
    Grant.objects.create(account=keeper, role=Role.REGISTRAR, level=AccessLevel.COMMITTEE)
    client.force_login(keeper)
    stated = {"given_by": "Council of elders", "given_date": "2126-01-01", "limits": "Not after dusk"}
    refused = client.post(f"/elements/{song.key}/consent/give", stated)
    assert refused.status_code == 400
    page = refused.content.decode()
    assert "not in the future" in page
    assert "Council of elders" in page
    assert "Not after dusk" in page


def test_what_the_community_keeps_to_itself_is_heard_by_who_cares_for_it_alone(
    song: IntangibleElement, client: Client
) -> None:
    address = f"/recordings/{Recording.objects.get().file_name}"
    codes = ["sacred", "women", "invented"]
    given = give_consent(song, given_by="Hapū", given_date=date(2026, 3, 1), limit_codes=codes, actor=OPERATOR, at=NOON)
    assert given.limit_codes == ["sacred", "women"]
    page = client.get(song.url).content.decode()
    assert "for women" in page
    assert address not in page
    assert "keeps the recordings to itself" in page
    assert client.get(address).status_code == 404
    withdraw_consent(song, withdrawn_by="Hapū", actor=OPERATOR, at=NOON)
    give_consent(song, given_by="Hapū", given_date=date(2026, 4, 1), actor=OPERATOR, at=NOON)
    assert client.get(address).status_code == 200


def test_a_picture_named_as_sound_is_refused_and_the_same_sound_kept_once(song: IntangibleElement) -> None:
    with pytest.raises(InvalidConsentError, match="no sound or film"):
        attach_recording(song, BytesIO(b"\xff\xd8\xff\xe0 a picture"), {}, actor=OPERATOR, at=NOON)
    attach_recording(song, BytesIO(SOUND), {}, actor=OPERATOR, at=NOON)
    assert Recording.objects.count() == 1


def test_a_long_recording_is_kept_and_sent_in_pieces_and_never_held_whole(
    song: IntangibleElement, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guardian = Account.objects.create_user("tama@example.org", "a long sentence nobody guesses")
    Grant.objects.create(account=guardian, role=Role.EDITOR, scope_key=song.key, level=AccessLevel.COMMITTEE)
    client.force_login(guardian)
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypmp42")
        file.truncate(48 * 1024 * 1024)
    address = f"/elements/{song.key}/consent/recording"
    with film.open("rb") as sent:
        tracemalloc.start()
        made = attach_recording(song, sent, {}, actor=OPERATOR, at=NOON)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 8 * 1024 * 1024
    assert made.file_name == f"{hashlib.sha256(film.read_bytes()).hexdigest()}.mp4"
    part = client.get(f"/recordings/{made.file_name}", headers={"range": "bytes=4-11"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 4-11/{film.stat().st_size}")
    assert part.getvalue() == b"ftypmp42"
    tail = client.get(f"/recordings/{made.file_name}", headers={"range": "bytes=-5"})
    assert (tail.status_code, tail["Content-Length"]) == (206, "5")
    assert client.get(f"/recordings/{made.file_name}", headers={"range": "bytes=99999999999-"}).status_code == 416
    whole = client.get(f"/recordings/{made.file_name}", headers={"range": "seconds=1-2"})
    assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
    monkeypatch.setattr(consent, "MOST_BYTES", 1_000_000)
    told = client.post(address, {"file": SimpleUploadedFile("a.wav", SOUND + bytes(1_000_000))})
    assert "larger+than+1+MB" in told["Location"]
    assert client.post(address, {"file": SimpleUploadedFile("b.wav", SOUND + b"!")})["Location"] == song.url
    assert len([path for path in tmp_path.rglob("*") if path.is_file() and path != film]) == 3


def test_measures_are_told_and_visitors_change_nothing(song: IntangibleElement, client: Client) -> None:
    add_measure(song, "transmission", {"en": "evening school"}, actor=OPERATOR, at=NOON)
    assert SafeguardingMeasure.objects.get().kind == "transmission"
    assert "evening school" in client.get(song.url).content.decode()
    with pytest.raises(NotAllowedError):
        withdraw_consent(song, withdrawn_by="X", actor=Actor("visitor"), at=NOON)
    assert client.post(f"/elements/{song.key}/consent/withdraw", {"withdrawn_by": "X"}).status_code == 403


def test_what_was_closed_is_opened_again_by_two_people_and_the_community(
    song: IntangibleElement, client: Client
) -> None:
    keepers = [Account.objects.create_user(f"{name}@example.org", "a long sentence nobody guesses") for name in "ab"]
    for keeper in keepers:
        Grant.objects.create(account=keeper, role=Role.ADMINISTRATOR, level=AccessLevel.SEALED)
    client.force_login(keepers[0])
    closed = client.post(f"/elements/{song.key}/consent/withdraw", {"withdrawn_by": "Hapū"})
    assert song.key in closed.content.decode()
    until = (timezone.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    client.post("/account/sealed/ask", {"key": song.key, "until": until, "reason": "The community agrees anew"})
    client.force_login(keepers[1])
    client.post(f"/account/sealed/{Release.objects.get().pk}/decide", {"release": "1", "reason": "Seen its letter"})
    client.force_login(keepers[0])
    assert client.get(song.url).status_code == 200
    today = timezone.now().date().isoformat()
    client.post(f"/elements/{song.key}/consent/give", {"given_by": "Hapū", "given_date": today})
    client.logout()
    assert client.get(song.url).status_code == 200
