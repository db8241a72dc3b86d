"""`museion backup`: database and files into a folder of sealed pieces, while the site runs; only what is new is written."""

import sqlite3
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from museion.cli.console import err, fail, make_progress, print_json, refuse, warn
from museion.cli.home import hold_lock, prepare_home
from museion.core.stores.dumps import drop_broken_copies, dump_store, list_applied
from museion.core.stores.snapshots import (
    KeptFile,
    Snapshot,
    keep_files,
    list_snapshots,
    make_name,
    prune,
    read_snapshot,
    write_snapshot,
)
from museion.core.stores.vault import Vault, VaultError, open_vault

KEY_FILE = "MUSEION_BACKUP_KEY_FILE"


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)


def backup(
    folder: Annotated[
        Path, typer.Argument(help="Where backups are kept, such as /mnt/backup/museion.", file_okay=False)
    ],
    keep: Annotated[int, typer.Option(min=0, help="Forget all but so many of the newest; 0 keeps all.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Put database and files away, encrypted; only what is new is written. The index is not in it: `museion reindex` makes it."""
    prepare_home()
    if folder.resolve().is_relative_to(Path(settings.HOME).resolve()):
        err.print(
            f"WARNING: {folder} is lost together with the home that it lies in", style="bold yellow", markup=False
        )
    try:
        with hold_lock("backup"):
            vault = open_vault(folder, read_key(), make=True)
            name, snapshot = _take(vault)
            freed, problem = _forget(vault, keep)
    except (VaultError, OSError, DatabaseError, sqlite3.Error) as error:
        fail(f"No backup was made: {str(error).strip()}.")
    told = {
        "snapshot": name,
        "files": len(snapshot.files),
        "rows": snapshot.measure.rows,
        "head": snapshot.measure.head,
        "new_bytes": vault.written,
        "freed_bytes": freed,
    }
    if as_json:
        print_json(told)
    else:
        err.print("{snapshot}: {rows:,} rows, {files:,} files, {new_bytes:,} bytes new".format(**told), highlight=False)
    if problem:
        fail(f"The backup was made, but no old one was forgotten: {problem}.")


def read_key() -> str:
    """The key is in a file that `MUSEION_BACKUP_KEY_FILE` names, never in an argument, which others on the machine could read."""
    path = settings.BACKUP_KEY_FILE
    if not path:
        refuse(
            f"Set {KEY_FILE} to a file that holds the key; `openssl rand -base64 48` makes one. Keep a copy elsewhere."
        )
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        refuse(f"{KEY_FILE}={path} cannot be read: {error.strerror}. Whoever backs up or restores must be able to.")
    except UnicodeDecodeError:
        refuse(f"{KEY_FILE}={path} holds no key: it is not a text.")


def _take(vault: Vault) -> tuple[str, Snapshot]:
    drop_broken_copies(settings.HOME)
    before = _find_files(vault)
    at = timezone.now()
    with make_progress() as progress:
        task = progress.add_task("rows", total=None, rate="")
        database, measure = dump_store(vault, "default", lambda _table, rows: progress.advance(task, rows))
    snapshot = Snapshot(
        taken_at=at.isoformat(),
        vendor=connection.vendor,
        migrations=list_applied("default"),
        database=database,
        files=keep_files(vault, settings.HOME, before),
        measure=measure,
    )
    write_snapshot(vault, make_name(at), snapshot)
    return make_name(at), snapshot


def _find_files(vault: Vault) -> dict[str, KeptFile]:
    """Those of the newest snapshot that can be read: one that was cut while it was copied must not stop the next backup."""
    for name in reversed(list_snapshots(vault)):
        try:
            return read_snapshot(vault, name).files
        except VaultError as error:
            warn(str(error))
    return {}


def _forget(vault: Vault, keep: int) -> tuple[int, str]:
    """The bytes that became free, and what was in the way."""
    try:
        return (prune(vault, keep) if keep else 0), ""
    except VaultError as error:
        return 0, str(error)
