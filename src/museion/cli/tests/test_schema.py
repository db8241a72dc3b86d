"""A new home's tables, made in one step, are those that the migrations make one by one."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from museion.cli.tests.runner import run_museion

Ask = Callable[[str], Sequence[tuple[Any, ...]]]


@pytest.mark.django_db
def test_a_new_home_has_the_tables_of_the_migrations(tmp_path: Path) -> None:
    """The test's own database was made by migrating."""
    if connection.vendor != "sqlite":
        pytest.skip("compares with SQLite's own catalogue")
    assert run_museion(tmp_path, "journal", "head").status == 0
    home = sqlite3.connect(tmp_path / "museion.sqlite3")

    def ask_migrated(query: str) -> Sequence[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            return cursor.execute(query).fetchall()

    made, migrated = _describe(lambda query: home.execute(query).fetchall()), _describe(ask_migrated)
    home.close()
    assert sorted(set(made) ^ set(migrated)) == []
    assert {name: made[name] for name in made if made[name] != migrated[name]} == {}


def _describe(ask: Ask) -> dict[str, list[Any]]:
    """By name: the columns of tables and indexes, with type, default and null; of triggers what they do."""
    told: dict[str, list[Any]] = {}
    for kind, name, sql in ask("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        if kind == "table":
            columns = sorted(row[1:] for row in ask(f"SELECT * FROM pragma_table_info('{name}')"))  # noqa: S608
            checks = sql.count("CHECK") + sql.count("UNIQUE") + sql.count("REFERENCES")
            told[name] = [*columns, checks]
        else:
            told[name] = [kind, " ".join(sql.split())]
    return told
