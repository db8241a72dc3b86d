"""A home filled from a snapshot, of either kind of store, and every record in it compared with what was put away: whole, or not at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from museion.core.journal import verify_journal
from museion.core.schema import is_empty
from museion.core.stores.crossing import fill_postgresql
from museion.core.stores.dumps import FILE, list_applied, list_shipped, load_postgresql, load_sqlite, open_file
from museion.core.stores.limits import list_misfits
from museion.core.stores.measuring import list_differences, measure_store
from museion.core.stores.snapshots import Snapshot, put_back
from museion.core.stores.vault import Vault, VaultError

SCRATCH = ".restoring"
_UNPACKED = "home"


class _OnlyCheckedError(Exception):
    """Takes back, with its transaction, what was restored only to be compared."""


def restore_home(vault: Vault, held: Snapshot, home: Path, *, check: bool) -> bool:
    """Whether each record could be compared, beside each byte. `check`: nothing stays. Raises `VaultError`."""
    with _make_scratch(home) as unpacked:
        for name, file in held.files.items():
            put_back(vault, file, unpacked / name)
        is_compared = _restore_records(vault, held, unpacked, check=check)
        if not check:
            _put_in_place(unpacked, home)
    return is_compared


@contextmanager
def _make_scratch(home: Path) -> Iterator[Path]:
    """Beside the home, so that it takes the home's place in one step; inside it where that place cannot be taken.

    What a killed restore left there goes first.
    """
    folder = home / SCRATCH if _must_stay(home) else home.parent / f"{SCRATCH}-{home.name}"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # What was sealed is open in it for a while.
    lock = os.open(folder, os.O_RDONLY)
    try:
        _take(lock, home)
        try:
            shutil.rmtree(folder / _UNPACKED, ignore_errors=True)
            (folder / _UNPACKED).mkdir()
            yield folder / _UNPACKED
        finally:
            shutil.rmtree(folder)
    finally:
        os.close(lock)


def _must_stay(home: Path) -> bool:
    """A volume, or a service's folder among folders that are not its own."""
    return home.is_mount() or (home.is_dir() and not os.access(home.parent, os.W_OK))


def _put_in_place(unpacked: Path, home: Path) -> None:
    if not _must_stay(home):
        if home.is_dir():
            shutil.copymode(home, unpacked)
        shutil.rmtree(home, ignore_errors=True)
        unpacked.rename(home)
        return
    for path in sorted(unpacked.iterdir(), key=lambda path: path.name == FILE):  # the records last
        path.replace(home / path.name)


def _take(lock: int, home: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise VaultError(f"another restore is filling {home}") from None


def _restore_records(vault: Vault, held: Snapshot, unpacked: Path, *, check: bool) -> bool:
    if connection.vendor == "postgresql":
        return _restore_postgresql(vault, held, unpacked / FILE, check=check)
    if held.vendor == "postgresql":
        return _turn_into_file(vault, held, unpacked / FILE)
    put_back(vault, held.database[FILE], unpacked / FILE)
    with open_file(unpacked / FILE) as alias:
        # The bytes are the same; with tables of another version, this one cannot read the records.
        return list_applied(alias) == list_shipped() and _prove(held, alias)


def _turn_into_file(vault: Vault, held: Snapshot, path: Path) -> bool:
    _require_this_version(held)
    with open_file(path) as alias:
        load_sqlite(vault, held.database, alias)
        return _prove(held, alias)


def _restore_postgresql(vault: Vault, held: Snapshot, path: Path, *, check: bool) -> bool:
    if not is_empty():
        raise VaultError("the database is not empty; make a new one")
    _require_this_version(held)
    try:
        with transaction.atomic():
            if held.vendor == "postgresql":
                load_postgresql(vault, held.database, DEFAULT_DB_ALIAS)
            else:
                _fill_from_file(vault, held, path)
            _prove(held, DEFAULT_DB_ALIAS)
            if check:
                raise _OnlyCheckedError
    except _OnlyCheckedError:
        pass
    return True


def _fill_from_file(vault: Vault, held: Snapshot, path: Path) -> None:
    put_back(vault, held.database[FILE], path)
    with open_file(path) as alias:
        if misfits := list_misfits(alias):
            raise VaultError("PostgreSQL would refuse these:\n" + "\n".join(map(str, misfits)))
        fill_postgresql(alias, DEFAULT_DB_ALIAS)
    path.unlink()


def _require_this_version(held: Snapshot) -> None:
    if held.migrations != list_shipped():
        raise VaultError("it was taken of another version: restore with that version, then start this one")


def _prove(held: Snapshot, alias: str) -> bool:
    differences = list_differences(held.measure, measure_store(alias))
    if differences:
        raise VaultError("the records are not those that were put away: " + "; ".join(differences))
    if flaw := next(verify_journal(using=alias, known_head=held.measure.head), None):
        raise VaultError(f"the journal does not hold at line {flaw.number}: {flaw.problem}")
    return True
