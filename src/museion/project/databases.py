"""Where the data lives: SQLite in MUSEION_HOME, or the PostgreSQL that MUSEION_DATABASE_URL names, with a replica for visitors."""

from pathlib import Path
from typing import Any

from museion.core.environment import SettingError, make_private_folder
from museion.core.stores.addresses import make_postgresql

# Measured: Django's DEFERRED default fails thousands of concurrent writes that IMMEDIATE lines up without an error.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;"
    ),
}


def make_databases(url: str, replica_url: str, home: Path) -> dict[str, dict[str, Any]]:
    """Django's settings: `default`; on PostgreSQL also `claims`, its sessions that hold outbox rows; `replica` where one is named."""
    if not url:
        if replica_url:
            raise SettingError("MUSEION_REPLICA_URL", "…", "nothing while MUSEION_DATABASE_URL names no PostgreSQL")
        return {"default": _make_sqlite(home)}
    databases = {"default": make_postgresql("MUSEION_DATABASE_URL", url)}
    databases["claims"] = {**databases["default"], "TEST": {"MIRROR": "default"}}
    if replica_url:
        replica = make_postgresql("MUSEION_REPLICA_URL", replica_url)
        replica["OPTIONS"]["connect_timeout"] = "3"
        databases["replica"] = {**replica, "TEST": {"MIRROR": "default"}}
    return databases


def _make_sqlite(home: Path) -> dict[str, Any]:
    make_private_folder(home)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "museion.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
        "TEST": {"NAME": None},
    }
