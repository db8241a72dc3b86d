"""Describing objects and elements through the pages: what is typed, what is kept, what is refused, who may."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from museion.core.access import AccessLevel, Role
from museion.core.models import Account, Grant, JournalLine
from museion.heritage.actions import create_element
from museion.heritage.actions.care import save_checks
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.heritage.tests.care_cast import NOON, OPERATOR, PASSWORD, make_museum, make_object, make_registrar
from museion.network.models import Museum

pytestmark = pytest.mark.django_db


@pytest.fixture
def museum() -> Museum:
    return make_museum("Musée du Bardo")


@pytest.fixture
def registrar(museum: Museum, client: Client) -> Client:
    client.force_login(make_registrar(museum, "samia@example.org")[0])
    return client


def _send(client: Client, address: str, **changes: Any) -> Any:
    """The form as a browser shows it, with these answers changed."""
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in shown.items() if value is not None}
    return client.post(address, sent | {"access": "public", "view": "overall"} | changes)


def _draw(colour: str = "navy") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return SimpleUploadedFile("vase.jpg", out.getvalue(), "image/jpeg")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "“٣١ ذراعًا” – des nombres avec une unité, par exemple 14 x 18 cm ; gardé tel quel"),
        ("es", "“٣١ ذراعًا” – números con una unidad, por ejemplo 14 x 18 cm; se conserva tal como está escrito"),
    ],
)
def test_what_could_not_be_read_is_told_in_the_language_of_the_form(
    museum: Museum, registrar: Client, language: str, told: str
) -> None:
    registrar.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    reply = _send(registrar, f"/objects/new?museum={museum.key}", title="Jarre", measurements_text="٣١ ذراعًا")
    assert told in registrar.get(reply.headers["Location"]).content.decode()


def test_an_object_is_catalogued_with_its_photographs(museum: Museum, registrar: Client) -> None:
    answers = {
        "language": "ar",
        "title": "جرة بنقوش",
        "object_type": "جرة",
        "measurements_text": "31.5 × 22 cm",
        "date_text": "c. 1880",
        "makers": "circle of Hans Baldung (German, 1484–1545) | potter\nNabeul workshop",
        "inscriptions_markings": "بركة | under the foot",
        "inventory_number": "NA 12/7",
        "photos": [_draw(), SimpleUploadedFile("film.jpg", b"\0\0\0\x18ftypmp42 a film", "image/jpeg")],
    }
    reply = _send(registrar, f"/objects/new?museum={museum.key}", **answers)
    made = CulturalObject.objects.get()
    assert reply.status_code == 302
    assert "film.jpg" in registrar.get(reply.headers["Location"]).content.decode()
    assert (made.title, made.museum, made.photographs.count()) == ({"ar": "جرة بنقوش"}, museum, 1)
    assert [side["value"] for side in made.measurements] == [31.5, 22]
    assert [(maker["name"], maker["qualifier"], maker["role"]) for maker in made.makers] == [
        ("Hans Baldung", "circle of", "potter"),
        ("Nabeul workshop", "", ""),
    ]
    assert made.inscriptions_markings[0]["position"] == "under the foot"
    assert made.date_earliest is not None


def test_a_photograph_of_something_else_is_taken_away_unless_a_check_has_marks_on_it(
    museum: Museum, registrar: Client
) -> None:
    held = make_object(museum, "Jarre")
    address = f"/objects/{held.key}/edit"
    _send(registrar, address, photos=[_draw()])
    _send(registrar, address, photos=[_draw("gold")])
    wrong, marked = held.photographs.order_by("position").values_list("file_name", flat=True)
    marks = [{"file_name": marked, "x": 0.5, "y": 0.5, "text": "كسر"}]
    save_checks([(held, {"checked_date": NOON.date(), "marks": marks})], actor=OPERATOR, at=NOON)
    reply = _send(registrar, address, removed=[wrong, marked])
    assert "a condition check has marks on it" in registrar.get(reply.headers["Location"]).content.decode()
    assert list(held.photographs.values_list("file_name", flat=True)) == [marked]
    assert JournalLine.objects.get(key=held.key, action="object.detach_photograph").before["file_name"] == wrong
    _send(registrar, address, photos=[_draw()])
    assert held.photographs.filter(file_name=wrong).exists(), "the file was kept, and may come again"


def test_what_was_not_touched_stays_and_each_language_is_written_by_itself(museum: Museum, registrar: Client) -> None:
    makers = [
        {
            "name": "Ahmed",
            "kind": "person",
            "role": "potter",
            "life": "1850–1910",
            "key": "p1",
            "nationality": "",
            "qualifier": "",
        }
    ]
    sides = [{"dimension": "height", "value": 31.5, "unit": "cm", "normalised": 315.0, "text": "", "part": ""}]
    record = make_object(museum, makers=makers, measurements=sides, date_text="vers 1880", date_edtf="1880~")
    reply = _send(
        registrar,
        f"/objects/{record.key}/edit?language=en",
        language="en",
        title="Jar",
        makers="Ahmed (1850–1910) | potter\nMona",
    )
    assert reply.headers["Location"] == record.url
    before, record = record, CulturalObject.objects.get()
    assert record.title == {**before.title, "en": "Jar"}
    assert (record.makers[0], record.makers[1]["name"]) == (makers[0], "Mona")
    assert (record.measurements, record.date_edtf) == (sides, "1880~")
    line = JournalLine.objects.filter(key=record.key).latest("number")
    assert set(line.after) == {"title", "makers"}


def test_what_cannot_be_read_is_kept_and_told_and_what_has_no_name_is_refused(
    museum: Museum, registrar: Client
) -> None:
    address = f"/objects/new?museum={museum.key}"
    assert "what it is" in _send(registrar, address, title=" ").content.decode()
    assert not CulturalObject.objects.exists()
    told = _send(registrar, address, title="Jar", date_text="under the old king", language="en").headers["Location"]
    assert "under the old king" in registrar.get(told).content.decode()
    assert CulturalObject.objects.get().date_text == "under the old king"


def test_two_who_write_at_once_do_not_undo_one_another(museum: Museum, registrar: Client) -> None:
    record = make_object(museum)
    address = f"/objects/{record.key}/edit?language=fr"
    first = {name: field.value() or "" for name, field in ((f.name, f) for f in registrar.get(address).context["form"])}
    _send(registrar, address, language="fr", rights="CC0")
    late = registrar.post(address, first | {"language": "fr", "credit_line": "Don", "view": "overall"})
    assert late.status_code == 400
    assert CulturalObject.objects.get().rights == "CC0"


def test_a_translation_needs_no_title_of_its_own(museum: Museum, registrar: Client) -> None:
    record = make_object(museum)
    _send(registrar, f"/objects/{record.key}/edit?language=es", language="es", description="Tinaja de barro")
    assert CulturalObject.objects.get().description == {"es": "Tinaja de barro"}


def test_strangers_describe_nothing(museum: Museum, client: Client) -> None:
    record = make_object(museum)
    client.force_login(make_registrar(make_museum("Louvre", "FR"), "lea@example.org")[0])
    assert client.get(f"/objects/{record.key}/edit").status_code == 403
    assert client.post(f"/objects/new?museum={museum.key}", {"title": "x"}).status_code == 403


def test_an_element_is_described_and_tied_to_objects(museum: Museum, registrar: Client) -> None:
    record = make_object(museum)
    address = f"/elements/new?museum={museum.key}"
    answers = {
        "language": "fr",
        "names": "Poterie de Sejnane",
        "communities": "Femmes de Sejnane",
        "domains": ["craftsmanship"],
        "countries": ["TN"],
        "language_tags": "ar, fr",
    }
    assert "no-such-key" in _send(registrar, address, **answers, related_objects="no-such-key").content.decode()
    reply = _send(registrar, address, **answers, related_objects=record.key)
    element = IntangibleElement.objects.get()
    assert reply.headers["Location"] == element.url
    assert (element.communities, element.language_tags) == ({"fr": "Femmes de Sejnane"}, ["ar", "fr"])
    assert [each.key for each in element.related_objects.all()] == [record.key]
    _send(registrar, f"/elements/{element.key}/edit", language="ar", names="فخار سجنان")
    assert IntangibleElement.objects.get().names == {"fr": "Poterie de Sejnane", "ar": "فخار سجنان"}


def test_a_bearer_acts_for_one_element_alone(client: Client) -> None:
    song, other = (create_element({"names": {"fr": name}}, actor=OPERATOR, at=NOON) for name in ("Chant", "Danse"))
    bearer = Account.objects.create_user("bearer@example.org", PASSWORD, display_name="Fatma")
    Grant.objects.create(account=bearer, role=Role.EDITOR, scope_key=song.key, level=AccessLevel.MEMBER)
    client.force_login(bearer)
    assert client.get(f"/elements/{other.key}/edit").status_code == 403
    client.post(f"/elements/{song.key}/consent/give", {"given_by": "Fatma", "given_date": "2026-01-02"})
    closed = client.post(f"/elements/{song.key}/consent/withdraw", {"withdrawn_by": "Fatma"})
    assert "taken back" in closed.content.decode()
    song.refresh_from_db()
    assert (song.access, song.consent) == ("sealed", "withdrawn")
    assert client.get(song.url).status_code == 404
