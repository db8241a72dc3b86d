"""A catalogue in a browser: uploaded, screened by the worker, worked through; nobody else sees it."""

import csv
import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museion.core.access import Actor
from museion.core.models import Account
from museion.core.outbox import drain
from museion.screening.actions.catalogues import TOPIC
from museion.screening.models import Catalogue, LossRecord
from museion.screening.tests.lost_painting import make_loss

TABLE = """lot,title,maker,type,description
1,Nature morte aux poires,école flamande,painting,huile sur panneau
2,Bateaux au port de Saint-Louis,Aïssatou Fall,painting,huile sur toile
3,قلادة فضية,,necklace,
"""


@pytest.fixture
def loss(db: None, operator: Actor, now: datetime) -> LossRecord:
    return make_loss(operator, now)


@pytest.fixture
def browser(member: Account, sign_in: Callable[[Account], Client]) -> Client:
    return sign_in(member)


def upload(browser: Client, content: bytes = TABLE.encode(), name: str = "vente.csv") -> Catalogue:
    file = SimpleUploadedFile(name, content, "text/csv")
    answer = browser.post("/catalogues", {"catalogue": file, "title": "Vente de printemps", "sale_date": "2026-04-02"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Catalogue.objects.get()


def work() -> None:
    while drain(TOPIC):
        pass


def test_a_visitor_signs_in_first(client: Client, db: None) -> None:
    page = client.get("/catalogues").content.decode()
    assert "/sign-in?next=/catalogues" in page
    assert 'type="file"' not in page


def test_the_page_asks_again_until_every_lot_is_checked(browser: Client, loss: LossRecord) -> None:
    catalogue = upload(browser)
    assert "every 2s" in browser.get(f"/catalogues/{catalogue.key}").content.decode()
    work()
    part = browser.get(f"/catalogues/{catalogue.key}?part=1").content.decode()
    assert "every 2s" not in part
    assert "<html" not in part
    assert "قلادة فضية" in part


def test_the_lot_with_a_find_stands_first_and_leads_to_the_answer(browser: Client, loss: LossRecord) -> None:
    catalogue = upload(browser)
    work()
    page = browser.get(f"/catalogues/{catalogue.key}")
    first = page.context["lots"][0]
    assert first.lot.number == "2"
    answer = browser.get(f"/catalogues/{catalogue.key}/lots/{first.lot.pk}").content.decode()
    assert "SL-204" in answer
    assert 'rel="next"' in answer


def test_the_worklist_can_be_taken_away(browser: Client, loss: LossRecord) -> None:
    catalogue = upload(browser)
    work()
    answer = browser.get(f"/catalogues/{catalogue.key}/worklist.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert rows[0]["lot"] == "2"
    assert len(rows) == 3


def test_a_file_without_lots_says_so_and_is_not_taken_for_a_catalogue_without_finds(browser: Client) -> None:
    catalogue = upload(browser, b"%PDF-1.7 nothing", "vente.pdf")
    work()
    page = browser.get(f"/catalogues/{catalogue.key}").content.decode()
    assert "could not be checked" in page


def test_nobody_else_opens_it(
    browser: Client, client: Client, registrar: Account, sign_in: Callable[[Account], Client]
) -> None:
    catalogue = upload(browser)
    work()
    lot = catalogue.lots.first()
    for address in ("", "/worklist.csv", f"/lots/{lot.pk}"):
        assert client.get(f"/catalogues/{catalogue.key}{address}").status_code == 404
        assert sign_in(registrar).get(f"/catalogues/{catalogue.key}{address}").status_code == 404


def test_the_permanent_address_leads_the_desk_to_the_catalogue_and_nobody_else(
    browser: Client, client: Client, loss: LossRecord, admin_client: Client
) -> None:
    catalogue = upload(browser)
    assert admin_client.get(f"/id/{catalogue.key}").headers["Location"] == f"/catalogues/{catalogue.key}"
    assert client.get(f"/id/{catalogue.key}").status_code == 404


def test_lines_that_were_not_read_are_told_above_the_lots_and_stay_told(browser: Client, loss: LossRecord) -> None:
    catalogue = upload(browser, b"lot,title\n1,Vase\n2,Lamp,bronze,too,many\n3,Coupe\n")
    work()
    browser.post(f"/catalogues/{catalogue.key}/again")
    assert "0 of 2 lots are checked" in browser.get(f"/catalogues/{catalogue.key}").content.decode()
    work()
    page = browser.get(f"/catalogues/{catalogue.key}").content.decode()
    assert "what stands there was not checked" in page
    assert "line 3: 5 cells, the header has 2" in page
    assert not any("cells" in lot.problem for lot in catalogue.lots.all())
    table = b"".join(browser.get(f"/catalogues/{catalogue.key}/worklist.csv").streaming_content).decode()
    assert "line 3: 5 cells" in table


def test_a_catalogue_is_taken_away_and_brought_back_by_whose_it_is(
    browser: Client, client: Client, loss: LossRecord
) -> None:
    catalogue = upload(browser)
    work()
    assert client.post(f"/catalogues/{catalogue.key}/removal").status_code == 404
    page = browser.post(f"/catalogues/{catalogue.key}/removal", follow=True).content.decode()
    assert "was taken away" in page
    assert browser.get(f"/catalogues/{catalogue.key}").status_code == 404
    assert client.post(f"/catalogues/{catalogue.key}/return").status_code == 404
    assert browser.post(f"/catalogues/{catalogue.key}/return", follow=True).status_code == 200
    assert Catalogue.objects.current().get().lots.count() == 3
