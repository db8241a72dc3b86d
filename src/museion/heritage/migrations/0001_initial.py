import django.db.models.deletion
import museion.core.fields
import museion.core.languages
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        ('vocabulary', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CulturalObject',
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
                ('title', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('object_type', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('object_type_broad', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('materials_techniques', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap, help_text='as written')),
                ('materials', models.JSONField(blank=True, default=list)),
                ('techniques', models.JSONField(blank=True, default=list)),
                ('measurements_text', models.TextField(blank=True, help_text='as written')),
                ('measurements', models.JSONField(blank=True, default=list)),
                ('inscriptions_markings', models.JSONField(blank=True, default=list)),
                ('distinguishing_features', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('subject', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('date_text', models.CharField(blank=True, help_text='as written', max_length=500)),
                ('date_edtf', models.CharField(blank=True, max_length=100)),
                ('date_earliest', models.BigIntegerField(blank=True, help_text='YYYYMMDD, astronomical year', null=True)),
                ('date_latest', models.BigIntegerField(blank=True, null=True)),
                ('period', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('makers', models.JSONField(blank=True, default=list)),
                ('description', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('inventory_number', models.CharField(blank=True, db_index=True, max_length=200)),
                ('related_written_material', models.JSONField(blank=True, default=list)),
                ('place_of_origin', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('place_of_discovery', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('related_objects', models.JSONField(blank=True, default=list)),
                ('date_documented', models.DateField(blank=True, null=True)),
                ('credit_line', models.TextField(blank=True)),
                ('provenance', models.TextField(blank=True, help_text='as written')),
                ('rights', models.TextField(blank=True)),
                ('source_url', models.URLField(blank=True, max_length=1000)),
                ('external_images', models.JSONField(blank=True, default=list)),
                ('store_location', models.CharField(blank=True, help_text='read by the holder and the desk only', max_length=200)),
                ('concepts', models.ManyToManyField(blank=True, related_name='cultural_objects', to='vocabulary.concept')),
                ('museum', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objects_held', to='network.museum')),
            ],
            options={
                'verbose_name': 'object',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('source', 'source_id'), name='culturalobject_source_once'), models.CheckConstraint(condition=models.Q(('date_earliest__isnull', True), ('date_latest__isnull', True), ('date_latest__gte', models.F('date_earliest')), _connector='OR'), name='object_date_in_order')],
            },
        ),
        migrations.CreateModel(
            name='IntangibleElement',
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
                ('names', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('descriptions', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('domains', models.JSONField(blank=True, default=list)),
                ('communities', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('transmission', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('viability', models.CharField(blank=True, choices=[('strong', 'strong'), ('stable', 'stable'), ('vulnerable', 'vulnerable'), ('endangered', 'endangered'), ('dormant', 'no longer practised')], max_length=10)),
                ('threats', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('safeguarding', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('countries', models.JSONField(blank=True, default=list)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('language_tags', models.JSONField(blank=True, default=list)),
                ('related_objects', models.ManyToManyField(blank=True, related_name='elements', to='heritage.culturalobject')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('source', 'source_id'), name='intangibleelement_source_once')],
            },
        ),
        migrations.CreateModel(
            name='Photograph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=80)),
                ('media_type', models.CharField(max_length=40)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('view', models.CharField(choices=[('overall', 'overall view'), ('detail', 'detail'), ('inscription', 'inscription'), ('marking', 'marking'), ('damage', 'damage'), ('repair', 'repair'), ('with_scale', 'with a scale')], default='overall', max_length=12)),
                ('captions', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photographs', to='heritage.culturalobject')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('object', 'file_name'), name='photograph_once')],
            },
        ),
    ]
