"""Catalogues of every form, screened lot by lot, and asked again when a loss arrives after them."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from fpdf import FPDF
from openpyxl import Workbook

from museion.core.access import Actor, NotAllowedError
from museion.core.models import OutboxEntry
from museion.core.outbox import HANDLERS, drain
from museion.screening.actions import catalogue_runs, catalogues
from museion.screening.actions.batches import make_screenings
from museion.screening.actions.catalogue_runs import screen_catalogue
from museion.screening.actions.catalogues import Upload, request_screening, upload_catalogue
from museion.screening.actions.runs import judge_match
from museion.screening.catalogues.lots import UnreadableCatalogueError
from museion.screening.catalogues.reading import read_catalogue
from museion.screening.models import Catalogue, LossRecord, Lot, Screening
from museion.screening.queries.catalogues import get_catalogues, get_worklist, write_worklist
from museion.screening.runs.questions import Question
from museion.screening.terms import CatalogueState, Decision, Verdict
from museion.screening.tests.cast import BOATS, ICON, catch_up, lose
from museion.screening.tests.drawings import draw_painting, encode

pytestmark = pytest.mark.django_db
LOTS = (
    ("101", "Aïssatou Fall", "Bateaux au port de Saint-Louis", "huile sur toile, 64 x 80 cm", 7),
    ("102", "", "Vase de nuit en faïence blanche", "faïence, 20 cm", 51),
    ("103a", "Школа Пскова", "Спас Нерукотворный", "темпера, дерево", None),
)


def photograph(number: int) -> bytes:
    return encode(draw_painting(number)[10:-20, 15:-10], "JPEG", quality=75)


def write_csv() -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(["Lot", "Artist", "Title", "Medium", "Image", "Estimate"])
    for number, maker, title, medium, photo in LOTS:
        rows.writerow([number, maker, title, medium, f"{photo}.jpg" if photo else "", "€ 400"])
    return out.getvalue().encode("utf-8-sig")


def write_workbook() -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.append(["lot_number", "artist", "title", "materials", "photo"])
    for number, maker, title, medium, photo in LOTS:
        book.active.append([number, maker, title, medium, f"{photo}.jpg" if photo else ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_page() -> bytes:
    lots = "".join(
        f'<article class="lot-card"><h2>Lot {number}</h2><p>{maker}</p><p>{title}</p><p>{medium}</p>'
        + (f'<img src="images/{photo}.jpg">' if photo else "")
        + "</article>"
        for number, maker, title, medium, photo in LOTS
    )
    return f"<!doctype html><title>Lot 9 of junk</title><script>var lot=1</script><main>{lots}</main>".encode()


def write_paper() -> bytes:
    paper = FPDF()
    paper.set_font("helvetica", size=11)
    for number, maker, title, medium, photo in LOTS:
        paper.add_page()
        text = f"Lot {number}\n{maker}\n{title}\n{medium}".encode("latin-1", "replace").decode("latin-1")
        paper.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
        if photo:
            paper.image(io.BytesIO(photograph(photo)), h=70)
    return bytes(paper.output())


def write_archive(**more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for *_, photo in LOTS:
            if photo:
                archive.writestr(f"images/{photo}.jpg", photograph(photo))
        for name, content in more.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {
    "sale.csv": write_csv,
    "sale.xlsx": write_workbook,
    "sale.html": write_page,
    "sale.pdf": write_paper,
    "sale.zip": lambda: write_archive(sale__csv=write_csv()),
}


@pytest.fixture
def losses(db: None, operator: Actor, now: datetime) -> LossRecord:
    loss = lose(BOATS, actor=operator, at=now, photo=7)
    lose(ICON, actor=operator, at=now, photo=8)
    catch_up()
    return loss


def screen(upload: Upload, *, actor: Actor, at: datetime) -> Catalogue:
    catalogue = upload_catalogue(upload, actor=actor, at=at, is_promised=False)
    screen_catalogue(catalogue, actor=actor, clock=lambda: at, processes=1)
    return catalogue


def get_lot(catalogue: Catalogue, number: str) -> Lot:
    return catalogue.lots.select_related("screening").get(number=number)


def drain_all() -> None:
    """Every topic in turn until nothing is due, as the worker does."""
    while sum(drain(topic) for topic in list(HANDLERS) if topic != "search"):
        pass


@pytest.mark.parametrize("name", FORMS)
def test_a_planted_lot_comes_first_whatever_the_form(
    losses: LossRecord, operator: Actor, now: datetime, name: str
) -> None:
    pictures = b"" if name in {"sale.pdf", "sale.zip"} else write_archive()
    catalogue = screen(Upload(name, FORMS[name](), pictures), actor=operator, at=now)
    assert (catalogue.state, catalogue.lot_count, catalogue.screened_count) == (CatalogueState.DONE, 3, 3)
    first, *rest = get_worklist(catalogue)
    assert first.number == "101"
    assert first.screening is not None
    best = first.screening.matches.first()
    assert best is not None
    assert (best.loss, best.verdict) == (losses, Verdict.URGENT)
    assert first.urgency > 0.8 > max(lot.urgency for lot in rest)


@pytest.mark.parametrize("is_above", [False, True])
def test_a_plain_page_gives_each_lot_the_picture_at_its_heading(is_above: bool) -> None:  # noqa: FBT001
    """No class names a lot; a shop's page may show the picture first."""
    heads = [(f"<h2>Lot {number}</h2><p>Vase</p>", f'<img src="img/{number}.jpg">') for number in (1, 2, 3)]
    parts = ["".join(reversed(pair) if is_above else pair) for pair in heads]
    read = read_catalogue(f"<!doctype html><main>{''.join(parts)}</main>".encode(), "sale.html")
    assert [(lot.text, lot.picture_names) for lot in read.lots] == [("Vase", [f"img/{n}.jpg"]) for n in (1, 2, 3)]


