"""Whole numbers are read in every script, and nothing that looks like one breaks a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.numerals import LARGEST_ID, read_whole


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), (" 007 ", 7), ("٣٤", 34), ("३", 3), (str(LARGEST_ID), LARGEST_ID)]
)
def test_digits_of_every_script_are_read(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["", "²", "-1", "+1", "1.0", "1_000", "x", str(LARGEST_ID + 1), "9" * 5000])
def test_what_is_no_such_number_is_none(text: str) -> None:
    assert read_whole(text) is None


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    number = read_whole(text, least=1, most=9)
    assert number is None or 1 <= number <= 9
