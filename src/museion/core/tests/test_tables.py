"""Cells that spreadsheets do not run, and that come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.tables import make_cell_safe, read_safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM"]
)
def test_what_begins_a_formula_is_text(text: str) -> None:
    assert make_cell_safe(text) == f"'{text}"


def test_what_begins_none_stays() -> None:
    assert [make_cell_safe(text) for text in ("", "Vase", "'t Oude Huis", "قلادة", "1-2")] == [
        "",
        "Vase",
        "'t Oude Huis",
        "قلادة",
        "1-2",
    ]


@given(st.text(alphabet="'=+a＝", max_size=5))
def test_every_cell_comes_back_as_it_was(text: str) -> None:
    assert read_safe_cell(make_cell_safe(text)) == text
