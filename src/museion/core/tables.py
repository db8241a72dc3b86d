"""Cells of tables that people open in a spreadsheet, and tables that come back from there."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from museion.core.wording import Wording

# The wide forms too: programs set to Japanese or Chinese take them for the others.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class UnreadableTableError(ValueError):
    """It is no table, or another than was asked for; the message says where and why."""


def guess_delimiter(head: str, among: str = ",;\t") -> str:
    """What cuts the cells of a table, by its first line: offices write commas, semicolons or tabs."""
    return max(among, key=head.count)


@contextmanager
def name_line(reader: Any) -> Iterator[None]:
    """What is no CSV is told with its line, of a reader or a reader of dictionaries. Raises `UnreadableTableError`."""
    try:
        yield
    except csv.Error as error:
        told = Wording("line %(line)s: not CSV: %(why)s", line=str(reader.line_num), why=str(error))
        raise UnreadableTableError(told) from error


def make_cell_safe(text: str) -> str:
    """A spreadsheet runs what begins so as a formula (CWE-1236); an apostrophe before it says that it is text."""
    return f"'{text}" if _begins_formula(text) else text


def read_safe_cell(text: str) -> str:
    """What `make_cell_safe` was given."""
    return text[1:] if text.startswith("'") and _begins_formula(text[1:]) else text


def _begins_formula(text: str) -> bool:
    """Behind apostrophes too, or what was meant with one would come back without."""
    return text.lstrip("'").startswith(_FORMULA)
