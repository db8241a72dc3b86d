"""What a browser shows of a file from outside: nothing that could run, and each page in its own proportion."""

import io
from datetime import datetime

import pypdfium2
import pytest
from django.test import Client
from fpdf import FPDF
from PIL import Image

from museion.core.access import make_operator
from museion.library.actions.files import NewFile, attach_file
from museion.library.models import LibraryFile
from museion.library.tests.conftest import MakeWork, make_pdf
from museion.library.tests.test_files import make_epub
from museion.library.views.files import SHOWN


@pytest.mark.parametrize(
    "media_type", ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "application/javascript"]
)
def test_what_can_run_is_saved_and_never_shown(media_type: str) -> None:
    assert media_type not in SHOWN


def make_slides() -> bytes:
    """A page that lies, one that stands, one that was turned afterwards, one as long as a scroll; sizes in millimetres."""
    sheet = FPDF(unit="mm")
    for size in ((297, 167), (167, 297), (210, 297), (100, 900)):
        sheet.add_page(format=size)
    out = io.BytesIO()
    document = pypdfium2.PdfDocument(bytes(sheet.output()))
    document[2].set_rotation(90)
    document.save(out)
    return out.getvalue()


def make_scan(kind: str, *sizes: tuple[int, int], orientation: int = 1) -> bytes:
    first, *others = (Image.new("RGB", size, "white") for size in sizes)
    tags = Image.Exif()
    tags[0x0112] = orientation
    out = io.BytesIO()
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(out, kind, exif=tags, **more)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(make_slides(), [(1600, 900), (1600, 2846), (1600, 1131), (534, 4800)], id="PDF"),
        pytest.param(make_scan("JPEG", (3000, 2000), orientation=6), [(1600, 2400)], id="photograph held upright"),
        pytest.param(make_scan("PNG", (400, 300)), [(400, 300)], id="small picture"),
        pytest.param(make_scan("TIFF", (800, 500), (500, 800)), [(800, 500), (500, 800)], id="scan of two pages"),
    ],
)
def test_a_canvas_has_the_proportion_of_its_page(
    client: Client, make_work: MakeWork, now: datetime, content: bytes, expected: list[tuple[int, int]]
) -> None:
    file = attach(make_work, now, content)
    canvases = client.get(f"/files/{file.key}/manifest.json").json()["items"]
    told = [(canvas["width"], canvas["height"]) for canvas in canvases]
    bodies = [canvas["items"][0]["items"][0]["body"] for canvas in canvases]
    assert told == [(body["width"], body["height"]) for body in bodies]
    assert told == [pytest.approx(size, abs=1) for size in expected]
    assert told == [get_size(client, body["id"]) for body in bodies]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "state"),
    [
        pytest.param(make_epub("Les jarres"), "readable", id="EPUB"),
        pytest.param(make_pdf("closed", owner_password="geheim"), "encrypted", id="locked PDF"),
        pytest.param(make_scan("JPEG", (3000, 2000))[:900], "broken", id="half a photograph"),
    ],
)
def test_what_has_no_pages_to_look_at_offers_none(
    client: Client, make_work: MakeWork, now: datetime, content: bytes, state: str
) -> None:
    file = attach(make_work, now, content)
    assert file.state == state
    assert client.get(f"/files/{file.key}/manifest.json").status_code == 404
    assert client.get(f"/files/{file.key}/pages/1/160.jpg").status_code == 404
    assert "manifest.json" not in client.get(f"/files/{file.key}/read").content.decode()
    assert file.work is not None
    assert "/pages/1/" not in client.get(file.work.url).content.decode()


def attach(make_work: MakeWork, at: datetime, content: bytes) -> LibraryFile:
    return attach_file(make_work(), NewFile(content, "pages"), actor=make_operator(), at=at)


def get_size(client: Client, address: str) -> tuple[int, int]:
    with Image.open(io.BytesIO(client.get(address).content)) as picture:
        return picture.size
