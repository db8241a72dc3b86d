"""PostgreSQL keeps the journal's JSON as `json`, and refuses to empty the table, which SQLite cannot do in one statement.

SQLite keeps texts anyhow; to make the table anew there would drop its triggers.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import museion.core.fields

COLUMNS = ("before", "after")


def keep_letters(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _change(editor, "json")


def keep_values(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _change(editor, "jsonb")


def block_emptying(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE TRIGGER journal_keeps_TRUNCATE BEFORE TRUNCATE ON core_journalline "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change()"
        )


def unblock_emptying(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER journal_keeps_TRUNCATE ON core_journalline")


def _change(editor: BaseDatabaseSchemaEditor, kind: str) -> None:
    if editor.connection.vendor == "postgresql":
        parts = ", ".join(f'ALTER "{column}" TYPE {kind} USING "{column}"::{kind}' for column in COLUMNS)
        editor.execute(f"ALTER TABLE core_journalline {parts}")


class Migration(migrations.Migration):
    dependencies = [("core", "0003_outgoing_messages")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(keep_letters, keep_values)],
            state_operations=[
                migrations.AlterField("journalline", column, museion.core.fields.WrittenJSONField(null=True))
                for column in COLUMNS
            ],
        ),
        migrations.RunPython(block_emptying, unblock_emptying),
    ]
