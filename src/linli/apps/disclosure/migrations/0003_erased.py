"""Records that are to be sealed without a salt, since their words were deleted before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('disclosure', '0002_told'),
        ('records', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erased',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
            ],
            options={
                'verbose_name_plural': 'erased',
            },
        ),
    ]
