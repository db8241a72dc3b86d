"""The database itself refuses to change or remove a line of the journal, whoever asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MESSAGE = "the journal is append-only"

SQLITE_BLOCK = """
CREATE TRIGGER journal_keeps_{verb} BEFORE {verb} ON core_journalline
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL_BLOCK = """
CREATE TRIGGER journal_keeps_{verb} BEFORE {verb} ON core_journalline
FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change()
"""


def block(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_FUNCTION.format(message=MESSAGE))
        for verb in ("UPDATE", "DELETE"):
            editor.execute(POSTGRESQL_BLOCK.format(verb=verb))
    else:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(SQLITE_BLOCK.format(verb=verb, message=MESSAGE))


def unblock(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for verb in ("UPDATE", "DELETE"):
        of_table = " ON core_journalline" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER journal_keeps_{verb}{of_table}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION refuse_journal_change()")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(block, unblock)]
