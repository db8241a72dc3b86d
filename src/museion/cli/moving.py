"""`museion migrate-store`: from the embedded database to PostgreSQL, proved, while the site goes on answering."""

import time
from typing import Annotated

import typer
from django.db import DatabaseError, connection, connections
from rich.progress import Progress as RichProgress

from museion.cli.console import err, fail, make_progress, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.environment import SettingError
from museion.core.stores.addresses import make_postgresql
from museion.core.stores.measuring import Progress
from museion.core.stores.moving import Moved, MoveError, move_store, reopen_source

TARGET = "target"


def register(app: typer.Typer) -> None:
    app.command("migrate-store")(migrate_store)


def migrate_store(
    target: Annotated[str, typer.Argument(help="An empty database: postgresql://user@host:port/name.")] = "",
    reopen: Annotated[bool, typer.Option("--reopen", help="Go back: let the old store be written again.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Move this home's records to PostgreSQL and prove it. The site reads on meanwhile; whoever writes waits.

    Leave the password out of the address: PGPASSWORD or ~/.pgpass say it.
    """
    if connection.vendor != "sqlite":
        refuse("This home uses PostgreSQL already: unset MUSEION_DATABASE_URL to name the store that is moved.")
    if reopen:
        err.print(f"{reopen_source()} tables are open again", highlight=False)
        return
    _open_target(target)
    prepare_home()
    started = time.monotonic()
    try:
        moved = _move()
    except (MoveError, DatabaseError) as error:
        fail(f"Nothing was moved: {str(error).strip()}")
    _tell(moved, time.monotonic() - started, as_json=as_json)


def _open_target(target: str) -> None:
    try:
        held = make_postgresql("TARGET", target)
    except SettingError as error:
        refuse(str(error))
    connections.settings[TARGET] = connections.configure_settings({"default": {}, TARGET: held})[TARGET]


def _move() -> Moved:
    with make_progress() as progress:
        return move_store(TARGET, copied=_report(progress, "copied"), measured=_report(progress, "compared"))


def _report(progress: RichProgress, title: str) -> Progress:
    task = progress.add_task(title, total=None, rate="rows")

    def tell(_table: str, rows: int) -> None:
        progress.advance(task, rows)

    return tell


def _tell(moved: Moved, seconds: float, *, as_json: bool) -> None:
    number, digest = moved.measure.head
    if as_json:
        print_json({"moved": True, "seconds": round(seconds, 1), **moved.measure.write()})
        return
    err.print(
        f"{moved.measure.rows:,} rows of {len(moved.measure.tables)} tables, each compared, in {seconds:.0f} s",
        highlight=False,
    )
    err.print(f"The journal holds; its head is {number}:{digest}", highlight=False)
    err.print("Now set MUSEION_DATABASE_URL and restart. The old store refuses every write (--reopen takes that back).")