def test_notes_and_telephone_photos_beside_the_table_are_no_second_catalogue(
    losses: LossRecord, operator: Actor, now: datetime
) -> None:
    archive = write_archive(sale__csv=write_csv(), README__txt=b"Read me", IMG_1__heic=b"", Thumbs__db=b"")
    assert screen(Upload("sale.zip", archive), actor=operator, at=now).lot_count == 3


def test_what_is_wrong_with_a_lot_is_told_in_the_language_of_whoever_uploaded_it(
    losses: LossRecord, operator: Actor, now: datetime
) -> None:
    table = b"lot,title,image\n1,Vase,nowhere.jpg\n2,,\n"
    catalogue = screen(Upload("sale.csv", table, write_archive(), language="fr"), actor=operator, at=now)
    assert "Le lot n" in get_lot(catalogue, "1").problem
    assert "says" not in get_lot(catalogue, "2").problem
    assert "nowhere.jpg ne figure pas parmi les fichiers" in get_lot(catalogue, "1").problem


def test_a_lot_without_a_picture_says_that_only_words_were_compared(
    losses: LossRecord, operator: Actor, now: datetime
) -> None:
    catalogue = screen(Upload("sale.csv", write_csv(), write_archive()), actor=operator, at=now)
    assert "no picture" in get_lot(catalogue, "103a").problem
    assert not get_lot(catalogue, "101").problem


def test_a_missing_picture_is_told_with_its_name(losses: LossRecord, operator: Actor, now: datetime) -> None:
    table = b"lot,title,image\n1,Vase,nowhere.jpg\n2,,\n"
    catalogue = screen(Upload("sale.csv", table, write_archive()), actor=operator, at=now)
    assert "nowhere.jpg is not among the files" in get_lot(catalogue, "1").problem


