"""Small files made to take all time or memory: told in a sentence, with the rows that stood before."""

import io
import time
import zipfile
from collections.abc import Callable
from io import BufferedReader, BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.imports.readers import read_rows
from museion.core.imports.rows import BadRow, Format, Row
from museion.core.json_depth import DEEPEST, DepthGuard, TooDeepError, check_depth

SOONEST_SECONDS = 5
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
GROWING = b'<!DOCTYPE x [<!ENTITY a0 "lol">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)


def read(name: str, content: bytes) -> list[Row | BadRow]:
    begun = time.process_time()
    rows = list(read_rows(Path(name), BufferedReader(BytesIO(content)), Format()))  # type: ignore[arg-type]
    assert time.process_time() - begun < SOONEST_SECONDS
    return rows


def tell(rows: list[Row | BadRow]) -> str:
    return " / ".join(row.problem for row in rows if isinstance(row, BadRow))


def make_book(part: str, change: Callable[[bytes], bytes]) -> bytes:
    book, plain, changed = openpyxl.Workbook(), BytesIO(), BytesIO()
    for cells in (["title", "year"], ["Jarre", 1730], ["青花瓷盤", 1740]):
        book.worksheets[0].append(cells)
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return changed.getvalue()


def test_a_hundred_thousand_columns_of_one_name_are_counted_in_one_pass() -> None:
    assert "5,000" in tell(read("lots.csv", b"Ab," * 100_000 + b"\n1,2\n"))
    assert tell(read("lots.csv", b"Ab," * 4_000 + b"x\n")) == "columns with the same name: Ab"


def test_an_array_that_goes_too_deep_ends_there() -> None:
    rows = read("lots.json", b'[{"title": "Jarre"},' + b'{"title": "Krug"},' * 20_000 + b"[" * 100_000)
    assert sum(isinstance(row, Row) for row in rows) > 5_000
    assert f"more than {DEEPEST} structures" in tell(rows)


@pytest.mark.parametrize(
    ("part", "old", "new", "kept"),
    [
        (SHEET, b'<row r="3"', b'<row r="9999999999999"', 1),
        (SHEET, b'r="B3"', b'r="ZZZZZZ3"', 1),
        (SHEET, b'<row r="3"', b"<row>" * 50_000 + b'<row r="3"', 2),
        (STYLES, b"Calibri", b"&a9;", 0),
        ("[Content_Types].xml", b"<Types", b"<Types <", 0),
    ],
    ids=["a row beyond all rows", "a column beyond all columns", "rows in rows", "entities that grow", "broken XML"],
)
def test_a_workbook_that_no_program_wrote_gives_what_can_be_read(part: str, old: bytes, new: bytes, kept: int) -> None:
    def change(content: bytes) -> bytes:
        assert old in content
        spoiled = content.replace(old, new, 1)
        return GROWING + b"]>" + spoiled if part == STYLES else spoiled

    rows = read("lots.xlsx", make_book(part, change))
    assert sum(isinstance(row, Row) for row in rows) == kept
    if kept == 0:
        assert "not a workbook that can be read" in tell(rows)


@pytest.mark.parametrize("number", ["-3", "0", "2", "1048577"])
def test_a_row_of_a_workbook_that_bears_a_number_that_no_row_can_have_is_told(number: str) -> None:
    """A spreadsheet never writes it; the row would be passed over by what reads workbooks."""
    book = make_book(SHEET, lambda xml: xml.replace(b'<row r="3"', f'<row r="{number}"'.encode()))
    good, refused = read("lots.xlsx", book)
    assert isinstance(good, Row)
    assert isinstance(refused, BadRow)
    assert (good.values["title"], refused.place) == ("Jarre", "lots.xlsx, Sheet, after row 2")
    assert refused.problem == f"the row says that it is row {number}; expected a number above 2, at most 1,048,576"
    assert "青花瓷盤" in refused.raw
    assert not refused.is_cut


def test_a_gap_between_the_rows_of_a_workbook_is_no_problem() -> None:
    _, last = read("lots.xlsx", make_book(SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="900"')))
    assert last.place == "lots.xlsx, Sheet, row 900"


def test_brackets_inside_texts_are_no_depth() -> None:
    check_depth(b'{"a": "' + b"[" * 1000 + b'\\"[", "b": [1]}')
    with pytest.raises(TooDeepError):
        check_depth(b"[" * (DEEPEST + 1))


@given(
    st.lists(st.sampled_from(["[", "]", "{", "}", "\\", '"', "[" * 150, "a", "é"]), max_size=40).map("".join),
    st.integers(1, 7),
)
def test_depth_is_the_same_however_the_file_is_cut(text: str, size: int) -> None:
    def ask(length: int) -> bool:
        guard = DepthGuard(io.BytesIO(text.encode()))
        try:
            while guard.read(length):
                pass
        except TooDeepError:
            return True
        return False

    assert ask(size) == ask(10_000)
