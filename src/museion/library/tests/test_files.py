"""Files: known by their bytes, read page by page, closed and opened in time, proved unchanged."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from museion.cli.checks import IllError, check_library
from museion.core.access import AccessLevel, make_operator
from museion.core.models import Account, JournalLine
from museion.library.actions.files import NewFile, attach_file, check_fixity, get_store
from museion.library.actions.opening import Opening, lift_embargoes
from museion.library.bagging import make_bag
from museion.library.models import FilePage, FixityCheck, LibraryFile, Work
from museion.library.reading.epub import read_epub
from museion.library.reading.pdf import read_pdf
from museion.library.reading.sniffing import UnusableFileError, recognise
from museion.library.search import SOURCES
from museion.library.tests.conftest import MakeWork, make_pdf

pytestmark = pytest.mark.django_db
OPERATOR = make_operator()
TEXTS = ("The stores were flooded in March.", "Every jar was carried upstairs.")


def attach(work: Work, at: datetime, content: bytes = b"", **more: Any) -> LibraryFile:
    new = NewFile(content or make_pdf(*TEXTS), more.pop("name", "flood.pdf"), language="en", **more)
    return attach_file(work, new, actor=OPERATOR, at=at)


def test_each_page_is_found_by_itself_and_leads_to_the_reader(
    client: Client, make_work: MakeWork, now: datetime
) -> None:
    file = attach(make_work(), now)
    assert (file.page_count, file.state, FilePage.objects.count()) == (2, "readable", 2)
    page = FilePage.objects.get(number=2)
    source = next(source for source in SOURCES if source.kind == "page")
    (document,) = source.load([page.key])
    assert "jar was carried" in document.texts["text"][0].text
    (card,) = source.present([page.key], "en")
    assert card.title["es"] == "Museos e inundaciones, p. 2"
    answer = client.get(page.url)
    assert answer.headers["Location"] == f"/files/{file.key}/read?page=2"
    assert "carried upstairs" in client.get(answer.headers["Location"]).content.decode()
    found = client.get(f"/files/{file.key}/read?q=flooded").content.decode()
    assert 'href="?page=1&amp;q=flooded"' in found


def test_pages_are_pictures_and_a_manifest_lists_them(client: Client, make_work: MakeWork, now: datetime) -> None:
    file = attach(make_work(), now)
    picture = client.get(f"/files/{file.key}/pages/1/160.jpg")
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert client.get(f"/files/{file.key}/pages/3/160.jpg").status_code == 404
    assert client.get(f"/files/{file.key}/pages/1/161.jpg").status_code == 404
    manifest = client.get(f"/files/{file.key}/manifest.json").json()
    assert (manifest["type"], len(manifest["items"])) == ("Manifest", 2)


def test_an_embargo_closes_every_door_and_is_lifted_by_itself(
    client: Client, make_work: MakeWork, now: datetime, secretariat: Account, sign_in: Callable[[Account], Client]
) -> None:
    work = make_work()
    file = attach(work, now, opening=Opening(closed_until=date(2099, 1, 1)))
    page = FilePage.objects.get(number=1)
    doors = ("", "/read", "/manifest.json", "/pages/1/160.jpg")
    for door in doors:
        assert client.get(f"/files/{file.key}{door}").status_code == 403
    assert client.get(page.url).status_code == 404
    assert FilePage.objects.filter(access=AccessLevel.DESK).count() == 2
    assert "Closed until" in client.get(work.url).content.decode()
    assert client.get(f"/api/v1/works/{work.key}/files").json()[0]["url"] is None
    assert b"flood.pdf" not in client.get(f"/library/bags/{work.key}.zip").content
    assert sign_in(secretariat).get(f"/files/{file.key}").status_code == 200
    assert lift_embargoes(datetime(2098, 12, 31, tzinfo=now.tzinfo), actor=OPERATOR) == 0
    assert lift_embargoes(datetime(2099, 1, 1, tzinfo=now.tzinfo), actor=OPERATOR) == 1
    assert FilePage.objects.filter(access=AccessLevel.PUBLIC).count() == 2
    assert JournalLine.objects.filter(key=file.key).last().reason == "the embargo ended"  # type: ignore[union-attr]


def test_the_reading_room_alone_shows_what_is_for_it(client: Client, make_work: MakeWork, now: datetime) -> None:
    file = attach(make_work(), now, opening=Opening(is_reading_room_only=True))
    answer = client.get(f"/files/{file.key}")
    assert answer.status_code == 403
    assert "reading room" in answer.content.decode()
    assert lift_embargoes(now + timedelta(days=9999), actor=OPERATOR) == 0


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (make_pdf("secret", owner_password="wagtail"), "encrypted"),
        (make_pdf("whole")[:300], "broken"),
        (b"%PDF-1.7 and nothing else", "broken"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_kept_and_says_so(
    make_work: MakeWork, now: datetime, content: bytes, state: str
) -> None:
    file = attach(make_work(), now, content)
    assert (file.state, file.page_count) == (state, 0)
    assert get_store().read(file.file_name) == content


def test_scripts_in_a_pdf_are_told_and_never_run(client: Client, make_work: MakeWork, now: datetime) -> None:
    file = attach(make_work(), now, make_pdf("page", script="yes"))
    assert "scripts" in file.format_note
    answer = client.get(f"/files/{file.key}")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_renamed_to_another_type_is_known_by_its_bytes(make_work: MakeWork, now: datetime) -> None:
    file = attach(make_work(), now, make_pdf("page"), name="cover.jpg")
    assert (file.media_type, file.file_name[-4:]) == ("application/pdf", ".pdf")
    assert "named .jpg" in file.format_note


@pytest.mark.parametrize("content", [b"", b"<html><script>alert(1)</script>", b"PK\x03\x04 no epub", b"MZ\x90\x00"])
def test_what_is_none_of_the_kept_formats_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableFileError):
        recognise(content)


def test_the_same_bytes_on_one_record_are_one_file_and_a_new_version_names_the_old(
    client: Client, make_work: MakeWork, now: datetime
) -> None:
    work = make_work()
    first = attach(work, now)
    assert attach(work, now).pk == first.pk
    second = attach(work, now, make_pdf("Second edition."), replaces=first)
    assert (second.version, second.replaces) == (2, first)
    assert first.key not in [held["key"] for held in client.get(f"/api/v1/works/{work.key}/files").json()]


def test_a_changed_and_a_missing_file_are_told(make_work: MakeWork, now: datetime) -> None:
    work = make_work()
    changed, missing = attach(work, now), attach(work, now, make_pdf("other"))
    get_store().get_path(changed.file_name).write_bytes(b"%PDF tampered")
    get_store().get_path(missing.file_name).unlink()
    assert check_fixity(now + timedelta(days=91)) == 2
    results = dict(FixityCheck.objects.order_by("id").values_list("file_id", "result"))
    assert results == {changed.pk: "changed", missing.pk: "missing"}
    assert JournalLine.objects.filter(action="file.fixity").count() == 2
    assert check_fixity(now + timedelta(days=92)) == 0
    with pytest.raises(IllError, match=f"{changed.key}, {missing.key}"):
        check_library()
    get_store().get_path(changed.file_name).write_bytes(make_pdf())
    FixityCheck.objects.create(file=changed, checked_at=now + timedelta(days=93), result="intact")
    with pytest.raises(IllError, match=f"gone: {missing.key}:"):
        check_library()


def test_a_bag_holds_what_its_manifest_says(client: Client, make_work: MakeWork, now: datetime) -> None:
    work = make_work()
    file = attach(work, now)
    with zipfile.ZipFile(io.BytesIO(client.get(f"/library/bags/{work.key}.zip").content)) as archive:
        manifest = archive.read(f"{work.key}/manifest-sha256.txt").decode()
        assert f"{file.digest}  data/{file.key}-flood.pdf" in manifest
        assert len(manifest.splitlines()) == 4
        assert archive.read(f"{work.key}/bagit.txt").startswith(b"BagIt-Version: 1.0\n")
    once, again = (make_bag("w1", [file], {"w1.json": b"{}"}, made=now.date(), source="x") for _ in range(2))
    assert once == again


def make_epub(chapter: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml", '<container><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>'
        )
        package = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="c%201.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
        archive.writestr("o/p.opf", package)
        archive.writestr("o/c 1.xhtml", f"<html><body><p>{chapter}</p><script>alert(1)</script></body></html>")
    return out.getvalue()


def test_an_epub_is_read_by_chapters_without_its_scripts() -> None:
    read = read_epub(make_epub("Les jarres du <i>Nil</i>"))
    assert [page.text for page in read.pages] == ["Les jarres du\nNil"]
    assert read_epub(b"PK\x03\x04 broken").state == "broken"
    assert recognise(make_epub("x")).suffix == ".epub"


def test_a_pdf_without_text_says_so() -> None:
    assert "its pages are pictures without text" in read_pdf(make_pdf("")).notes