def test_a_lot_that_cannot_be_asked_stands_apart_from_one_without_a_find(
    losses: LossRecord, operator: Actor, now: datetime
) -> None:
    table = b"lot,title,image\n1,Vase de nuit,\n2,,broken.jpg\n"
    pictures = write_archive(broken__jpg=b"not a picture")
    catalogue = screen(Upload("sale.csv", table, pictures), actor=operator, at=now)
    broken = get_lot(catalogue, "2")
    assert broken.screening is None
    assert "not a picture" in broken.problem
    assert "not screened" in "".join(write_worklist(catalogue))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("sale.pdf", b"%PDF-1.7 broken", "cannot be opened"),
        ("sale.html", b"<html><p>Nothing for sale</p></html>", "No lots were found"),
        ("sale.csv", b"", "no header line"),
        ("sale.zip", b"PK\x03\x04 cut off", "cut or damaged"),
        ("sale.zip", write_archive(), "holds no catalogue"),
        ("sale.zip", write_archive(one__csv=b"lot\n1", two__csv=b"lot\n2"), "several catalogues: one.csv, two.csv"),
    ],
)
def test_a_file_without_lots_fails_with_the_reason(
    operator: Actor, now: datetime, name: str, content: bytes, told: str
) -> None:
    catalogue = screen(Upload(name, content), actor=operator, at=now)
    assert catalogue.state == CatalogueState.FAILED
    assert told in catalogue.problem
    assert not catalogue.lots.exists()


def test_an_archive_bomb_among_the_pictures_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.jpg", b"\0" * 90_000_000)
    read = read_catalogue(b"lot,title\n1,Vase\n", "sale.csv", out.getvalue())
    assert list(read.iterate_pictures(read.lots[0])) == []
    assert "was not read" in read.lots[0].problems[0]


def test_two_lots_of_one_number_are_both_kept() -> None:
    first, second = read_catalogue(b"lot,title\n7,Vase\n7,Coupe\n", "sale.csv").lots
    assert first.number == "7"
    assert second.number != "7"
    assert "twice" in second.problems[0]


def test_pictures_are_found_by_the_lots_number() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("lot-012.jpg", "12_b.jpg", "112.jpg"):
            archive.writestr(name, name.encode())
    read = read_catalogue(b"lot,title\n12,Vase\n", "sale.csv", out.getvalue())
    assert list(read.iterate_pictures(read.lots[0])) == [b"12_b.jpg", b"lot-012.jpg"]


def test_text_without_lots_is_refused() -> None:
    with pytest.raises(UnreadableCatalogueError):
        read_catalogue(b"%PDF-", "sale.pdf")


def test_the_worker_screens_in_parts_and_goes_on(
    losses: LossRecord, operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_runs, "MOST_AT_ONCE", 2)
    catalogue = upload_catalogue(Upload("sale.csv", write_csv(), write_archive()), actor=operator, at=now)
    assert drain("catalogues") == 1
    catalogue.refresh_from_db()
    assert (catalogue.state, catalogue.screened_count) == (CatalogueState.RUNNING, 2)
    drain("catalogues")
    catalogue.refresh_from_db()
    assert (catalogue.state, catalogue.screened_count) == (CatalogueState.DONE, 3)
    assert Screening.objects.count() == 3


def test_a_new_loss_finds_the_lot_that_was_seen_before_it(operator: Actor, now: datetime) -> None:
    lose(ICON, actor=operator, at=now, photo=8)
    catch_up()
    catalogue = screen(Upload("sale.csv", write_csv(), write_archive()), actor=operator, at=now)
    drain_all()
    runs = Screening.objects.count()
    loss = lose(BOATS, actor=operator, at=now, photo=7)
    drain_all()
    lot = get_lot(catalogue, "101")
    assert lot.is_new
    assert lot.screening is not None
    assert lot.screening.matches.first().loss == loss  # type: ignore[union-attr]
    assert Screening.objects.count() == runs + 1
    assert [held.number for held in get_worklist(catalogue, only_new=True)] == ["101"]


def test_screened_again_nothing_old_is_new(losses: LossRecord, operator: Actor, now: datetime) -> None:
    catalogue = screen(Upload("sale.csv", write_csv(), write_archive()), actor=operator, at=now)
    request_screening([catalogue], actor=operator, at=now)
    drain("catalogues")
    assert not catalogue.lots.filter(is_new=True).exists()
    assert get_lot(catalogue, "101").urgency > 0.8


