"""Django's `migrate`, but for an empty database, whose tables are made in one step."""

from typing import Any

from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import DEFAULT_DB_ALIAS

from museion.core.schema import create_all_tables, is_empty


class Command(MigrateCommand):
    """A chosen app, or a database beside the default one, is migrated step by step."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        if not options["app_label"] and options["database"] == DEFAULT_DB_ALIAS and is_empty():
            create_all_tables()
        return super().handle(*args, **options)
