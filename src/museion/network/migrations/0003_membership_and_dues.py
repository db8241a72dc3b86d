import django.db.models.deletion
import museion.core.fields
import museion.core.languages
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '__first__'),
        ('network', '0002_competences'),
    ]

    operations = [
        migrations.AddField(
            model_name='museum',
            name='accepts_card',
            field=models.BooleanField(default=False, help_text='lets holders of a membership card in'),
        ),
        migrations.AddField(
            model_name='museum',
            name='card_terms',
            field=museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap, help_text='what the card gives there'),
        ),
        migrations.CreateModel(
            name='CountryGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(max_length=2)),
                ('group', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('country', 'valid_from'), name='country_group_once')],
            },
        ),
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('category', models.CharField(choices=[('individual', 'individual member'), ('institutional', 'representative of an institution'), ('student', 'student member'), ('supporting', 'supporting member'), ('honorary', 'honorary member')], max_length=14)),
                ('band', models.CharField(blank=True, max_length=16)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('number', models.BigIntegerField(unique=True)),
                ('issued_date', models.DateField()),
                ('due_date', models.DateField()),
                ('museum', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.museum')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.person')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['year', 'person'], name='dues_of_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(('superseded_at__isnull', True), ('superseded_at__gte', models.F('recorded_at')), _connector='OR'), name='due_superseded_after_recorded'), models.CheckConstraint(condition=models.Q(models.Q(('museum__isnull', False), ('person__isnull', True)), models.Q(('museum__isnull', True), ('person__isnull', False)), _connector='OR'), name='due_of_one_holder'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('person', 'year'), name='one_due_of_a_person'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('museum', 'year'), name='one_due_of_a_museum'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='due_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='FeeBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16)),
                ('names', museion.core.fields.LanguageMapField(blank=True, default=museion.core.languages.LanguageMap)),
                ('least_budget', models.BigIntegerField(blank=True, null=True)),
                ('most_budget', models.BigIntegerField(blank=True, null=True)),
                ('is_voting', models.BooleanField(default=True)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['least_budget', 'code'],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='fee_band_once')],
            },
        ),
        migrations.CreateModel(
            name='FeeRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('individual', 'individual member'), ('institutional', 'representative of an institution'), ('student', 'student member'), ('supporting', 'supporting member'), ('honorary', 'honorary member')], max_length=14)),
                ('band', models.CharField(blank=True, max_length=16)),
                ('country_group', models.PositiveSmallIntegerField(help_text='1 pays most; 0: every country')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('category', 'band', 'country_group', 'valid_from'), name='fee_rate_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField(blank=True, null=True)),
                ('category', models.CharField(choices=[('individual', 'individual member'), ('institutional', 'representative of an institution'), ('student', 'student member'), ('supporting', 'supporting member'), ('honorary', 'honorary member')], max_length=14)),
                ('band', models.CharField(blank=True, max_length=16)),
                ('is_professional', models.BooleanField(default=True)),
                ('museum', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.museum')),
                ('national_committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='network.body')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.person')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('superseded_at__isnull', True), ('superseded_at__gte', models.F('recorded_at')), _connector='OR'), name='membership_superseded_after_recorded'), models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='membership_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('museum__isnull', False), ('person__isnull', True)), models.Q(('museum__isnull', True), ('person__isnull', False)), _connector='OR'), name='membership_of_one_holder'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), ('to_date__isnull', True)), fields=('person',), name='one_membership_of_a_person'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), ('to_date__isnull', True)), fields=('museum',), name='one_membership_of_a_museum')],
            },
        ),
        migrations.CreateModel(
            name='MembershipApplication',
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
                ('category', models.CharField(choices=[('individual', 'individual member'), ('institutional', 'representative of an institution'), ('student', 'student member'), ('supporting', 'supporting member'), ('honorary', 'honorary member')], max_length=14)),
                ('state', models.CharField(choices=[('committee', 'with the committee'), ('question', 'waiting for the applicant'), ('secretariat', 'with the secretariat'), ('admitted', 'admitted'), ('refused', 'refused'), ('appeal', 'appeal with the board'), ('closed', 'refused after appeal'), ('withdrawn', 'withdrawn by the applicant')], db_index=True, default='committee', max_length=12)),
                ('name', models.CharField(max_length=500)),
                ('country', models.CharField(max_length=2)),
                ('language', models.CharField(default='en', max_length=35)),
                ('position', models.CharField(blank=True, max_length=200)),
                ('budget', models.BigIntegerField(blank=True, help_text='yearly operating budget in euros', null=True)),
                ('statement', models.TextField(blank=True)),
                ('is_professional', models.BooleanField(default=True)),
                ('code_edition', models.CharField(help_text='of the code of ethics that was accepted', max_length=20)),
                ('documents', models.JSONField(blank=True, default=list)),
                ('submitted_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL)),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='network.body')),
                ('membership', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to='network.membership')),
                ('museum', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='network.museum')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='network.person')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('source', 'source_id'), name='membershipapplication_source_once')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('committee', 'with the committee'), ('question', 'waiting for the applicant'), ('secretariat', 'with the secretariat'), ('admitted', 'admitted'), ('refused', 'refused'), ('appeal', 'appeal with the board'), ('closed', 'refused after appeal'), ('withdrawn', 'withdrawn by the applicant')], max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='network.membershipapplication')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10)),
                ('paid_date', models.DateField()),
                ('means', models.CharField(choices=[('transfer', 'bank transfer'), ('card', 'card'), ('cash', 'cash'), ('committee', 'through the national committee')], max_length=12)),
                ('reference', models.CharField(blank=True, max_length=140)),
                ('number', models.BigIntegerField(help_text='of the receipt', unique=True)),
                ('due', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='network.due')),
            ],
            options={
                'ordering': ['paid_date', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('superseded_at__isnull', True), ('superseded_at__gte', models.F('recorded_at')), _connector='OR'), name='payment_superseded_after_recorded'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), models.Q(('reference', ''), _negated=True)), fields=('means', 'reference'), name='payment_booked_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_is_positive')],
            },
        ),
        migrations.CreateModel(
            name='PersonAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('linked_at', models.DateTimeField()),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='person_link', to=settings.AUTH_USER_MODEL)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='account_link', to='network.person')),
            ],
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('due', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='network.due')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('due', 'step'), name='reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField(blank=True, null=True)),
                ('museum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representatives', to='network.museum')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='represented', to='network.person')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('superseded_at__isnull', True), ('superseded_at__gte', models.F('recorded_at')), _connector='OR'), name='representative_superseded_after_recorded'), models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='representative_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), ('to_date__isnull', True)), fields=('person', 'museum'), name='representative_once')],
            },
        ),
        migrations.CreateModel(
            name='CommitteeSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField(blank=True, null=True)),
                ('is_voting', models.BooleanField(default=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_seats', to='network.body')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_seats', to='network.person')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('superseded_at__isnull', True), ('superseded_at__gte', models.F('recorded_at')), _connector='OR'), name='committeeseat_superseded_after_recorded'), models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='committeeseat_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), ('to_date__isnull', True)), fields=('person', 'body'), name='one_seat_in_a_committee'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), ('to_date__isnull', True), ('is_voting', True)), fields=('person',), name='one_voting_seat_of_a_person')],
            },
        ),
    ]
