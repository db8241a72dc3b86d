"""New titles are read newest first, twelve of tens of thousands."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="work",
            index=models.Index(fields=["parent", "-created_at", "-id"], name="new_titles"),
        ),
    ]
