"""`museion backup`: database and files in one archive, while the site runs."""

from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import connection

from museion.cli.archive import write_archive
from museion.cli.console import err, print_json, refuse
from museion.cli.home import prepare_home


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)


def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write, such as museion-2026-03-14.tar.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Put database and files into one archive with checksums. The index is not in it: `museion reindex` makes it."""
    if connection.vendor != "sqlite":
        refuse("This home uses PostgreSQL: back the database up with pg_dump, and copy the folder files/.")
    if file.exists():
        refuse(f"{file} is there already.")
    prepare_home()
    count = write_archive(settings.HOME, file)
    if as_json:
        print_json({"file": str(file), "files": count, "bytes": file.stat().st_size})
    else:
        err.print(f"{count} files, {file.stat().st_size:,} bytes in {file}", highlight=False)
