from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_channel_patrol'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['community', 'kind', 'step', 'at'], name='record_by_step'),
        ),
    ]
