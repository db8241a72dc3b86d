"""A pytest plugin, loaded before the settings are: every test process gets a MUSEION_HOME of its own, gone afterwards.

Settings make the home's folder when they are imported, and pytest-django imports them before any conftest.py. With
`MUSEION_TEST_DATABASE=postgresql` all of them are kept in one PostgreSQL server that is made for this run.
"""

import atexit
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from museion.core.testing.postgresql import NoServerError, Server, find_binaries, make_server

_SERVER = "MUSEION_TEST_SERVER"
_FILLED = "filled"
_SETTINGS = {"DJANGO_SETTINGS_MODULE": "museion.project.settings"}

_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
HOME = tempfile.mkdtemp(prefix=f"museion-test-{_worker}-")
os.environ["MUSEION_HOME"] = HOME
# Tests ask faster than any visitor.
os.environ["MUSEION_SCREENINGS_PER_MINUTE"] = os.environ["MUSEION_REQUESTS_PER_MINUTE"] = "0"
Path(HOME, "static").mkdir()
atexit.register(shutil.rmtree, HOME, ignore_errors=True)


def make_home_environment(home: Path, **variables: str) -> dict[str, str]:
    """For a process of its own that works in this home, on the database that this run is about."""
    return {**os.environ, **_SETTINGS, "MUSEION_HOME": str(home), **_find_database(home), **variables}


def make_empty_home(home: Path) -> Path:
    """For who fills it: on PostgreSQL its database holds no tables."""
    if get_server():
        _find_database(home, like="template0")
    return home


def _find_database(home: Path, like: str = _FILLED) -> dict[str, str]:
    """On PostgreSQL each home has a database of its own, made when it is asked for first."""
    server = get_server()
    if server is None:
        return {}
    name = "home_" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]
    try:
        server.make(name, like=like)
    except NoServerError as error:
        if "already exists" not in str(error):
            raise
    return {"MUSEION_DATABASE_URL": server.get_url(name)}


def ask_home(home: Path, statement: str) -> list[tuple[Any, ...]]:
    """What the home's database holds, past everything that stands before it; nothing while there is none."""
    url = _find_database(home).get("MUSEION_DATABASE_URL")
    if url:
        with psycopg.connect(url) as connection:
            return connection.execute(statement).fetchall()
    path = home / "museion.sqlite3"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path, timeout=20)) as database:
        return database.execute(statement).fetchall()


def get_server() -> Server | None:
    folder = os.environ.get(_SERVER)
    return Server(Path(folder), find_binaries()) if folder else None


def _start_server() -> None:
    """One for all processes of the run, with a database that holds the empty tables: to copy it is quicker than to migrate."""
    server = make_server(Path(HOME + "-pg"))
    atexit.register(server.remove)
    url = server.make(_FILLED)
    command = [str(Path(sys.executable).parent / "museion"), "journal", "head"]
    subprocess.run(command, env={**os.environ, "MUSEION_DATABASE_URL": url}, check=True, capture_output=True)  # noqa: S603
    os.environ[_SERVER] = str(server.folder)
    os.environ["MUSEION_DATABASE_URL"] = server.get_url("postgres")


if os.environ.get("MUSEION_TEST_DATABASE") == "postgresql" and get_server() is None:
    _start_server()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's hook: the tests' own database begins as a copy of the filled one."""
    if get_server():
        from django.conf import settings  # reads the environment above

        settings.DATABASES["default"]["TEST"] = {**settings.DATABASES["default"].get("TEST", {}), "TEMPLATE": _FILLED}


@pytest.fixture(scope="session", autouse=True)
def _hash_quickly() -> None:
    """A good hash of a password is slow on purpose, and the suite makes thousands of accounts."""
    from django.conf import settings  # reads the environment above
    from django.contrib.auth import hashers

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    hashers.reset_hashers(setting="PASSWORD_HASHERS")
