"""Cells of tables that people open in a spreadsheet."""

# The wide forms too: programs set to Japanese or Chinese take them for the others.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def make_cell_safe(text: str) -> str:
    """A spreadsheet runs what begins so as a formula (CWE-1236); an apostrophe before it says that it is text."""
    return f"'{text}" if _begins_formula(text) else text


def read_safe_cell(text: str) -> str:
    """What `make_cell_safe` was given."""
    return text[1:] if text.startswith("'") and _begins_formula(text[1:]) else text


def _begins_formula(text: str) -> bool:
    """Behind apostrophes too, or what was meant with one would come back without."""
    return text.lstrip("'").startswith(_FORMULA)
