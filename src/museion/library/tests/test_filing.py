"""A librarian attaches files on the web: known by their bytes, opened as chosen, replaced, taken away; never wider than their record."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from museion.core.access import AccessLevel, make_operator
from museion.core.models import Account
from museion.library.actions import works
from museion.library.actions.archives import create_unit
from museion.library.actions.works import update_work, withdraw_work
from museion.library.models import FilePage, LibraryFile
from museion.library.search import SOURCES
from museion.library.tests.conftest import MakeWork, make_pdf

pytestmark = pytest.mark.django_db
OPERATOR = make_operator()
SignIn = Callable[[Account], Client]
OPEN = {"opens_to": "public", "language": "fr"}


def send(client: Client, key: str, content: bytes, name: str = "jarres.pdf", **more: str) -> Any:
    upload = SimpleUploadedFile(name, content, "application/octet-stream")
    return client.post(f"/library/filing/{key}", OPEN | more | {"file": upload})


def load_page_tokens() -> list[tuple[str, ...]]:
    """Of every page that is found; the keys that the index is counted by are of the same pages."""
    source = next(source for source in SOURCES if source.kind == "page")
    documents = list(source.load(list(FilePage.objects.values_list("key", flat=True))))
    assert sorted(key for keys in source.iterate_keys() for key in keys) == sorted(held.key for held in documents)
    return [document.access_tokens for document in documents]


def test_a_file_is_attached_with_its_level_and_a_new_version_replaces_it(
    secretariat: Account, sign_in: SignIn, make_work: MakeWork
) -> None:
    client, work = sign_in(secretariat), make_work()
    assert send(client, work.key, make_pdf("Les jarres."), opens_to="member").status_code == 302
    first = LibraryFile.objects.get()
    assert (first.access, first.language, first.page_count) == ("member", "fr", 1)
    assert send(client, work.key, make_pdf("Les jarres, deuxième."), replaces=first.key).status_code == 302
    page = client.get(f"/library/filing/{work.key}").content.decode()
    assert "version 2" in page
    assert first.key not in page
    assert load_page_tokens() == [("public",)]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (make_pdf("page"), "couverture.jpg", "named .jpg, but by its content it is application/pdf"),
        (make_pdf("page", script="yes"), "a.pdf", "scripts"),
        (make_pdf("page", owner_password="wagtail"), "a.pdf", "encrypted: kept, not read"),
        (b"%PDF-1.7 cut off", "a.pdf", "damaged: kept, not read"),
    ],
)
def test_what_is_odd_about_a_file_is_told_where_it_was_attached(
    secretariat: Account, sign_in: SignIn, make_work: MakeWork, content: bytes, name: str, told: str
) -> None:
    client, work = sign_in(secretariat), make_work()
    assert send(client, work.key, content, name).status_code == 302
    assert told in client.get(f"/library/filing/{work.key}").content.decode()


@pytest.mark.parametrize(
    ("content", "more", "told"),
    [
        (b"MZ\x90\x00 a program", {}, "no PDF, EPUB, JPEG, PNG or TIFF"),
        (make_pdf("page"), {"closed_until": "tomorrow"}, "no day such as"),
        (make_pdf("page"), {"closed_until": "1999-01-01"}, "lies in the past"),
        (make_pdf("page"), {"opens_to": "everybody"}, "no level of access"),
        (make_pdf("page"), {"language": "français!"}, "français!"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(
    secretariat: Account, sign_in: SignIn, make_work: MakeWork, content: bytes, more: dict[str, str], told: str
) -> None:
    answer = send(sign_in(secretariat), make_work().key, content, **more)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not LibraryFile.objects.exists()


def test_who_reads_a_file_is_changed_and_it_is_taken_away(
    client: Client, secretariat: Account, sign_in: SignIn, make_work: MakeWork
) -> None:
    ours, work = sign_in(secretariat), make_work()
    send(ours, work.key, make_pdf("Les jarres."))
    file = LibraryFile.objects.get()
    address = f"/library/filing/{work.key}/{file.key}"
    assert ours.post(address, OPEN | {"closed_until": "2099-01-01"}).status_code == 302
    assert client.get(f"/files/{file.key}").status_code == 403
    assert FilePage.objects.get().access == AccessLevel.DESK
    assert ours.post(address, OPEN | {"is_reading_room_only": "on", "closed_until": ""}).status_code == 302
    assert LibraryFile.objects.get().closed_until is None
    ours.post(address, {"withdraw": "1"})
    assert client.get(f"/files/{file.key}").status_code == 404
    assert load_page_tokens() == []


def test_who_may_not_edit_the_record_attaches_nothing(
    client: Client, member: Account, sign_in: SignIn, make_work: MakeWork
) -> None:
    work = make_work()
    for asker in (client, sign_in(member)):
        assert send(asker, work.key, make_pdf("x")).status_code == 403
    assert not LibraryFile.objects.exists()


def test_an_archive_unit_has_files_too(secretariat: Account, sign_in: SignIn, now: Any) -> None:
    unit = create_unit(
        {"reference_code": "F1", "level": "file", "titles": {"fr": "Lettres"}, "access": "member"},
        actor=OPERATOR,
        at=now,
    )
    client = sign_in(secretariat)
    assert send(client, unit.key, make_pdf("Lettre")).status_code == 302
    assert LibraryFile.objects.get().access == "member"
    assert f"/library/filing/{unit.key}" in client.get(unit.url).content.decode()


def test_files_close_and_open_with_their_record_and_leave_the_search_with_it(
    secretariat: Account, sign_in: SignIn, make_work: MakeWork, now: Any
) -> None:
    work = make_work()
    send(sign_in(secretariat), work.key, make_pdf("Les jarres."))
    for level in ("member", "desk", "public"):
        update_work(work, {"access": level}, actor=OPERATOR, at=now)
        work.refresh_from_db()
        assert LibraryFile.objects.get().access == level
        assert load_page_tokens() == [(level,)]
    withdraw_work(work, actor=OPERATOR, at=now, reason="double")
    assert load_page_tokens() == []


def test_a_work_whose_pages_cannot_leave_the_search_stays(
    make_work: MakeWork, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = make_work()

    def fail(*_told: object, **_more: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(works, "announce", fail)
    with pytest.raises(OSError, match="disk full"):
        withdraw_work(work, actor=OPERATOR, at=now, reason="double")
    work.refresh_from_db()
    assert work.withdrawn_at is None


def test_files_and_pages_have_json_for_whom_they_are_open(
    client: Client,
    secretariat: Account,
    sign_in: SignIn,
    make_work: MakeWork,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ours, work = sign_in(secretariat), make_work()
    send(ours, work.key, make_pdf("Les jarres.", "Le fleuve monte."))
    file, page = LibraryFile.objects.get(), FilePage.objects.get(number=2)
    assert client.get(f"/api/v1/files/{file.key}").json()["page_count"] == 2
    assert [held["key"] for held in client.get("/api/v1/files").json()["items"]] == [file.key]
    with django_assert_max_num_queries(8):
        pages = client.get(f"/api/v1/pages?file={file.key}").json()["items"]
    assert [held["number"] for held in pages] == [1, 2]
    assert client.get(f"/api/v1/pages/{page.key}").json()["text"].strip() == "Le fleuve monte."
    assert client.get(f"/id/{page.key}.json").json()["file"]["key"] == file.key
    assert client.get(f"/id/{file.key}.jsonld").json()["encodingFormat"] == "application/pdf"
    ours.post(f"/library/filing/{work.key}/{file.key}", OPEN | {"closed_until": date(2099, 1, 1).isoformat()})
    for address in (f"/api/v1/files/{file.key}", f"/api/v1/pages/{page.key}", f"/id/{page.key}.json"):
        assert client.get(address).status_code == 404, address
    assert client.get(f"/api/v1/pages?file={file.key}").json()["items"] == []
