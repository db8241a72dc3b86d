from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def note_what_was_mailed(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """So far the moment of the e-mail said it."""
    alerts = apps.get_model("search", "SearchAlert").objects.filter(
        search=models.OuterRef("pk"), found_at__lte=models.OuterRef("mailed_at")
    )
    newest = models.Subquery(alerts.order_by("-id").values("id")[:1])
    apps.get_model("search", "SavedSearch").objects.update(
        mailed_id=models.functions.Coalesce(newest, 0, output_field=models.BigIntegerField())
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_saved_searches")]

    operations = [
        migrations.AddField(
            "savedsearch",
            "mailed_id",
            models.BigIntegerField(default=0, help_text="the newest alert that an e-mail told of"),
        ),
        migrations.RunPython(note_what_was_mailed, migrations.RunPython.noop),
    ]
