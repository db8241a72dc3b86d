"""What every command prints with: one JSON document on standard output, all else on standard error."""

from typing import Any, NoReturn

import orjson
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

out = Console()
err = Console(stderr=True)


def print_json(document: Any) -> None:
    typer.echo(orjson.dumps(document, default=str).decode())


def fail(message: str) -> NoReturn:
    """The work failed: say why, leave with status 1."""
    err.print(message, style="bold red", markup=False, highlight=False)
    raise typer.Exit(1)


def refuse(message: str) -> NoReturn:
    """The command was used wrongly: say how, leave with status 2."""
    err.print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(2)


def make_progress() -> Progress:
    """A bar with count, rate and time left, on standard error."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", justify="right"),
        TimeRemainingColumn(),
        console=err,
    )
