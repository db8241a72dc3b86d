"""A life of a publication: made, found by its page, cited, written in every format, edited, withdrawn; seen by whom it is for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from museion.core.access import AccessLevel, Actor, NotAllowedError, make_operator
from museion.core.http.asking import make_actor
from museion.core.journal import verify_journal
from museion.core.models import Account, JournalLine
from museion.library.actions.works import add_holding, create_work, update_work, withdraw_work
from museion.library.formats.marc_records import read_json
from museion.library.models import Holding, Work, WorkNumber
from museion.library.search import SOURCES
from museion.library.tests.conftest import MakeWork
from museion.library.tests.publications import make_article

pytestmark = pytest.mark.django_db
OPERATOR = make_operator()


def test_a_page_shows_all_scripts_the_original_language_and_citations(client: Client, make_work: MakeWork) -> None:
    work = make_work()
    page = client.get(work.url).content.decode()
    for text in (
        "Музеи и наводнения",
        "Muzei i navodneniia",
        "Museos e inundaciones",
        "Иванов, Иван",
        "original_language=en",
    ):
        assert text in page
    assert "Ivanov, I." in page
    assert "&lt; del agua" in page


@pytest.mark.parametrize("suffix", ["json", "jsonld", "mrc", "marcxml", "mods", "dc", "ris", "bib", "csl", "datacite"])
def test_every_form_is_served(client: Client, make_work: MakeWork, suffix: str) -> None:
    answer = client.get(f"{make_work().url}.{suffix}")
    assert answer.status_code == 200
    assert len(answer.content) > 100


def test_html_in_a_title_is_shown_and_not_run(client: Client, make_work: MakeWork) -> None:
    article = make_article()
    article.titles = {"fr": "<script>alert('Jarres')</script> & <b>vases</b>"}
    work = make_work(article)
    page = client.get(work.url).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_numbers_follow_the_record(make_work: MakeWork, now: Any) -> None:
    work = make_work()
    assert set(WorkNumber.objects.values_list("scheme", "value")) == {
        ("isbn", "9781845332136"),
        ("doi", "10.5555/ribera.7"),
    }
    update_work(work, {"numbers": [{"scheme": "isbn", "value": "x", "is_valid": False}]}, actor=OPERATOR, at=now)
    assert not WorkNumber.objects.exists()
    assert not list(verify_journal())


def test_a_member_reads_what_a_visitor_does_not_know_of(
    client: Client, make_work: MakeWork, member: Account, sign_in: Callable[[Account], Client]
) -> None:
    work = make_work(access=AccessLevel.MEMBER)
    assert client.get(work.url).status_code == 404
    assert client.get(f"/api/v1/works/{work.key}").status_code == 404
    assert client.get(f"/library/bags/{work.key}.zip").status_code == 404
    assert sign_in(member).get(work.url).status_code == 200
    assert work.key not in client.get("/library/new.atom").content.decode()


def test_a_visitor_writes_nothing(make_work: MakeWork, visitor: Actor, now: Any) -> None:
    work, lines = make_work(), JournalLine.objects.count()
    for write in (
        lambda: create_work({"titles": {"en": "Mine"}}, actor=visitor, at=now),
        lambda: update_work(work, {"publisher": "mine"}, actor=visitor, at=now),
        lambda: withdraw_work(work, actor=visitor, at=now, reason=""),
        lambda: add_holding(work, {"location": "here"}, actor=visitor, at=now),
    ):
        with pytest.raises(NotAllowedError):
            write()
    assert JournalLine.objects.count() == lines


def test_a_body_edits_what_it_issued_and_nothing_else(
    make_work: MakeWork, committee: Any, editor: Account, now: Any
) -> None:
    actor = make_actor(editor)
    update_work(make_work(issued_by_id=committee.id), {"extent": "120 p."}, actor=actor, at=now)
    with pytest.raises(NotAllowedError):
        update_work(make_work(), {"extent": "120 p."}, actor=actor, at=now)


def test_two_records_that_name_each_other_still_have_pages(client: Client, make_work: MakeWork) -> None:
    one = make_work()
    other = make_work(make_article(), parent_id=one.id)
    Work.objects.filter(pk=one.pk).update(parent=other)
    assert client.get(one.url).status_code == 200
    assert client.get(other.url).status_code == 200


def test_a_copy_is_told(client: Client, make_work: MakeWork, now: Any) -> None:
    work = make_work()
    add_holding(work, {"location": "Réserve du comité", "call_number": "069 IVA"}, actor=OPERATOR, at=now)
    assert Holding.objects.get().call_number == "069 IVA"
    assert "069 IVA" in client.get(work.url).content.decode()


def test_librarians_add_copies_and_take_them_away(
    client: Client, make_work: MakeWork, secretariat: Account, sign_in: Callable[[Account], Client]
) -> None:
    work, ours = make_work(), sign_in(secretariat)
    sent = {"location": "Réserve du comité", "call_number": "069 IVA", "coverage": "1-12", "is_on_deposit": "on"}
    assert client.post(f"/library/holdings/{work.key}", sent).status_code == 403
    assert ours.post(f"/library/holdings/{work.key}", {"call_number": "069"}).status_code == 422
    assert ours.post(f"/library/holdings/{work.key}", {"museum": "m999zzzzz"}).status_code == 422
    assert ours.post(f"/library/holdings/{work.key}", sent).status_code == 302
    assert "069 IVA" in client.get(work.url).content.decode()
    number = Holding.objects.get().pk
    assert client.post(f"/library/holdings/{work.key}/{number}/remove").status_code == 403
    assert ours.post(f"/library/holdings/{work.key}/{number}/remove").status_code == 302
    assert not Holding.objects.exists()
    assert not list(verify_journal())


def test_a_document_holds_every_script_and_nothing_of_a_withdrawn_work(make_work: MakeWork, now: Any) -> None:
    source = next(source for source in SOURCES if source.kind == "work")
    work = make_work()
    (document,) = source.load([work.key])
    assert {text.language for text in document.texts["title"]} == {"ru", "ru-Latn", "es"}
    assert document.terms["original_language"] == ["en"]
    assert document.years["date"] == (2019, 2019)
    withdraw_work(work, actor=OPERATOR, at=now, reason="double")
    assert list(source.load([work.key])) == []


def test_an_edit_leaves_the_other_marc_fields_alone(make_work: MakeWork, client: Client, now: Any) -> None:
    marc = ["00000nam a2200000 i 4500", ["001", "x1"], ["245", "00", ["a", "Old title"]], ["949", "  ", ["a", "local"]]]
    article = make_article()
    article.titles = {"und": "Old title"}
    work = make_work(article, marc=marc)
    update_work(work, {"titles": {"und": "New title"}}, actor=OPERATOR, at=now)
    xml = client.get(f"{work.url}.marcxml").content.decode()
    assert "New title" in xml
    assert "local" in xml
    assert read_json(Work.objects.get(pk=work.pk).marc).get_data("001") == "x1"
    assert '<controlfield tag="001">x1</controlfield>' in xml


def test_a_list_of_works_costs_the_same_reads_however_long_it_is(
    client: Client, make_work: MakeWork, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        make_work()
    with django_assert_max_num_queries(8):
        assert len(client.get("/api/v1/works").json()["items"]) == 6


def test_the_api_finds_a_work_by_its_number(client: Client, make_work: MakeWork) -> None:
    work = make_work()
    make_work(make_article())
    items = client.get("/api/v1/works?number=9781845332136").json()["items"]
    assert [item["key"] for item in items] == [work.key]


@pytest.mark.parametrize(
    ("written", "years"),
    [("c1978.", (1978, 1978)), ("[1947]", (1947, 1947)), ("1998-", (1998, 1998)), ("2600", None), ("s.d.", None)],
)
def test_years_are_read_as_catalogues_write_them(
    make_work: MakeWork, written: str, years: tuple[int, int] | None
) -> None:
    article = make_article()
    article.date_text = written
    work = make_work(article)
    assert work.date_text == written
    assert (work.date_earliest and (work.date_earliest // 10_000, (work.date_latest or 0) // 10_000)) == years
