"""`museion import KIND FILE --mapping NAME`: a file of a partner becomes records."""

import time
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from rich.progress import Progress, TaskID

from museion.cli.console import err, fail, make_progress, out, print_json, refuse
from museion.cli.feeding import Feeder
from museion.cli.home import prepare_home
from museion.core.access import make_operator
from museion.core.bulk import expect_many_objects
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, Step, import_file
from museion.core.imports.runs import ConcurrentRunError
from museion.core.imports.specs import UnusableMappingError

_SHOWN_GUESSES = 3


def import_records(
    kind: Annotated[str, typer.Argument(help="What the rows are: objects, museums, people, concepts …")],
    file: Annotated[Path, typer.Argument(help="CSV, TSV, JSON, JSON Lines, XLSX or XML; plain or in gzip, zip, tar.")],
    mapping: Annotated[str, typer.Option(help="The name of a shipped mapping, or a mapping file.")],
    *,
    dry_run: Annotated[bool, typer.Option(help="Say what would happen; write nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    files_in: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER", help="Read files that rows name only beside FILE and in here; for tables of strangers."
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many rows.")] = None,
    index: Annotated[bool, typer.Option(help="Feed the search index while importing.")] = True,
) -> None:
    """Import a file. Started again after a break it continues; imported again, only what changed is written."""
    importer = IMPORTERS.get(kind)
    if importer is None:
        refuse(f"there is no kind “{kind}”; there are: {', '.join(sorted(IMPORTERS))}")
    if not file.is_file():
        refuse(f"there is no file {file}")
    expect_many_objects()
    started = time.perf_counter()
    try:
        compiled = load_mapping(mapping, importer)
        prepare_home()
        with make_progress() as progress, Feeder() if index and not dry_run else nullcontext():
            order = Order(
                importer=importer,
                mapping=compiled,
                path=file,
                actor=make_operator(via="import"),
                clock=timezone.now,
                is_dry=dry_run,
                limit=limit,
                on_progress=_Bar(progress, file.name, limit).show,
                # Whoever runs commands may read the machine; a table may name photos anywhere unless they say otherwise.
                files_in=tuple(files_in or [Path(file.absolute().anchor)]),
            )
            outcome = import_file(order)
        # The index is part of what was asked for.
        outcome.seconds = round(time.perf_counter() - started, 3)
    except UnusableMappingError as error:
        refuse(str(error))
    except (ConcurrentRunError, OSError) as error:
        fail(str(error))
    _report(outcome, is_dry=dry_run, as_json=json)
    if outcome.is_cut:
        raise typer.Exit(1)


class _Bar:
    """Rows done, of as many as the share of the file that was read lets one expect, or as many as are wanted."""

    def __init__(self, progress: Progress, name: str, limit: int | None) -> None:
        self._progress = progress
        self._limit = limit
        self._task: TaskID = progress.add_task(name, total=None, rate="")
        self._begun: tuple[float, int] | None = None

    def show(self, step: Step) -> None:
        moment = time.perf_counter()
        start, rows_before = self._begun = self._begun or (moment, step.rows)
        rate = (step.rows - rows_before) / (moment - start) if moment > start else 0.0
        expected = step.rows * step.bytes_total // max(step.bytes_read, 1)
        total = min(expected, self._limit) if self._limit else expected
        told = f"{rate:,.0f} rows/s" if rate else ""
        self._progress.update(self._task, completed=step.rows, total=max(total, step.rows), rate=told)


def _report(outcome: Outcome, *, is_dry: bool, as_json: bool) -> None:
    for example in outcome.examples:
        err.print(f"{example.place}: {example.problem}" + (f" (found {example.value[:80]!r})" if example.value else ""))
    hidden = outcome.rejected + outcome.left_out - len(outcome.examples)
    if hidden > 0:
        err.print(f"… and {hidden:,} more, see {outcome.quarantine or 'the file'}")
    for name, encoding in list(outcome.encodings.items())[:_SHOWN_GUESSES]:
        err.print(
            f"{name} is not UTF-8; it was read as {encoding}. If letters are wrong, name its encoding in the mapping."
        )
    for warning in outcome.warnings:
        err.print(f"WARNING: {warning}. The source may have changed: check the mapping.", style="bold yellow")
    if as_json:
        print_json(_describe(outcome, is_dry=is_dry))
    else:
        out.print(_summarize(outcome, is_dry=is_dry), highlight=False)


def _describe(outcome: Outcome, *, is_dry: bool) -> dict[str, Any]:
    return {
        "read": outcome.read,
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": outcome.rejected,
        "quarantine": str(outcome.quarantine) if outcome.quarantine else None,
        "seconds": outcome.seconds,
        "left_out": outcome.left_out,
        "resumed_at": outcome.resumed_at,
        "complete": not outcome.is_cut,
        "dry_run": is_dry,
        "warnings": outcome.warnings,
        "encodings": outcome.encodings,
    }


def _summarize(outcome: Outcome, *, is_dry: bool) -> str:
    would = "would be " if is_dry else ""
    return (
        f"{outcome.read:,} rows read, {outcome.created:,} {would}created, {outcome.updated:,} {would}updated, "
        f"{outcome.unchanged:,} unchanged, {outcome.rejected:,} rejected, {outcome.left_out:,} values left out, "
        f"{outcome.seconds:,.1f} s" + (f"; quarantine: {outcome.quarantine}" if outcome.quarantine else "")
    )


def register(app: typer.Typer) -> None:
    app.command("import")(import_records)
