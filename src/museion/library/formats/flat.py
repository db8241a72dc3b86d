r"""CSV: one row a publication, one column a field, written and read alike.

Entries of a list are divided by ` | ` (`\|` is a bar of the text). `Núñez, María ; editor` is a name and its role, `isbn 978…` a number and its
scheme, `Floods ; topic` a subject and its kind, `Les jarres [fr]` a text and its language. Cells that a spreadsheet would take for a formula begin
with an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from museion.core.tables import UnreadableTableError, make_cell_safe, name_line, read_safe_cell
from museion.core.wording import Wording
from museion.library.formats.numbers import read_number
from museion.library.formats.publication import FIELD_NAMES, Publication, Table

# Of each table: the member that is the text, and the one that stands behind ` ; ` with what it is where nothing stands there.
_MEMBERS: dict[str, tuple[str, str, str]] = {
    "other_titles": ("text", "kind", "variant"),
    "contributors": ("name", "role", "author"),
    "series": ("title", "number", ""),
    "notes": ("text", "kind", "general"),
    "subjects": ("text", "kind", "topic"),
    "classifications": ("code", "scheme", ""),
    "links": ("url", "label", ""),
    "relations": ("title", "kind", "related"),
}
_TEXTS = frozenset({"titles", "abstracts"})
_TAGGED = re.compile(r"(.*) \[([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\]", re.DOTALL)
_TIED = re.compile(r"(.+) \[([a-z][a-z0-9]{8})\]")
_BAR = re.compile(r"(?<!\\) \| ")


def write_csv(publications: Iterable[tuple[str, Publication]]) -> Iterator[str]:
    """Line by line, of (key, publication)."""
    yield "\ufeff" + _write_row(["key", *FIELD_NAMES])
    for key, publication in publications:
        yield _write_row([key, *(write_cell(name, getattr(publication, name)) for name in FIELD_NAMES)])


def list_flat_losses(publication: Publication) -> tuple[str, ...]:
    """Members of tables that a cell has no place for, such as the dates of a person."""
    lost: dict[str, None] = {}
    for name, (text, behind, _default) in _MEMBERS.items():
        for entry in getattr(publication, name):
            lost |= {f"{name}: {member}": None for member in entry if member not in {text, behind, "kind", "key"}}
    for entry in publication.numbers:
        lost |= {f"numbers: {member}": None for member in entry if member == "note"}
    return tuple(lost)


def _write_row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(map(make_cell_safe, cells))
    return out.getvalue()


def write_cell(name: str, value: object) -> str:
    """The field `name` of a publication in one line, as people read it."""
    if isinstance(value, dict):
        form = "{1} [{0}]" if name in _TEXTS else "{0}: {1}"
        return " | ".join(form.format(key, _escape(str(text))) for key, text in value.items())
    if isinstance(value, list):
        return " | ".join(_escape(_write_entry(name, entry)) for entry in value)
    return str(value)


def _write_entry(name: str, entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    if name == "numbers":
        return f"{entry['scheme']} {entry.get('as_written', entry['value'])}"
    text, behind, default = _MEMBERS[name]
    held = str(entry.get(behind, ""))
    if entry.get("key"):
        entry = {**entry, text: f"{entry[text]} [{entry['key']}]"}
    return f"{entry.get(text, '')} ; {held}" if held and held != default else str(entry.get(text, ""))


def _escape(text: str) -> str:
    return text.replace(" | ", " \\| ")


def read_csv(text: str) -> Iterator[tuple[int, str, Publication, Table]]:
    """(line, key, publication, columns that are no field) of what `write_csv` wrote, or somebody with the same columns."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    with name_line(rows):
        names = list(rows.fieldnames or ())
        if "titles" not in names:
            told = Wording("no column “%(name)s”; the columns are: %(names)s", name="titles", names=names)
            raise UnreadableTableError(told)
        for row in rows:
            cells = {
                name: read_safe_cell(cell) for name, cell in row.items() if name and isinstance(cell, str) and cell
            }
            rest: Table = {name: cell for name, cell in cells.items() if name not in {"key", *FIELD_NAMES}}
            yield rows.line_num, cells.get("key", ""), _read_row(cells), rest


def _read_row(cells: Mapping[str, str]) -> Publication:
    publication = Publication()
    for name in FIELD_NAMES:
        if cell := cells.get(name, ""):
            setattr(publication, name, _read_cell(name, cell, getattr(publication, name)))
    return publication


def _read_cell(name: str, cell: str, empty: object) -> Any:
    if isinstance(empty, str):
        return cell
    entries = [part.replace(" \\| ", " | ").strip() for part in _BAR.split(cell) if part.strip()]
    if name in _TEXTS:
        return dict(map(_read_tagged, entries))
    if name == "host":
        return {key.strip(): text.strip() for key, _colon, text in (entry.partition(":") for entry in entries)}
    return [_read_entry(name, entry) for entry in entries]


def _read_tagged(entry: str) -> tuple[str, str]:
    found = _TAGGED.fullmatch(entry)
    return (found.group(2), found.group(1)) if found else ("und", entry)


def _read_entry(name: str, entry: str) -> Any:
    if name == "numbers":
        scheme, _space, value = entry.partition(" ")
        return read_number(scheme.lower(), value) if value else read_number("isbn", scheme)
    if name not in _MEMBERS:
        return entry
    text, behind, default = _MEMBERS[name]
    first, _sep, second = entry.rpartition(" ; ") if " ; " in entry else (entry, "", "")
    made = {text: first} | ({behind: second or default} if second or default else {})
    if tied := _TIED.fullmatch(first):
        made |= {text: tied.group(1), "key": tied.group(2)}
    return made | ({"kind": "person" if "," in first else "body"} if name == "contributors" else {})
