import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0002_harvests'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
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
                ('name', models.CharField(max_length=200)),
                ('domain', models.CharField(max_length=253, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('inbox', models.CharField(blank=True, help_text='where packages are sent; empty: they are handed over', max_length=1000)),
                ('keys_address', models.CharField(blank=True, help_text='where its keys are published', max_length=1000)),
                ('public_keys', models.JSONField(blank=True, default=dict)),
                ('release_level', models.CharField(choices=[('public', 'public'), ('member', 'members'), ('committee', 'committee'), ('desk', 'desk'), ('partner', 'partners'), ('sealed', 'sealed')], default='public', max_length=9)),
                ('webhook', models.CharField(blank=True, help_text='where changes are told', max_length=1000)),
                ('webhook_set', models.CharField(blank=True, help_text='of which set; empty: all', max_length=80)),
                ('told_until', models.DateTimeField(blank=True, null=True)),
                ('told_number', models.BigIntegerField(default=0)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('source', 'source_id'), name='partner_source_once')],
            },
        ),
        migrations.CreateModel(
            name='PartnerPackage',
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
                ('direction', models.CharField(choices=[('outgoing', 'outgoing'), ('incoming', 'incoming')], max_length=8)),
                ('state', models.CharField(choices=[('prepared', 'prepared'), ('acknowledged', 'acknowledged'), ('received', 'received')], max_length=12)),
                ('package_id', models.CharField(max_length=200)),
                ('purpose', models.TextField()),
                ('release_level', models.CharField(choices=[('public', 'public'), ('member', 'members'), ('committee', 'committee'), ('desk', 'desk'), ('partner', 'partners'), ('sealed', 'sealed')], max_length=9)),
                ('case', models.CharField(blank=True, max_length=200)),
                ('record_keys', models.JSONField(default=list)),
                ('file_name', models.CharField(max_length=80)),
                ('sha256', models.CharField(max_length=64)),
                ('signature', models.TextField()),
                ('receipt', models.TextField(blank=True)),
                ('log', models.JSONField(default=list)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='exchange.partner')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('source', 'source_id'), name='partnerpackage_source_once'), models.UniqueConstraint(fields=('partner', 'direction', 'package_id'), name='package_comes_once')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=1000)),
                ('body', models.BinaryField(default=b'', help_text='of a package: empty, its file is sent')),
                ('made_at', models.DateTimeField()),
                ('next_at', models.DateTimeField(db_index=True, help_text='empty: done, or given up', null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('problem', models.TextField(blank=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='exchange.partner')),
                ('package', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='exchange.partnerpackage')),
            ],
        ),
    ]
