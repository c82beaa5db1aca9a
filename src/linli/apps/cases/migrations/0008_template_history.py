import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Templates that are there are taken as begun now: nobody knows since when."""

    dependencies = [
        ("cases", "0007_case_in_public_space"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "answertemplate",
            "begun_at",
            models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            "answertemplate",
            "begun_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "answertemplate", "ended_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "answertemplate",
            "ended_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RemoveConstraint("answertemplate", "answer_template_once"),
        migrations.AddConstraint(
            "answertemplate",
            models.UniqueConstraint(
                fields=["community", "organisation", "name"],
                condition=models.Q(ended_at__isnull=True),
                name="answer_template_once",
            ),
        ),
    ]
