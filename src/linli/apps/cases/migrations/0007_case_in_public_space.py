from typing import Any

from django.db import migrations, models


def keep_what_holds(apps: Any, _schema_editor: object) -> None:
    """Spots that the map shows today stay on it."""
    Case = apps.get_model("cases", "Case")
    Case.objects.filter(category__public_space=True).update(in_public_space=True)


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_likeness")]

    operations = [
        migrations.AddField("case", "in_public_space", models.BooleanField(default=False)),
        migrations.RunPython(keep_what_holds, migrations.RunPython.noop),
    ]
