"""CSV and TSV, with a header line; RFC 4180 as programs write it."""

import csv
from collections import Counter
from collections.abc import Iterator

from museion.core.imports.encodings import open_text
from museion.core.imports.lines import LineError, Lines
from museion.core.imports.rows import RAW_LENGTH, BadRow, Format, Member, Row
from museion.core.tables import guess_delimiter
from museion.core.wording import Wording, get_message

LONGEST_CELL = 1024 * 1024
MOST_COLUMNS = 5_000
_DELIMITERS = ",;\t|"


class _Recorded:
    """The lines of the row being read, so that those behind a quotation mark nobody closed can be read again."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.taken: list[str] = []

    def __iter__(self) -> "_Recorded":
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.taken.append(line)
        return line

    def retry_after_first(self) -> None:
        self.lines.push_back(self.taken[1:])


def read_delimited(member: Member, form: Format) -> Iterator[Row | BadRow]:
    csv.field_size_limit(LONGEST_CELL)
    stream, encoding = open_text(member.stream, form.encoding)
    form.note_encoding(member.name, encoding)
    recorded = _Recorded(Lines(stream, encoding))
    header = _read_header(recorded, member, form)
    if isinstance(header, BadRow):
        yield header
        return
    names, delimiter = header
    # Only a strict reader tells of a quotation mark that is still open when the file ends.
    rows = csv.reader(recorded, delimiter=delimiter, strict=True)
    while True:
        recorded.taken = []
        place = f"{member.name}, line {recorded.lines.number + 1}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except LineError as error:
            yield BadRow(f"{member.name}, line {error.number}", error.problem, error.raw)
        except csv.Error as error:
            yield _refuse(recorded, place, Wording("not CSV: %(why)s", why=str(error)))
        else:
            yield from _make_row(recorded, place, names, cells)


def _make_row(recorded: _Recorded, place: str, names: list[str], cells: list[str]) -> Iterator[Row | BadRow]:
    """Nothing for an empty line. Empty cells behind the last column are a spreadsheet's habit."""
    if len(cells) == len(names) or (len(cells) > len(names) and not any(cells[len(names) :])):
        yield Row(place, dict(zip(names, cells, strict=False)))
    elif cells:
        yield _refuse(
            recorded,
            place,
            Wording("%(count)s cells, the header has %(wanted)s", count=str(len(cells)), wanted=str(len(names))),
        )


def _refuse(recorded: _Recorded, place: str, problem: str) -> BadRow:
    raw = "".join(recorded.taken)[:RAW_LENGTH]
    recorded.retry_after_first()
    return BadRow(place, problem, raw)


def _read_header(recorded: _Recorded, member: Member, form: Format) -> tuple[list[str], str] | BadRow:
    try:
        first = next(recorded, "")
        delimiter = form.delimiter or _guess_delimiter(member.name, first)
        recorded.lines.push_back([first] if first else [])
        names = [name.strip() for name in next(csv.reader(recorded, delimiter=delimiter), [])]
    except (LineError, csv.Error) as error:
        told = Wording("the header cannot be read: %(why)s", why=get_message(error))
        return BadRow(f"{member.name}, line 1", told, is_cut=True)
    problem = _find_flaw(names)
    if problem:
        return BadRow(f"{member.name}, line 1", problem, is_cut=True)
    return names, delimiter


def _find_flaw(names: list[str]) -> str:
    if not any(names):
        return Wording("there is no header line")
    if len(names) > MOST_COLUMNS:
        return Wording("%(count)s columns; at most %(most)s are read", count=len(names), most=MOST_COLUMNS)
    repeated = sorted(name for name, count in Counter(names).items() if count > 1)
    return Wording("columns with the same name: %(names)s", names=repeated) if repeated else ""


def _guess_delimiter(name: str, header: str) -> str:
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    return guess_delimiter(header, _DELIMITERS)
