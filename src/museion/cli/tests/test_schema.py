"""A new home's tables, made in one step, are those that the migrations make one by one."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from museion.cli.tests.runner import run_museion
from museion.core.testing.home import make_home_environment

_MIGRATE = """
from museion.core.starting import set_up
set_up()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
"""


@pytest.mark.skipif(bool(os.environ.get("MUSEION_TEST_DATABASE")), reason="compares what SQLite itself tells of tables")
def test_a_new_home_has_the_tables_of_the_migrations(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made", tmp_path / "migrated"
    assert run_museion(made, "journal", "head").status == 0
    subprocess.run([sys.executable, "-c", _MIGRATE], env=make_home_environment(migrated), check=True)
    one, other = _describe(made), _describe(migrated)
    assert sorted(one.keys() ^ other.keys()) == []
    assert {name: one[name] for name in one if one[name] != other[name]} == {}


def _describe(home: Path) -> dict[str, list[Any]]:
    """By name: the columns of tables and indexes, with type, default and null; of triggers what they do."""
    told: dict[str, list[Any]] = {}
    with closing(sqlite3.connect(home / "museion.sqlite3")) as database:
        for kind, name, sql in database.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        ).fetchall():
            if kind == "table":
                columns = sorted(row[1:] for row in database.execute(f"SELECT * FROM pragma_table_info('{name}')"))  # noqa: S608
                told[name] = [*columns, *(sql.count(word) for word in ("CHECK", "UNIQUE", "REFERENCES"))]
            else:
                told[name] = [kind, " ".join(sql.split())]
    return told
