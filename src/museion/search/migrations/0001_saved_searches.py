import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('key', models.CharField(editable=False, max_length=9, unique=True)),
                ('access', models.CharField(choices=[('public', 'public'), ('member', 'members'), ('committee', 'committee'), ('desk', 'desk'), ('partner', 'partners'), ('sealed', 'sealed')], default='public', max_length=9)),
                ('scope_key', models.CharField(blank=True, default='', help_text='the body whose committee sees it, at level committee', max_length=9)),
                ('source', models.CharField(blank=True, default='', max_length=64)),
                ('source_id', models.CharField(blank=True, max_length=255, null=True)),
                ('source_digest', models.BinaryField(default=b'', max_length=16)),
                ('identifiers', models.JSONField(blank=True, default=dict, help_text='identifiers elsewhere, by scheme')),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(db_index=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('title', models.CharField(max_length=200)),
                ('asked', models.JSONField(default=dict)),
                ('address', models.TextField(default='/search')),
                ('language', models.CharField(default='en', max_length=35)),
                ('mail_rhythm', models.CharField(choices=[('never', 'no e-mail'), ('soon', 'as it comes in, at most every quarter of an hour'), ('daily', 'once a day'), ('weekly', 'once a week')], default='never', max_length=6)),
                ('webhook_url', models.URLField(blank=True, default='', max_length=1000)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('hooked_id', models.BigIntegerField(default=0, help_text="the newest alert that was put into a webhook's message")),
                ('turn', models.PositiveIntegerField(default=1)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['account', 'id'], name='saved_search_of_account')],
                'constraints': [models.UniqueConstraint(fields=('source', 'source_id'), name='savedsearch_source_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=9)),
                ('kind', models.CharField(max_length=32)),
                ('found_at', models.DateTimeField()),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='search.savedsearch')),
            ],
            options={
                'indexes': [models.Index(fields=['search', '-found_at'], name='search_alert_newest')],
                'constraints': [models.UniqueConstraint(fields=('search', 'key'), name='search_alert_once')],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=1000)),
                ('body', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('retry_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('given_up_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.CharField(blank=True, default='', max_length=500)),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='search.savedsearch')),
            ],
            options={
                'indexes': [models.Index(fields=['sent_at', 'given_up_at', 'retry_at'], name='webhook_delivery_due')],
            },
        ),
    ]
