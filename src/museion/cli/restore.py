"""`museion restore`: an empty home filled from an archive, after every file in it was checked."""

from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import connection

from museion.cli.archive import ArchiveError, read_archive
from museion.cli.console import err, fail, print_json, refuse

# What the settings themselves leave in a home that nobody has used yet.
TRACES = {"secret-key"}


def register(app: typer.Typer) -> None:
    app.command("restore")(restore)


def restore(
    file: Annotated[Path, typer.Argument(help="An archive that `museion backup` wrote.", exists=True, dir_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Fill an empty home from an archive. A home that holds anything is left as it is."""
    if connection.vendor != "sqlite":
        refuse("This home uses PostgreSQL: restore its dump with pg_restore, and copy the folder files/.")
    home: Path = settings.HOME
    if home.exists() and (held := {path.name for path in home.iterdir()} - TRACES):
        refuse(f"{home} is not empty ({', '.join(sorted(held)[:5])}): set MUSEION_HOME to a new folder.")
    for trace in TRACES:
        (home / trace).unlink(missing_ok=True)
    try:
        count = read_archive(file, home)
    except ArchiveError as error:
        fail(f"Nothing was restored: {error}.")
    if as_json:
        print_json({"home": str(home), "files": count})
    else:
        err.print(f"{count} files in {home}; now run `museion reindex`", highlight=False)
