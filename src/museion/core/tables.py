"""Cells of tables that people open in a spreadsheet."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def make_cell_safe(text: str) -> str:
    """A spreadsheet runs what begins so as a formula; an apostrophe before it says that it is text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_safe_cell(text: str) -> str:
    """What `make_cell_safe` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
