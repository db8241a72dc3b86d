"""Round trips of tables: nothing changes unless a cell does, every difference is shown, and undoing puts all back."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from museion.core.access import AccessLevel, Actor, NotAllowedError, Role, make_operator
from museion.core.http.asking import make_actor
from museion.core.kinds import KINDS
from museion.core.models import Account, Grant
from museion.exchange.actions.sheets import SheetStateError, apply_sheet, propose_sheet, undo_sheet
from museion.exchange.models import Sheet
from museion.exchange.sheets.comparing import UnreadableSheetError, compare_sheet
from museion.exchange.sheets.writing import iterate_sheet
from museion.exchange.tests.conftest import Repository
from museion.heritage.actions import update_object
from museion.network.actions import update_museum
from museion.network.models import Body, Museum

Rows = list[dict[str, str]]


def export(kind: str, actor: Actor) -> Rows:
    text = "".join(iterate_sheet(KINDS[kind], actor.viewer))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def write(rows: Rows, delimiter: str = ",") -> bytes:
    held = io.StringIO()
    writer = csv.DictWriter(held, list(dict.fromkeys(name for row in rows for name in row)), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode("utf-8-sig")


@pytest.fixture
def registrar(db: None, now: datetime) -> Account:
    """Kofi, who keeps the register and is not of the desk."""
    account = Account.objects.create_user("kofi@example.org", "a long sentence nobody guesses")
    Grant.objects.create(account=account, role=Role.REGISTRAR, level=AccessLevel.MEMBER, valid_from=now)
    return account


@pytest.mark.parametrize("kind", ["museum", "object", "person", "body", "element", "concept", "scheme", "loss"])
def test_a_table_that_comes_back_as_it_was_changes_nothing(repository: Repository, operator: Actor, kind: str) -> None:
    content = "".join(iterate_sheet(KINDS[kind], operator.viewer)).encode()
    difference = compare_sheet(KINDS[kind], content, operator)
    assert (difference.changes, difference.problems) == ([], [])
    assert difference.unchanged == KINDS[kind].model.objects.current().count()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_edited_cells_are_made_and_undone(
    repository: Repository, operator: Actor, now: datetime, delimiter: str
) -> None:
    rows = export("museum", operator)
    rows[0] |= {"names@en": "River Museum", "city": "Saint-Louis", "latitude": "16.03", "longitude": "-16.49"}
    sheet = propose_sheet(KINDS["museum"], write(rows, delimiter), file_name="museum.csv", actor=operator, at=now)
    assert Museum.objects.get(id=repository.museum.id).city == ""
    assert [change["key"] for change in sheet.changes] == [repository.museum.key]
    assert apply_sheet(sheet, actor=operator, at=now + timedelta(minutes=1)) == 1
    museum = Museum.objects.get(id=repository.museum.id)
    assert (museum.city, museum.latitude, museum.names["en"]) == ("Saint-Louis", 16.03, "River Museum")
    assert museum.names["ar"] == "متحف النهر"
    assert undo_sheet(sheet, actor=operator, at=now + timedelta(minutes=2)) == 1
    museum = Museum.objects.get(id=repository.museum.id)
    assert (museum.city, museum.latitude, museum.names) == ("", None, repository.museum.names)


def test_what_somebody_changed_meanwhile_is_left_alone(repository: Repository, operator: Actor, now: datetime) -> None:
    rows = export("museum", operator)
    for row in rows:
        row["city"] = "Elsewhere"
    sheet = propose_sheet(KINDS["museum"], write(rows), file_name="m.csv", actor=operator, at=now)
    update_museum(repository.museum, {"city": "Podor"}, actor=operator, at=now + timedelta(minutes=1))
    assert apply_sheet(sheet, actor=operator, at=now) == 1
    sheet.refresh_from_db()
    assert sheet.left == [repository.museum.key]
    later = compare_sheet(KINDS["museum"], write(rows), operator)
    assert [(problem.key, problem.column) for problem in later.problems] == [(repository.museum.key, "changed_at")]


def test_new_rows_become_records_and_undoing_withdraws_them(
    repository: Repository, operator: Actor, now: datetime
) -> None:
    rows = [{"key": "", "names@fr": "Musée neuf", "country": "BJ"}]
    sheet = propose_sheet(KINDS["museum"], write(rows), file_name="m.csv", actor=operator, at=now)
    apply_sheet(sheet, actor=operator, at=now)
    assert Museum.objects.current().get(country="BJ").names == {"fr": "Musée neuf"}
    undo_sheet(sheet, actor=operator, at=now)
    assert not Museum.objects.current().filter(country="BJ").exists()


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("latitude", "north", "number"),
        ("latitude", "95", "earth"),
        ("collection_types", "{", "JSON"),
        ("collection_types", '{"a": 1}', "list"),
        ("national_committee", "b00000000", "key"),
        ("email", "nobody", "email"),
        ("category", "castle", "castle"),
        ("country", "Senegal", "2"),
        ("key", "m00000000", "key"),
    ],
)
def test_a_cell_that_cannot_be_is_told_with_line_and_column(
    repository: Repository, operator: Actor, column: str, text: str, told: str
) -> None:
    rows = export("museum", operator)
    rows[0][column] = text
    if column == "latitude":
        rows[0]["longitude"] = "10"
    difference = compare_sheet(KINDS["museum"], write(rows), operator)
    assert (len(difference.problems), difference.unchanged) == (1, 1)
    problem = difference.problems[0]
    assert problem.line == 2
    assert told in problem.problem + problem.column


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"names@en\nX\n", b"key,nix\n,\n", b"key,names\n,\n", b"key,names@!!\n,\n"]
)
def test_what_is_no_such_table_is_refused(repository: Repository, operator: Actor, content: bytes) -> None:
    with pytest.raises(UnreadableSheetError):
        compare_sheet(KINDS["museum"], content, operator)


def test_what_one_may_not_read_is_hidden_and_survives(
    repository: Repository, registrar: Account, operator: Actor, now: datetime
) -> None:
    update_museum(repository.museum, {"emergency_contact": "gardien, bâtiment 3"}, actor=operator, at=now)
    actor = make_actor(registrar)
    rows = export("museum", actor)
    assert "bâtiment" not in str(rows)
    assert repository.closed.key not in str(export("object", actor))
    rows[0]["emergency_contact"] = "overwritten"
    rows[0]["city"] = "Podor"
    sheet = propose_sheet(KINDS["museum"], write(rows), file_name="m.csv", actor=actor, at=now)
    apply_sheet(sheet, actor=actor, at=now)
    museum = Museum.objects.get(id=repository.museum.id)
    assert (museum.city, museum.emergency_contact) == ("Podor", "gardien, bâtiment 3")


def test_a_formula_goes_out_as_text_and_comes_back_as_it_was(
    repository: Repository, operator: Actor, now: datetime
) -> None:
    update_object(repository.jar, {"title": {"en": "=1+1"}}, actor=operator, at=now)
    rows = export("object", operator)
    assert rows[0]["title@en"] == "'=1+1"
    assert compare_sheet(KINDS["object"], write(rows), operator).changes == []


def test_who_may_not_edit_gets_no_table(client: Client, repository: Repository, visitor: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        propose_sheet(KINDS["museum"], b"key\n", file_name="m.csv", actor=visitor, at=now)
    for address in ("/exchange/sheets", "/exchange/sheets/museum.csv"):
        assert client.get(address).status_code == 403


def test_applying_twice_is_applying_once(repository: Repository, operator: Actor, now: datetime) -> None:
    rows = export("museum", operator)
    rows[0]["city"] = "Podor"
    sheet = propose_sheet(KINDS["museum"], write(rows), file_name="m.csv", actor=operator, at=now)
    apply_sheet(sheet, actor=operator, at=now)
    with pytest.raises(SheetStateError):
        apply_sheet(sheet, actor=operator, at=now)


def test_the_page_shows_the_difference_before_anything_is_done(
    client: Client, repository: Repository, registrar: Account, committee: Body
) -> None:
    client.force_login(registrar)
    text = b"".join(client.get("/exchange/sheets/museum.csv")).decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    rows[0]["city"] = "Podor"
    rows[0]["names@en"] = "River Museum"
    rows[0] |= {
        "collection_types": '["maritime", "ethnography"]',
        "accepts_card": "yes",
        "national_committee": committee.key,
    }
    rows[1]["latitude"] = "north"
    file = SimpleUploadedFile("museum.csv", write(rows))
    answer = client.post("/exchange/sheets", {"kind": "museum", "file": file})
    sheet = Sheet.objects.get()
    assert answer["Location"] == f"/exchange/sheets/{sheet.pk}"
    page = client.get(answer["Location"]).content.decode()
    assert "Podor</ins>" in page
    assert "names@en" in page
    assert "maritime, ethnography</ins>" in page
    assert "no</del>" in page
    assert "yes</ins>" in page
    assert f"{committee.key}</ins>" in page
    assert "Musée du fleuve</del>" not in page
    assert "latitude" in page
    client.post(f"{answer['Location']}/apply")
    assert Museum.objects.get(id=repository.museum.id).city == "Podor"
    client.post(f"{answer['Location']}/undo")
    assert Museum.objects.get(id=repository.museum.id).city == ""


@given(content=st.binary(max_size=300))
@hypothesis_settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_breaks_the_comparison(repository: Repository, content: bytes) -> None:
    for start in (b"", b"key,city,names@fr\n"):
        try:
            compare_sheet(KINDS["museum"], start + content, make_operator())
        except UnreadableSheetError:
            continue


@pytest.mark.parametrize("place", ["head", "row"])
def test_a_cell_beyond_all_cells_is_told_with_its_line(repository: Repository, place: str) -> None:
    huge = "x" * csv.field_size_limit() * 2
    table = f"key,city,{huge}\n" if place == "head" else f"key,city\nm,{huge}\n"
    with pytest.raises(UnreadableSheetError, match=r"line \d: not CSV"):
        compare_sheet(KINDS["museum"], table.encode(), make_operator())


def test_what_spreadsheets_do_to_a_table_is_understood(repository: Repository, operator: Actor) -> None:
    """Semicolons, a decimal comma, rows and columns of nothing below and beside the table."""
    rows = export("museum", operator)
    rows[0] |= {"latitude": "48,8566", "longitude": "2,3522"}
    lines = write(rows, ";").decode().splitlines()
    held = "\r\n".join([*(line + ";;" for line in lines), ";" * lines[0].count(";"), ";;;;", ""])
    difference = compare_sheet(KINDS["museum"], held.encode(), operator)
    assert difference.problems == []
    assert [change.after for change in difference.changes] == [{"latitude": 48.8566, "longitude": 2.3522}]


@pytest.mark.parametrize("twice", ["key", "city", "names@FR"])
def test_a_column_that_stands_twice_is_refused(repository: Repository, operator: Actor, twice: str) -> None:
    lines = write(export("museum", operator)).decode().splitlines()
    content = "\n".join([f"{lines[0]},{twice}", *(f"{line},x" for line in lines[1:])])
    with pytest.raises(UnreadableSheetError, match=f"“{twice}” stands in the table twice"):
        compare_sheet(KINDS["museum"], content.encode(), operator)


def test_a_row_whose_cells_slipped_changes_nothing(repository: Repository, operator: Actor) -> None:
    lines = write([{"key": repository.museum.key, "city": "Dakar"}, {"key": repository.other.key, "city": "Kobe"}])
    slipped = lines.replace(b"Dakar", b"Dakar, S\xc3\xa9n\xc3\xa9gal")
    difference = compare_sheet(KINDS["museum"], slipped, operator)
    assert [(problem.line, problem.key) for problem in difference.problems] == [(2, repository.museum.key)]
    assert [change.key for change in difference.changes] == [repository.other.key]


def test_what_is_no_number_is_told_in_words(repository: Repository, operator: Actor) -> None:
    content = write([{"key": repository.museum.key, "latitude": "1.234,5"}])
    (problem,) = compare_sheet(KINDS["museum"], content, operator).problems
    assert (problem.column, problem.problem) == ("latitude", "“1.234,5”: expected a number such as 48.85")
