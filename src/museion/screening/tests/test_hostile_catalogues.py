"""Catalogues made to break the machine that reads them: told in a sentence, and nothing of the machine comes back."""

import io
import stat
import zipfile

import openpyxl
import pytest
from django.test import Client

from museion.screening.models import Catalogue
from museion.screening.tests.test_catalogue_pages import browser, upload, work

__all__ = ["browser"]

pytestmark = pytest.mark.django_db
TABLE = b"lot,title,picture\n1,Loom weight,a.jpg\n"
ELSEWHERE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def pack(*members: tuple[str, bytes], link: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
        if link:
            entry = zipfile.ZipInfo(link)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def encrypt(content: bytes) -> bytes:
    """Says of every member that it is encrypted."""
    marked = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            marked[place + offset] |= 1
            place = content.find(signature, place + 4)
    return bytes(marked)


def screen(browser: Client, content: bytes, name: str) -> str:
    """The catalogue's page once it was read, and what is wrong with each lot."""
    catalogue = upload(browser, content, name)
    work()
    page = browser.get(f"/catalogues/{catalogue.key}")
    problems = "".join(catalogue.lots.values_list("problem", flat=True))
    return page.content.decode() + problems


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pack(("c.csv", TABLE), ("a.jpg", b"x" * 79_000_000)), "looks like an archive bomb"),
        (pack(("c.csv", TABLE + b"0" * 90_000_000)), "was not read"),
        (encrypt(pack(("c.csv", TABLE))), "it is encrypted"),
        (pack(("../../c.csv", TABLE)), "no catalogue"),
        (pack(("a.jpg", b"x"), link="c.csv"), "no rows"),
        (pack(("c.csv", TABLE), link="a.jpg"), "not a picture"),
        (pack(("/etc/c.csv", TABLE), ("/etc/a.jpg", b"x")), "not a picture"),
    ],
    ids=[
        "picture bomb",
        "table bomb",
        "encrypted",
        "out of the folder",
        "link as table",
        "link as picture",
        "absolute",
    ],
)
def test_an_archive_is_read_within_itself(browser: Client, content: bytes, said: str) -> None:
    page = screen(browser, content, "c.zip")
    assert said in page
    assert "root:" not in page


@pytest.mark.parametrize("name", ["c.html", "c.xml"])
def test_entities_from_elsewhere_are_not_fetched(browser: Client, name: str) -> None:
    body = b"<html><body><h2>Lot 1</h2><p>Vase &e;</p></body></html>"
    assert "root:" not in screen(browser, ELSEWHERE + body, name)


def test_a_workbook_with_entities_is_refused(browser: Client) -> None:
    page = screen(browser, make_workbook(), "c.xlsx")
    assert "not a workbook that can be read" in page
    assert "root:" not in page


def make_workbook() -> bytes:
    """Its title is an entity that stands for a file of the machine."""
    whole, changed = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.create_sheet("lots", 0).append(["lot", "title"])
    book["lots"].append(["1", "Loom"])
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"Loom", b"&e;")
            _head, _end, rest = content.rpartition(b"?>\n")
            new.writestr(name, ELSEWHERE + rest if name.startswith(("xl/worksheets/", "xl/shared")) else content)
    return changed.getvalue()


@pytest.mark.parametrize(
    "name", ["a" * 300 + ".csv", "a." + "c" * 240, "a\u202egpj.csv", "a.c s", "...", "..\\..\\c.csv"]
)
def test_a_name_is_only_a_name(browser: Client, name: str) -> None:
    assert "\u202e" not in screen(browser, TABLE, name)
    assert [lot.fields["title"] for lot in Catalogue.objects.get().lots.all()] == ["Loom weight"]
