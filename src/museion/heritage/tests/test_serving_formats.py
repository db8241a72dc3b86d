"""`/id/<key>.<format>` and the image service, through the public door."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from PIL import Image

from museion.core.access import make_operator
from museion.heritage.actions import NewPhotograph, attach_photographs, create_object
from museion.heritage.models import CulturalObject
from museion.heritage.pictures import KeptPicture, UnusablePictureError, keep_picture

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(name="picture")
def _picture(tmp_path: Path, settings: LazySettings) -> KeptPicture:
    settings.MEDIA_ROOT = tmp_path
    out = BytesIO()
    gradient = Image.linear_gradient("L").resize((1300, 900))
    Image.merge("RGB", (gradient, gradient.rotate(180), gradient)).save(out, "JPEG", quality=92)
    return keep_picture(out.getvalue())


@pytest.fixture(name="jar")
def _jar(picture: KeptPicture) -> CulturalObject:
    values = {"title": {"en": "Jar", "ar": "جرة"}, "provenance": "Ali Ben Salah, Tunis, 1920", "date_text": "c. 1880"}
    record = create_object(values, actor=make_operator(), at=NOON)
    attach_photographs([NewPhotograph(record.id, picture)], actor=make_operator(), at=NOON)
    return record


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [("lido", b"<?xml"), ("linked-art", b"{"), ("edm", b"<?xml"), ("manifest", b"{"), ("pdf", b"%PDF-")],
)
def test_an_object_is_offered_in_every_format(client: Client, jar: CulturalObject, suffix: str, begins: bytes) -> None:
    assert f'href="{jar.url}.{suffix}"' in client.get(jar.url).content.decode()
    answer = client.get(f"{jar.url}.{suffix}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)


def test_the_manifest_leads_to_parts_of_the_picture(client: Client, jar: CulturalObject, picture: KeptPicture) -> None:
    manifest = json.loads(client.get(f"{jar.url}.manifest").content)
    service = manifest["items"][0]["items"][0]["items"][0]["body"]["service"][0]["id"].replace("http://testserver", "")
    info = client.get(f"{service}/info.json").json()
    assert (info["width"], info["height"], info["profile"]) == (1300, 900, "level1")
    tile = client.get(f"{service}/1024,0,276,512/138,256/0/default.jpg")
    with Image.open(BytesIO(b"".join(tile))) as shown:  # type: ignore[arg-type]
        assert shown.size == (138, 256)
    assert client.get(service).headers["Location"].endswith("info.json")


def test_bad_parts_and_unknown_pictures_are_told(client: Client, picture: KeptPicture) -> None:
    refused = client.get(f"/iiif/{picture.file_name}/full/5000,/0/default.jpg", headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/bad-image-request")
    assert client.get(f"/iiif/{'0' * 64}.jpg/info.json").status_code == 404
    assert client.get("/iiif/..%2Fsettings/info.json").status_code == 404


def test_an_object_without_pictures_has_no_manifest(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    record = create_object({"title": {"en": "Bowl"}}, actor=make_operator(), at=NOON)
    assert client.get(f"{record.url}.manifest").status_code == 404
    page = client.get(record.url).content.decode()
    assert f"{record.url}.lido" in page
    assert f"{record.url}.manifest" not in page
    assert client.get(f"{record.url}.pdf").status_code == 200


def test_linked_data_without_a_profile_is_the_object_itself(client: Client, jar: CulturalObject) -> None:
    bare = create_object({"title": {"en": "Bowl"}}, actor=make_operator(), at=NOON)
    for record in (jar, bare):
        answer = client.get(record.url, headers={"accept": "application/ld+json"})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
        assert "schema.org" in str(answer.json()["@context"])
    manifest = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
    assert client.get(jar.url, headers={"accept": manifest}).json()["type"] == "Manifest"


def test_a_picture_of_900_megapixels_and_a_film_named_jpg_are_refused(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(UnusablePictureError, match="million pixels"):
        keep_picture(out.getvalue())
    with pytest.raises(UnusablePictureError, match="not a picture"):
        keep_picture(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(500))
