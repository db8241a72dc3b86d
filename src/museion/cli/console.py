"""What every command prints with: one JSON document on standard output, all else on standard error."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import orjson
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

_SECONDS_BETWEEN_LINES = 10.0

out = Console()
err = Console(stderr=True)


def print_json(document: Any) -> None:
    typer.echo(orjson.dumps(document, default=str).decode())


def warn(message: str) -> None:
    err.print(f"WARNING: {message}", style="bold yellow", markup=False, highlight=False)


def fail(message: str) -> NoReturn:
    """The work failed: say why, leave with status 1."""
    err.print(message, style="bold red", markup=False, highlight=False)
    raise typer.Exit(1)


def refuse(message: str) -> NoReturn:
    """The command was used wrongly: say how, leave with status 2."""
    err.print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(2)


def check_readable(paths: Iterable[Path]) -> None:
    """Every file that a command names is there before anything is done; a pipe such as /dev/stdin is one too."""
    for path in paths:
        if path.is_dir() or not path.exists():
            refuse(f"{path}: {'a folder, not a file' if path.is_dir() else 'no such file'}")


class LineProgress(Progress):
    """For a log in the place of a terminal: how far each task is, in a line of its own at most every ten seconds."""

    _told_at = 0.0

    def advance(self, task_id: TaskID, advance: float = 1) -> None:
        super().advance(task_id, advance)
        self._tell(task_id)

    def update(self, task_id: TaskID, **values: Any) -> None:
        super().update(task_id, **values)
        self._tell(task_id)

    def _tell(self, task_id: TaskID) -> None:
        moment = time.monotonic()
        if moment - self._told_at >= _SECONDS_BETWEEN_LINES:
            self._told_at = moment
            task = next(task for task in self.tasks if task.id == task_id)
            total = f" of {task.total:,.0f}" if task.total else ""
            self.console.print(f"{task.description}: {task.completed:,.0f}{total}", highlight=False)


def make_progress() -> Progress:
    """A bar with count, rate and time left, on standard error."""
    return (Progress if err.is_terminal else LineProgress)(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", justify="right"),
        TimeRemainingColumn(),
        console=err,
    )
