"""The home made ready before a command works in it: tables as this version wants them, one command at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from museion.cli.console import err


class HomeBusyError(Exception):
    """Another command holds the lock that this one needs."""


def prepare_home() -> None:
    """Run the migrations that are missing. Parallel commands wait for the first, then find nothing to do."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    if not list_missing_migrations():
        return
    with hold_lock("migrate"):
        missing = list_missing_migrations()
        if missing:
            err.print(f"Preparing {settings.HOME}: {len(missing)} migrations", highlight=False)
            call_command("migrate", verbosity=0, interactive=False)


def list_missing_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def hold_lock(name: str, *, wait: bool = True) -> Iterator[None]:
    """One process at a time in this home. The system frees the lock when the process ends, however it ends."""
    path = Path(settings.HOME) / f"{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeBusyError(f"another process holds {path}") from None
        yield
