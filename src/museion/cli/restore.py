"""`museion restore`: an empty home filled from a backup, and every record in it compared with what was put away."""

from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import DatabaseError

from museion.cli.backup import read_key
from museion.cli.console import err, fail, print_json, refuse
from museion.core.stores.restoring import SCRATCH, restore_home
from museion.core.stores.snapshots import Snapshot, list_snapshots, read_snapshot
from museion.core.stores.vault import VaultError, open_vault

# What the settings themselves, or a restore that was killed, leave in a home that nobody has used yet.
TRACES = {"secret-key", SCRATCH}


def register(app: typer.Typer) -> None:
    app.command("restore")(restore)


def restore(
    folder: Annotated[Path, typer.Argument(help="Where `museion backup` keeps them.", exists=True, file_okay=False)],
    snapshot: Annotated[str, typer.Option(help="Which one; the newest if none is named.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Restore, compare, and leave nothing behind.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="Say which snapshots there are.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Fill an empty home from a backup, and prove it. A home that holds anything is left as it is."""
    try:
        vault = open_vault(folder, read_key())
        names = list_snapshots(vault)
        if listing:
            print_json({"snapshots": names}) if as_json else err.print("\n".join(names))
            return
        if not names:
            raise VaultError(f"{folder} holds no whole backup")
        name = snapshot or names[-1]
        held = read_snapshot(vault, name)
        if not check:
            _check_is_free(settings.HOME)
        is_compared = restore_home(vault, held, settings.HOME, check=check)
    except (VaultError, OSError, DatabaseError) as error:
        fail(f"Nothing was restored: {str(error).strip()}.")
    _tell(name, held, is_compared=is_compared, check=check, as_json=as_json)


def _check_is_free(home: Path) -> None:
    if home.exists() and (others := {path.name for path in home.iterdir()} - TRACES):
        refuse(f"{home} is not empty ({', '.join(sorted(others)[:5])}): set MUSEION_HOME to a new folder.")


def _tell(name: str, held: Snapshot, *, is_compared: bool, check: bool, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "snapshot": name,
                "home": None if check else str(settings.HOME),
                "rows": held.measure.rows,
                "files": len(held.files),
                "head": held.measure.head,
                "compared": "records" if is_compared else "bytes",
            }
        )
        return
    compared = "each compared" if is_compared else "compared byte by byte (their tables are another version's)"
    err.print(f"{name}: {held.measure.rows:,} rows and {len(held.files):,} files, {compared}", highlight=False)
    if not check:
        err.print("Now run `museion reindex`.")
