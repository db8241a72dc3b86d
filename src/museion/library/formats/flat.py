"""CSV: one row a publication, one column a field; lists are joined by ` | `, tables by their most telling member.

Cells that a spreadsheet would take for a formula begin with an apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from museion.library.formats.publication import FIELD_NAMES, Publication

_MEMBER = {
    "other_titles": "text",
    "contributors": "name",
    "series": "title",
    "notes": "text",
    "subjects": "text",
    "classifications": "code",
    "numbers": "value",
    "links": "url",
    "relations": "title",
}
HELD = frozenset(FIELD_NAMES)


def write_csv(publications: Iterable[tuple[str, Publication]]) -> Iterator[str]:
    """Line by line, of (key, publication)."""
    yield "\ufeff" + _write_row(["key", *FIELD_NAMES])
    for key, publication in publications:
        yield _write_row([key, *(_write_cell(name, getattr(publication, name)) for name in FIELD_NAMES)])


def _write_row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell[:1] else cell for cell in cells])
    return out.getvalue()


def _write_cell(name: str, value: object) -> str:
    if isinstance(value, dict):
        return " | ".join(
            f"{text} [{tag}]" if name in {"titles", "abstracts"} else f"{tag}: {text}" for tag, text in value.items()
        )
    if isinstance(value, list):
        return " | ".join(str(part.get(_MEMBER[name], "")) if isinstance(part, dict) else str(part) for part in value)
    return str(value)
