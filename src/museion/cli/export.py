"""`museion export`: all records of a kind, streamed, in the shape that the API gives."""

import csv
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, Any

import orjson
import typer

from museion.cli.console import err, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import PUBLIC_VIEWER, AccessLevel, Viewer
from museion.core.kinds import KINDS, Kind, Representation, WriterContext
from museion.core.tables import make_cell_safe

BATCH = 100


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    app.command("export")(export)


def export(
    kind: Annotated[str, typer.Argument(help="museum, person, object, …")],
    file: Annotated[Path | None, typer.Argument(help="Where to write; standard output without it.")] = None,
    form: Annotated[Format, typer.Option("--format", help="One record a line, whole, or a table.")] = Format.JSONL,
    everything: Annotated[bool, typer.Option("--all", help="Every access level, not the public one alone.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document: what was written to FILE.")] = False,
) -> None:
    """Write all records of a kind as JSON Lines or CSV."""
    chosen = find_kind_named(kind)
    if chosen is None:
        refuse(f"No kind {kind!r}; there are {', '.join(sorted(KINDS))}.")
    if as_json and file is None:
        refuse("--json tells what was written to a file: name the file, or take the records from standard output.")
    prepare_home()
    viewer = Viewer(levels=frozenset(AccessLevel)) if everything else PUBLIC_VIEWER
    rows = iterate_records(chosen, viewer)
    with open_target(file) as target:
        count = write_lines(rows, target) if form is Format.JSONL else write_table(rows, target)
    if as_json:
        print_json({"kind": chosen.name, "records": count, "file": str(file)})
    else:
        err.print(f"{count} records", highlight=False)


def find_kind_named(text: str) -> Kind | None:
    """By its name or, as `museion import` calls kinds, by its plural."""
    plurals = {str(kind.label_plural): kind for kind in KINDS.values()}
    return KINDS.get(text) or plurals.get(text)


def iterate_records(kind: Kind, viewer: Viewer) -> Iterator[bytes]:
    """Each record's JSON, in the order of the numbers; memory does not grow with the register.

    Every batch is a read of its own, so that what is closed or withdrawn while an export runs is not in the rest of it.
    """
    write = find_json(kind).write
    context = WriterContext("", ("en",), viewer)
    records = kind.model.objects.current().visible_to(viewer).order_by("id")
    last = 0
    while batch := list(records.filter(id__gt=last)[:BATCH]):
        yield from (write(record, context) for record in batch)
        last = batch[-1].id


def find_json(kind: Kind) -> Representation:
    return next(form for form in kind.representations if form.suffix == "json")


def write_lines(rows: Iterator[bytes], target: IO[bytes]) -> int:
    count = 0
    for row in rows:
        count += 1
        target.write(orjson.dumps(orjson.loads(row), option=orjson.OPT_APPEND_NEWLINE))
    return count


def write_table(rows: Iterator[bytes], target: IO[bytes]) -> int:
    """One column a field; texts by language, lists and references as JSON in their cell."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    writer: Any = None
    count = 0
    for row in rows:
        count += 1
        values: dict[str, Any] = orjson.loads(row)
        if writer is None:
            writer = csv.DictWriter(text, list(values))
            writer.writeheader()
        writer.writerow({name: flatten(value) for name, value in values.items()})
    text.detach()
    return count


def flatten(value: Any) -> Any:
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode() if value else ""
    return make_cell_safe(value) if isinstance(value, str) else value


@contextmanager
def open_target(file: Path | None) -> Iterator[IO[bytes]]:
    """A file appears whole or not at all."""
    if file is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = file.with_name(file.name + ".partial")
    with partial.open("wb") as target:
        yield target
    partial.replace(file)
