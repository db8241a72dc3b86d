"""`museion restore`: an empty home filled from a backup, and every record in it compared with what was put away."""

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction

from museion.cli.backup import read_key
from museion.cli.console import err, fail, print_json, refuse
from museion.core.journal import verify_journal
from museion.core.schema import is_empty
from museion.core.stores.dumps import FILE, list_applied, list_shipped, load_postgresql, open_file
from museion.core.stores.measuring import list_differences, measure_store
from museion.core.stores.snapshots import Snapshot, list_snapshots, put_back, read_snapshot
from museion.core.stores.vault import Vault, VaultError, open_vault

# What the settings themselves leave in a home that nobody has used yet.
TRACES = {"secret-key"}


class _OnlyCheckedError(Exception):
    """Takes back, with its transaction, what was restored only to be compared."""


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
        is_compared = _restore(vault, held, check=check)
    except (VaultError, OSError) as error:
        fail(f"Nothing was restored: {error}.")
    _tell(name, held, is_compared=is_compared, check=check, as_json=as_json)


def _restore(vault: Vault, held: Snapshot, *, check: bool) -> bool:
    """Whether each record could be compared, beside each byte."""
    if held.vendor != connection.vendor:
        raise VaultError(f"it was taken of {held.vendor}, and this home uses {connection.vendor}")
    home: Path = settings.HOME
    if not check and home.exists() and (others := {path.name for path in home.iterdir()} - TRACES):
        refuse(f"{home} is not empty ({', '.join(sorted(others)[:5])}): set MUSEION_HOME to a new folder.")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".restoring-") as folder:
        unpacked = Path(folder) / "home"
        for name, file in held.files.items():
            put_back(vault, file, unpacked / name)
        is_compared = _restore_records(vault, held, unpacked, check=check)
        if not check:
            shutil.rmtree(home, ignore_errors=True)
            unpacked.rename(home)
    return is_compared


def _restore_records(vault: Vault, held: Snapshot, unpacked: Path, *, check: bool) -> bool:
    if connection.vendor == "postgresql":
        return _restore_postgresql(vault, held, check=check)
    put_back(vault, held.database[FILE], unpacked / FILE)
    with open_file(unpacked / FILE) as alias:
        # The bytes are the same; with tables of another version, this one cannot read the records.
        return list_applied(alias) == list_shipped() and _prove(held, alias)


def _restore_postgresql(vault: Vault, held: Snapshot, *, check: bool) -> bool:
    if not is_empty():
        raise VaultError("the database is not empty; make a new one")
    if held.migrations != list_shipped():
        raise VaultError("it was taken of another version: restore with that version, then start this one")
    try:
        with transaction.atomic():
            load_postgresql(vault, held.database, DEFAULT_DB_ALIAS)
            _prove(held, DEFAULT_DB_ALIAS)
            if check:
                raise _OnlyCheckedError
    except _OnlyCheckedError:
        pass
    return True


def _prove(held: Snapshot, alias: str) -> bool:
    differences = list_differences(held.measure, measure_store(alias))
    if differences:
        raise VaultError("the records are not those that were put away: " + "; ".join(differences))
    if flaw := next(verify_journal(using=alias, known_head=held.measure.head), None):
        raise VaultError(f"the journal does not hold at line {flaw.number}: {flaw.problem}")
    return True


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
