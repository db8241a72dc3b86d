"""Every table of a store, in the order of their names; the note of migrations is Django's own and is made anew."""

from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.migrations.recorder import MigrationRecorder


def list_tables() -> list[type[models.Model]]:
    """Tables of many-to-many fields are among them."""
    held = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return [held[name] for name in sorted(held)]


def list_fields(model: type[models.Model]) -> list[Any]:
    """Those with a column of their own."""
    return list(model._meta.concrete_fields)


def get_key_column(model: type[models.Model]) -> str:
    key: Any = model._meta.pk
    return str(key.column)


def list_unknown_tables(alias: str) -> list[str]:
    """Tables in the database that no model of this version has: what they hold would be left behind."""
    with connections[alias].cursor() as cursor:
        present = set(connections[alias].introspection.table_names(cursor))
    known = {model._meta.db_table for model in list_tables()} | {MigrationRecorder.Migration._meta.db_table}
    return sorted(present - known)
