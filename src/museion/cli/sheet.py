"""`museion sheet`: a register as a table that comes back edited; the difference first, then the change, then its undoing."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from museion.cli.commands import add_group
from museion.cli.console import err, fail, out, print_json, refuse
from museion.cli.export import open_target
from museion.cli.home import prepare_home
from museion.core.access import make_operator
from museion.core.kinds import KINDS, Kind
from museion.exchange.actions.sheets import SheetStateError, apply_sheet, is_sheet, propose_sheet, undo_sheet
from museion.exchange.models import Sheet
from museion.exchange.sheets.comparing import UnreadableSheetError
from museion.exchange.sheets.writing import iterate_sheet

_SHOWN = 20


def register(app: typer.Typer) -> None:
    add_group(app, "sheet", {"take": take, "bring": bring, "undo": undo})


def take(
    kind: Annotated[str, typer.Argument(help="museum, person, object, …")],
    file: Annotated[Path | None, typer.Argument(help="Where to write; standard output without it.")] = None,
) -> None:
    """Write a register as CSV that can come back."""
    found = _find_kind(kind)
    prepare_home()
    with open_target(file) as target:
        for line in iterate_sheet(found, make_operator().viewer):
            target.write(line.encode())


def bring(
    kind: Annotated[str, typer.Argument(help="museum, person, object, …")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The edited table.")],
    *,
    dry_run: Annotated[bool, typer.Option(help="Show the difference; change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Make what the table changes; `museion sheet undo NUMBER` takes it back."""
    found = _find_kind(kind)
    prepare_home()
    actor, now = make_operator(), timezone.now()
    try:
        sheet = propose_sheet(found, file.read_bytes(), file_name=file.name, actor=actor, at=now)
    except UnreadableSheetError as error:
        fail(str(error))
    try:
        written = 0 if dry_run or not sheet.changes else apply_sheet(sheet, actor=actor, at=now)
    except SheetStateError as error:
        fail(str(error))
    for problem in sheet.problems[:_SHOWN]:
        err.print(f"line {problem['line']}, {problem['column']}: {problem['problem']}", markup=False, highlight=False)
    told = {"sheet": sheet.pk, "changes": sheet.changes, "problems": sheet.problems, "unchanged": sheet.unchanged}
    told |= {"written": written, "left": sheet.left, "dry_run": dry_run}
    if as_json:
        print_json(told)
        return
    for change in sheet.changes[:_SHOWN]:
        for name, value in change["after"].items():
            before = change["before"].get(name)
            out.print(f"{change['key'] or 'new'}  {name}: {before!r} → {value!r}", markup=False, highlight=False)
    summary = f"{len(sheet.changes)} rows differ, {sheet.unchanged} do not, {len(sheet.problems)} cannot be used"
    err.print(f"{summary}; {written} written, table {sheet.pk}", highlight=False)


def undo(number: Annotated[int, typer.Argument(help="As `bring` told it.")]) -> None:
    """Put back what a table changed, but for what somebody changed since."""
    prepare_home()
    sheet = Sheet.objects.filter(pk=number).first()
    if sheet is None:
        refuse(f"there is no table {number}")
    try:
        written = undo_sheet(sheet, actor=make_operator(), at=timezone.now())
    except SheetStateError as error:
        fail(str(error))
    err.print(f"{written} records put back, {len(sheet.left)} left alone", highlight=False)


def _find_kind(name: str) -> Kind:
    kind = KINDS.get(name)
    if kind is None or not is_sheet(kind):
        refuse(f"there is no register of {name!r}; there are {', '.join(k for k in KINDS if is_sheet(KINDS[k]))}")
    return kind
