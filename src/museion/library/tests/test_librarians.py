"""What librarians do: catalogue with the keyboard, edit many and undo it, keep sets, call for issues, take deposits in."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museion.core.access import make_operator
from museion.core.models import Account
from museion.library.actions.archives import create_unit
from museion.library.actions.cataloguing import edit_batch, make_operation, preview, undo_batch
from museion.library.actions.serials import NobodyToCallError, call_for_issues, receive_issues, set_numbering
from museion.library.models import (
    ArchiveUnit,
    BatchEdit,
    CatalogueTemplate,
    Deposit,
    Issue,
    IssueCall,
    NumberingPattern,
    Work,
)
from museion.library.numbering.prediction import keep_missing, predict_issues
from museion.library.tests.conftest import MakeWork, make_pdf
from museion.library.tests.publications import make_article
from museion.network.actions import create_person, update_body
from museion.network.models import Body, Person

pytestmark = pytest.mark.django_db
OPERATOR = make_operator()
FORM = {
    "reference_type": "book",
    "titles": "Les jarres\nes: Las jarras",
    "contributors": "Fall, Aïssatou\nNúñez, María ; editor",
    "languages": "fr",
    "original_languages": "en",
    "numbers": "isbn 978-1-84533-213-6",
    "subjects": "Céramique",
    "countries": "sn",
    "access": "public",
}
SignIn = Callable[[Account], Client]


def test_a_form_becomes_a_record_and_fills_itself_again(secretariat: Account, sign_in: SignIn) -> None:
    client = sign_in(secretariat)
    answer = client.post("/library/catalogue/new", FORM)
    work = Work.objects.get()
    assert answer.headers["Location"] == work.url
    assert work.titles == {"fr": "Les jarres", "es": "Las jarras"}
    assert [(held["name"], held["role"]) for held in work.contributors] == [
        ("Fall, Aïssatou", "author"),
        ("Núñez, María", "editor"),
    ]
    assert (work.original_languages, work.countries, work.numbers[0]["value"]) == (["en"], ["SN"], "9781845332136")
    page = client.get(f"/library/catalogue/{work.key}").content.decode()
    assert "Núñez, María ; editor" in page
    assert "es: Las jarras" in page


def test_a_bad_form_loses_nothing_and_says_what_is_wrong(secretariat: Account, sign_in: SignIn) -> None:
    answer = sign_in(secretariat).post(
        "/library/catalogue/new", FORM | {"titles": "", "countries": "ZZ", "links": "not a link"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A publication has a title" in page
    assert "ZZ" in page
    assert "Aïssatou" in page
    assert not Work.objects.exists()


def test_a_number_that_is_catalogued_already_is_asked_about_first(
    secretariat: Account, sign_in: SignIn, make_work: MakeWork
) -> None:
    make_work()
    client = sign_in(secretariat)
    assert "catalogued already" in client.post("/library/catalogue/new", FORM).content.decode()
    assert client.post("/library/catalogue/new", FORM | {"anyway": "1"}).status_code == 302
    assert Work.objects.count() == 2


def test_a_template_fills_the_next_form(secretariat: Account, sign_in: SignIn) -> None:
    client = sign_in(secretariat)
    client.post("/library/catalogue/new", FORM | {"template_name": "Jarres", "save_template": "1"})
    assert CatalogueTemplate.objects.get().name == "Jarres"
    assert "Les jarres" in client.get("/library/catalogue/new?template=Jarres").content.decode()


def test_a_template_is_deleted_by_those_who_catalogue(secretariat: Account, member: Account, sign_in: SignIn) -> None:
    client = sign_in(secretariat)
    client.post("/library/catalogue/new", FORM | {"template_name": "Jarres", "save_template": "1"})
    address = f"/library/templates/{CatalogueTemplate.objects.get().pk}/delete"
    assert address in client.get("/library/catalogue/new").content.decode()
    assert sign_in(member).post(address).status_code == 403
    assert client.post(address).status_code == 302
    assert not CatalogueTemplate.objects.exists()


def test_who_may_not_catalogue_is_told(client: Client, member: Account, sign_in: SignIn, make_work: MakeWork) -> None:
    work = make_work()
    for address in (
        "/library/catalogue/new",
        f"/library/catalogue/{work.key}",
        "/library/batch",
        "/library/duplicates",
        "/library/desk",
    ):
        assert client.get(address).status_code == 403
        assert sign_in(member).get(address).status_code == 403


def test_names_and_subjects_are_looked_up(secretariat: Account, sign_in: SignIn, committee: Body) -> None:
    found = sign_in(secretariat).get("/library/authorities?q=Comité&kind=name").content.decode()
    assert "Comité national sénégalais" in found or "National Committee of Senegal" in found


def test_a_batch_is_previewed_done_and_undone_but_for_what_changed_since(make_work: MakeWork, now: datetime) -> None:
    one, other = make_work(), make_work(make_article())
    proposed = preview([one, other], make_operation("add_subject", "Réserves"))
    assert [each.before for each in proposed] == [one.subjects, other.subjects]
    edit = edit_batch(proposed, description="réserves", actor=OPERATOR, at=now)
    assert all(any(held["text"] == "Réserves" for held in work.subjects) for work in Work.objects.all())
    assert preview(list(Work.objects.all()), make_operation("add_subject", "Réserves")) == []
    Work.objects.filter(pk=other.pk).update(subjects=[])
    assert undo_batch(edit, actor=OPERATOR, at=now) == (1, [other.key])
    assert Work.objects.get(pk=one.pk).subjects == one.subjects
    assert BatchEdit.objects.get().undone_at == now


def test_names_are_tied_where_one_person_alone_has_them(
    make_work: MakeWork, secretariat: Account, sign_in: SignIn, now: datetime
) -> None:
    for name in ("Núñez, María", "Ivanov, Ivan", "Ivanov, Ivan"):
        create_person({"name": name, "sort_name": name}, actor=OPERATOR, at=now)
    work = make_work()
    (proposed,) = preview([work], make_operation("link_names", ""))
    edit_batch([proposed], description="names", actor=OPERATOR, at=now)
    keys = {held["name"]: held.get("key") for held in Work.objects.get().contributors}
    assert keys["Núñez, María"] == Person.objects.get(name="Núñez, María").key
    assert keys["Ivanov, Ivan"] is None
    assert preview(list(Work.objects.all()), make_operation("link_names", "")) == []


def make_series(make_work: MakeWork, now: datetime, **values: Any) -> Work:
    article = make_article()
    article.reference_type, article.titles = "newsletter", {"fr": "Lettre du Comité"}
    work = make_work(article, **values)
    pattern = {"frequency": "quarterly", "begins_date": date(2025, 1, 1), "first_volume": 1}
    set_numbering(work, pattern, actor=OPERATOR, at=now)
    return work


def test_the_board_shows_gaps_and_a_letter_calls_for_them(
    make_work: MakeWork, now: datetime, committee: Body, client: Client, secretariat: Account, sign_in: SignIn
) -> None:
    update_body(committee, {"email": "comite@example.org"}, actor=OPERATOR, at=now)
    work = make_series(make_work, now, issued_by_id=committee.id)
    assert receive_issues(work, [(1, 1), (1, 3)], actor=OPERATOR, at=now) == 2
    pattern = NumberingPattern.objects.get().read()
    missing = keep_missing(pattern, predict_issues(pattern, now.date()), {(1, 1), (1, 3)}, now.date())
    assert [issue.identity for issue in missing] == [(1, 2), (1, 4), (2, 1)]
    page = client.get("/library/missing").content.decode()
    assert "1 (2), 1 (4), 2 (1" in page
    answer = sign_in(secretariat).post(
        f"/library/series/{work.key}/call", {"letter": "Chers collègues, il nous manque…"}
    )
    assert answer.status_code == 302
    assert mail.outbox[0].to == ["comite@example.org"]
    assert IssueCall.objects.get().issues_text.startswith("1 (2), 1 (4), 2 (1")
    assert Issue.objects.filter(state="claimed").count() >= 3
    assert (
        "nothing-missing"
        in sign_in(secretariat)
        .post(f"/library/series/{work.key}/call", headers={"accept": "application/json"})
        .content.decode()
    )


def test_a_letter_that_cannot_be_sent_leaves_no_trace(
    make_work: MakeWork, now: datetime, committee: Body, settings: Any
) -> None:
    work = make_series(make_work, now)
    pattern = NumberingPattern.objects.get().read()
    missing = keep_missing(pattern, predict_issues(pattern, now.date()), set(), now.date())
    with pytest.raises(NobodyToCallError):
        call_for_issues(work, missing, "x", actor=OPERATOR, at=now)
    update_body(committee, {"email": "comite@example.org"}, actor=OPERATOR, at=now)
    Work.objects.filter(pk=work.pk).update(issued_by=committee)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    with pytest.raises(ConnectionRefusedError):
        call_for_issues(Work.objects.get(pk=work.pk), missing, "x", actor=OPERATOR, at=now)
    assert (IssueCall.objects.count(), Issue.objects.count()) == (0, 0)


def test_a_committee_hands_in_and_a_librarian_takes_it_in(
    committee: Body, editor: Account, secretariat: Account, sign_in: SignIn, member: Account
) -> None:
    theirs, ours = sign_in(editor), sign_in(secretariat)
    sent = FORM | {"body": committee.key, "file": _upload(make_pdf("Les jarres du fleuve."))}
    address = theirs.post("/library/deposits", sent).headers["Location"]
    deposit = Deposit.objects.get()
    assert sign_in(member).get(address).status_code == 404
    steps = f"/library/deposits/{deposit.key}"
    assert sign_in(member).get(f"{steps}/file").status_code == 404
    assert theirs.post(f"{steps}/accept").status_code == 403
    assert address in ours.get("/library/deposits").content.decode()
    assert "Take it into the catalogue" in ours.get(address).content.decode()
    assert ours.get(f"{steps}/file").getvalue().startswith(b"%PDF")  # type: ignore[attr-defined]
    assert ours.post(f"{steps}/return", {"text": "Quelle année ?"}).status_code == 302
    assert "Quelle année" in theirs.get(address).content.decode()
    wrong = theirs.post(f"{steps}/resubmit", FORM | {"text": "2019", "file": _upload(b"MZ a program")})
    assert "no PDF, EPUB" in wrong.content.decode()
    mended = FORM | {"text": "2019", "date_text": "2019", "file": _upload(make_pdf("Les jarres.", "Du fleuve."))}
    assert theirs.post(f"{steps}/resubmit", mended).status_code == 302
    assert ours.post(f"{steps}/accept").status_code == 302
    work = Work.objects.get()
    assert (work.issued_by, work.files.get().page_count, work.date_text) == (committee, 2, "2019")
    assert "Les jarres" in ours.get(work.url).content.decode()


def _upload(content: bytes) -> Any:
    return SimpleUploadedFile("jarres.pdf", content, "application/pdf")


def test_archives_stand_in_their_hierarchy(client: Client, now: datetime, committee: Body) -> None:
    def make(code: str, level: str, parent: ArchiveUnit | None) -> ArchiveUnit:
        values = {
            "reference_code": code,
            "level": level,
            "titles": {"fr": f"Papiers {code}"},
            "creator_id": committee.id,
        }
        return create_unit(values | {"parent_id": parent.id if parent else None}, actor=OPERATOR, at=now)

    fonds = make("F1", "fonds", None)
    file = make("F1-2", "file", fonds)
    assert "Papiers F1-2" in client.get(fonds.url).content.decode()
    assert "Papiers F1" in client.get(file.url).content.decode()
    assert b"<unitid>F1-2</unitid>" in client.get(f"{file.url}.ead").content
    ArchiveUnit.objects.filter(pk=fonds.pk).update(parent=file)
    assert client.get(file.url).status_code == 200
