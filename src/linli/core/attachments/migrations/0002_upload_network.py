
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('attachments', '0001_initial'),
        ('communities', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='upload',
            name='network',
            field=models.CharField(blank=True, help_text="Keyed hash of the sender's.", max_length=64),
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(condition=models.Q(('taken_at__isnull', True)), fields=['community', 'network'], name='upload_waiting_by_network'),
        ),
    ]
