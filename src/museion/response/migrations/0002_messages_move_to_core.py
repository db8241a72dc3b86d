"""E-mail that waits, and what went out, move to core's table."""

from django.db import migrations

COLUMNS = ("send_key", "to_address", "language", "subject", "body", "made_at", "sent_at", "attempts", "problem")


def move_messages(apps, schema_editor):
    old, new = apps.get_model("response", "OutgoingMessage"), apps.get_model("core", "OutgoingMessage")
    rows = (new(**row) for row in old.objects.values(*COLUMNS).iterator())
    new.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ("response", "0001_initial"),
        ("core", "0003_outgoing_messages"),
    ]

    operations = [
        migrations.RunPython(move_messages, migrations.RunPython.noop),
        migrations.DeleteModel(name="OutgoingMessage"),
    ]