def test_a_screening_that_cannot_be_promised_leaves_the_catalogue_done(
    losses: LossRecord, operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = screen(Upload("sale.csv", write_csv(), write_archive()), actor=operator, at=now)

    def fail(*_told: object, **_more: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(catalogues, "announce", fail)
    with pytest.raises(OSError, match="disk full"):
        request_screening([catalogue], actor=operator, at=now)
    catalogue.refresh_from_db()
    assert catalogue.state == CatalogueState.DONE


def test_a_lot_moves_in_the_worklist_as_soon_as_it_is_judged(
    losses: LossRecord, operator: Actor, now: datetime
) -> None:
    catalogue = screen(Upload("sale.csv", write_csv(), write_archive()), actor=operator, at=now)
    match = get_lot(catalogue, "101").screening.matches.first()  # type: ignore[union-attr]
    assert match is not None
    judge_match(match, Decision.NO_MATCH, actor=operator, at=now)
    assert get_lot(catalogue, "101").urgency < 0.5
    # The newest of each person counts.
    judge_match(match, Decision.MATCH, actor=operator, at=now + timedelta(minutes=1))
    assert get_lot(catalogue, "101").urgency > 0.8


def test_more_lots_cost_few_questions_to_the_database_each(losses: LossRecord, operator: Actor, now: datetime) -> None:
    def count(lots: int) -> int:
        questions = [Question(text=f"Bateaux au port, lot {number}") for number in range(lots)]
        with CaptureQueriesContext(connection) as asked:
            list(make_screenings(questions, actor=operator, clock=lambda: now, processes=1))
        return len(asked)

    count(1)  # What thesauri say is read once.
    few, many = count(4), count(16)
    assert many - few <= 12 * 3


def test_only_who_uploaded_it_and_the_desk_see_a_catalogue(losses: LossRecord, operator: Actor, now: datetime) -> None:
    dealer, rival = Actor(name="Maison Leclair", account_id=11), Actor(name="Maison Petit", account_id=12)
    catalogue = upload_catalogue(Upload("sale.csv", write_csv()), actor=dealer, at=now)
    assert get_catalogues(dealer).get() == get_catalogues(operator).get() == catalogue
    assert not get_catalogues(rival).exists()
    assert not get_catalogues(Actor(name="visitor")).exists()
    with pytest.raises(NotAllowedError):
        request_screening([catalogue], actor=rival, at=now)


def test_a_visitor_uploads_nothing(now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        upload_catalogue(Upload("sale.csv", write_csv()), actor=Actor(name="visitor"), at=now)
    assert not OutboxEntry.objects.filter(topic="catalogues").exists()


def test_the_worklist_as_a_table_disarms_formulas(losses: LossRecord, operator: Actor, now: datetime) -> None:
    table = b'lot,title,text\n1,Vase,"=HYPERLINK(""http://evil"")"\n'
    catalogue = screen(Upload("sale.csv", table), actor=operator, at=now)
    (row,) = csv.DictReader(io.StringIO("".join(write_worklist(catalogue))))
    assert row["text"].startswith("'=")


@pytest.mark.parametrize(
    "heading",
    [
        "Lot;Titre;Matériaux;Dimensions;Photo",
        "Lote;Título;Materiales;Medidas;Foto",
        "رقم;العنوان;المواد;الأبعاد;صورة",
        "Los-Nr.;Titel;Material;Maße;Bild",
    ],
)
def test_headings_are_read_in_the_languages_of_the_houses(heading: str) -> None:
    lot = read_catalogue(f"{heading}\n12;Krug;Ton;41 x 20 cm;krug.jpg\n".encode(), "sale.csv").lots[0]
    assert (lot.number, lot.picture_names, lot.text) == ("12", ["krug.jpg"], "")
    assert lot.fields == {"title": "Krug", "materials": "Ton", "dimensions": "41 x 20 cm"}
